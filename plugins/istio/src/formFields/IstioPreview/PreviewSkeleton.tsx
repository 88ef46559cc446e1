import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { usePreviewStyles } from './previewStyles';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'grid', gap: theme.spacing(2) },
  diff: { minHeight: 420, padding: theme.spacing(2) },
  bar: {
    height: 10,
    borderRadius: 5,
    background: theme.palette.action.disabledBackground,
    marginBottom: 14,
    '&:nth-child(3n)': { width: '46%' },
    '&:nth-child(3n+1)': { width: '72%' },
    '&:nth-child(3n+2)': { width: '58%' },
  },
}));

const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

/** The preview in its final height while it is being built. */
export function PreviewSkeleton({ slow }: { slow: boolean }) {
  const classes = useStyles();
  const shared = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  return (
    <div className={classes.root} aria-busy="true">
      <p className={shared.quiet} role="status">
        {slow ? t('preview.slow') : t('preview.building')}
      </p>
      <div className={`${shared.block} ${classes.diff}`} aria-hidden="true">
        {LINES.map(line => (
          <div key={line} className={classes.bar} />
        ))}
      </div>
    </div>
  );
}
