import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Tone,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => {
  const colours = toneColours(theme);
  const behind = colours.warning;
  return {
    root: { minWidth: 96 },
    text: { fontWeight: 600, whiteSpace: 'nowrap' },
    bar: {
      display: 'flex',
      height: 7,
      marginTop: 4,
      borderRadius: 4,
      overflow: 'hidden',
      background: theme.palette.action.disabledBackground,
    },
    current: { background: colours.ok.text },
    // Hatched, so that the part that is behind shows without colour too.
    behind: {
      background: `repeating-linear-gradient(135deg, ${behind.text} 0 4px, ${behind.tint} 4px 8px)`,
    },
  };
});

interface PodBarProps {
  pods: WorkloadStatus['pods'];
  tone: Tone;
}

/** How many pods run what they should. */
export function PodBar({ pods, tone }: PodBarProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const share = pods.total === 0 ? 0 : (pods.current / pods.total) * 100;
  const judged = tone !== 'unknown' && tone !== 'neutral';
  return (
    <div className={classes.root}>
      <span className={classes.text}>
        {t('workloads.currentOf', {
          current: String(pods.current),
          total: String(pods.total),
        })}
      </span>
      <div className={classes.bar} aria-hidden="true">
        {judged && (
          <>
            <div className={classes.current} style={{ width: `${share}%` }} />
            <div
              className={classes.behind}
              style={{ width: `${100 - share}%` }}
            />
          </>
        )}
      </div>
    </div>
  );
}
