import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import { FactSection } from './FactSection';

/** Where the traffic of the pods is handled, why, and by which waypoint. */
export function DataPlaneSection({ workload }: { workload: WorkloadStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const verdicts = useVerdictWords();
  const words = useFactWords();
  const { mode, nativeSidecar, tone, why, action, waypoint } =
    workload.dataPlane;
  return (
    <FactSection
      title={t('dataPlane.title')}
      word={verdicts.mode(mode, nativeSidecar)}
      tone={tone}
      why={why}
      step={action}
    >
      {waypoint && (
        <Notice tone={waypoint.tone}>
          <strong>
            {t('dataPlane.waypoint', {
              object: objectText(waypoint.ref),
              state: words.waypoint(waypoint.state),
            })}
          </strong>{' '}
          {waypoint.reason}
        </Notice>
      )}
    </FactSection>
  );
}
