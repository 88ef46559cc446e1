import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
  bar: {
    height: 14,
    borderRadius: 7,
    background: theme.palette.action.disabledBackground,
  },
}));

const WIDTHS = ['32%', '78%', '64%', '71%', '58%', '66%'];

/** Lines in the place of a table. */
export function TabSkeleton() {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <div
      className={classes.root}
      role="img"
      aria-label={t('state.loading.label')}
    >
      {WIDTHS.map(width => (
        <div key={width} className={classes.bar} style={{ width }} />
      ))}
    </div>
  );
}
