import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { supplyWord } from '../../text/supplyWord';
import { needsAttention } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles({ small: { fontSize: '0.75rem' } });

/** The mode of the data plane; waypoint and images only where they need a look. */
export function ModeCell({ workload }: { workload: WorkloadStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const verdicts = useVerdictWords();
  const words = useFactWords();
  const { dataPlane, supply } = workload;
  const { mode, nativeSidecar, tone, waypoint } = dataPlane;
  const word = verdicts.mode(mode, nativeSidecar);
  return (
    <>
      {tone === 'ok' || tone === 'neutral' ? (
        word
      ) : (
        <StateWord word={word} tone={tone} />
      )}
      {waypoint && (
        <div className={classes.small}>
          <StateWord
            word={t('dataPlane.waypointShort', {
              state: words.waypoint(waypoint.state),
            })}
            tone={waypoint.tone}
          />
        </div>
      )}
      {supply && needsAttention(supply.tone) && (
        <div className={classes.small}>
          <StateWord
            word={t(`supply.${supplyWord(supply)}`)}
            tone={supply.tone}
          />
        </div>
      )}
    </>
  );
}
