import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { listText } from '../../text/listText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { SHAPES } from '../StateWord/shapes';
import type { KnownClusters } from './KnownClusters';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    minHeight: 32,
    fontSize: '0.8125rem',
    color: textColours(theme).quiet,
  },
}));

interface LateNoticeProps {
  status?: KnownClusters;
  /** True when the first answer is late. */
  slow: boolean;
}

/** Says what is waited for, once waiting has become noticeable. */
export function LateNotice({ status, slow }: LateNoticeProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const late = status?.clusters.filter(c => c.state === 'syncing') ?? [];
  const answered = status?.clusters.filter(c => c.state !== 'syncing') ?? [];
  const parts = [
    ...(late.length > 0
      ? [t('state.loading.waitingFor', { clusters: names(late) })]
      : []),
    ...(answered.length > 0
      ? [
          t('state.loading.answered', {
            clusters: names(answered),
            count: answered.length,
          }),
        ]
      : []),
    ...(!status && slow ? [t('state.loading.waitingBackend')] : []),
  ];
  return (
    <div className={classes.root} role="status">
      {parts.length > 0 && (
        <>
          <SHAPES.renewing fontSize="small" aria-hidden="true" />
          {parts.join(' · ')}
        </>
      )}
    </div>
  );
}

function names(clusters: ReadonlyArray<{ cluster: string }>): string {
  return listText(clusters.map(({ cluster }) => cluster));
}
