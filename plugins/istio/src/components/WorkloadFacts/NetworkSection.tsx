import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  NeededTraffic,
  Tone,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { objectName } from '../../text/objectText';
import { listText } from '../../text/listText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactTable } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { FactSection } from './FactSection';

const TONES: Record<NeededTraffic['allowed'], Tone> = {
  yes: 'ok',
  no: 'warning',
  unknown: 'unknown',
};

/** What NetworkPolicies let through of what the mesh needs. */
export function NetworkSection({ workload }: { workload: WorkloadStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const { network } = workload;
  if (!network) {
    return (
      <FactSection
        title={t('network.title')}
        word={t('network.unread')}
        tone="unknown"
      >
        {t('network.unreadWhy')}
      </FactSection>
    );
  }
  const { needs, defaultDeny, tone, why, action } = network;
  return (
    <FactSection
      title={t('network.title')}
      word={words.defaultDeny(defaultDeny)}
      tone={tone}
      why={why}
      step={action}
    >
      {needs.length > 0 && (
        <FactTable
          compact
          label={t('network.needs')}
          rows={needs}
          keyOf={need => `${need.what} ${need.port ?? ''}`}
          columns={[
            {
              id: 'what',
              title: t('network.needs'),
              render: need =>
                [words.need(need.what), need.port].filter(Boolean).join(' '),
            },
            {
              id: 'allowed',
              title: t('network.allowed'),
              render: need => (
                <StateWord
                  word={words.answer(need.allowed)}
                  tone={TONES[need.allowed]}
                />
              ),
            },
            {
              id: 'by',
              title: t('network.by'),
              render: need =>
                [listText(need.by.map(objectName)), need.detail]
                  .filter(Boolean)
                  .join(', '),
            },
          ]}
        />
      )}
    </FactSection>
  );
}
