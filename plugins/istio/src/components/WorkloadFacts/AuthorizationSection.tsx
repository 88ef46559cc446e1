import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { ACCESS_TONES, useFactWords } from '../../hooks/useFactWords';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { ConsideredList } from '../Why/ConsideredList';
import { AuthenticationSection } from './AuthenticationSection';
import { FactSection } from './FactSection';

/** Who may call, by which policies, and with which tokens. */
export function AuthorizationSection({
  workload,
}: {
  workload: WorkloadStatus;
}) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const { authorization } = workload;
  if (!authorization) {
    return (
      <FactSection
        title={t('authorization.title')}
        word={t('authorization.notEnforced')}
        tone="neutral"
      >
        {t('authorization.noProxy')}
      </FactSection>
    );
  }
  const { access, policies, authentication } = authorization;
  return (
    <>
      <FactSection
        title={t('authorization.title')}
        word={words.access(access)}
        tone={ACCESS_TONES[access]}
      >
        {words.accessWhy(access)}
        {policies.length > 0 && <ConsideredList considered={policies} />}
      </FactSection>
      <AuthenticationSection authentication={authentication} />
    </>
  );
}
