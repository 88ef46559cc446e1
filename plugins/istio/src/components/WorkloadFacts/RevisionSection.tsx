import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactSection } from './FactSection';

/** Desired against actual revision. */
export function RevisionSection({ workload }: { workload: WorkloadStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const { verdict, tone, why, action } = workload.revision;
  return (
    <FactSection
      title={t('facts.revision')}
      word={words.revision(verdict)}
      tone={tone}
      why={why}
      step={action}
    />
  );
}
