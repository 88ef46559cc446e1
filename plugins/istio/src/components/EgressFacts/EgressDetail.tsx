import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EgressStatus } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CertificateChain } from '../CertificatesView/CertificateChain';
import { WhyAndStep } from '../Why/WhyAndStep';

/** The chain from the client to the host, why, and the one thing to do. */
export function EgressDetail({ egress }: { egress: EgressStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <>
      <CertificateChain chain={egress.chain} label={t('egress.chain')} />
      <WhyAndStep why={egress.why} step={egress.action} />
    </>
  );
}
