import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EgressStatus } from '@meshwright/backstage-plugin-istio-common';
import { egressStep } from '../../steps/factSteps';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CertificateChain } from '../CertificatesView/CertificateChain';
import { WhyAndStep } from '../Why/WhyAndStep';

interface EgressDetailProps {
  egress: EgressStatus;
  /** The entity whose pods call, where there is one only. */
  entityRef?: string;
}

/** The chain from the client to the host, why, and the one thing to do. */
export function EgressDetail({ egress, entityRef }: EgressDetailProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <>
      <CertificateChain chain={egress.chain} label={t('egress.chain')} />
      <WhyAndStep why={egress.why} step={egressStep(egress, entityRef)} />
    </>
  );
}
