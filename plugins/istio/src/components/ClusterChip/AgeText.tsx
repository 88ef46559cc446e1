import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { confirmedSince } from '../DataState/ageOf';
import { SHAPES } from '../StateWord/shapes';

const useStyles = makeStyles((theme: Theme) => {
  const { warning } = toneColours(theme);
  return {
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      fontSize: '0.75rem',
      color: textColours(theme).quiet,
      whiteSpace: 'nowrap',
    },
    stale: {
      height: 24,
      padding: '0 9px',
      borderRadius: 12,
      fontWeight: 600,
      border: `1px solid ${warning.text}`,
      background: warning.tint,
      color: warning.text,
    },
    icon: { fontSize: '0.95rem' },
  };
});

/** How old the oldest part of what is shown is; nothing when nothing is known. */
export function AgeText(props: { clusters: readonly ClusterFreshness[] }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { ago, duration } = useTimeText();
  const now = useNow();
  const since = confirmedSince(props.clusters);
  if (!since) return null;
  const stale = props.clusters.some(cluster => cluster.state === 'stale');
  const age = duration(now.getTime() - Date.parse(since));
  return (
    <time
      dateTime={since}
      className={`${classes.root} ${stale ? classes.stale : ''}`}
    >
      <SHAPES.stale className={classes.icon} aria-hidden="true" />
      {stale ? t('time.old', { duration: age }) : ago(since, now)}
    </time>
  );
}
