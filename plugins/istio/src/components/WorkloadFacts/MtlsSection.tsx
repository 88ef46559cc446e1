import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { useStrictStep } from '../../steps/useStrictStep';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactSection } from './FactSection';
import { StrictReasons } from './StrictReasons';

interface MtlsSectionProps {
  workload: WorkloadStatus;
  /** The entity it belongs to, where there is one only. */
  entityRef?: string;
}

/** Inbound mTLS of each port: who decides, and what STRICT would break. */
export function MtlsSection({ workload, entityRef }: MtlsSectionProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const stepOf = useStrictStep(entityRef);
  return (
    <>
      {workload.mtls.map(port => (
        <FactSection
          key={port.port}
          title={
            port.port === 0
              ? t('security.drawerTitleAll')
              : t('security.drawerTitle', { port: String(port.port) })
          }
          word={words.mtls(port.mode)}
          tone={port.tone}
          why={port.why}
          step={stepOf(workload, port)}
        >
          <StrictReasons reasons={port.strict.reasons} />
        </FactSection>
      ))}
    </>
  );
}
