import { manifestCertificate } from '../certificate/manifestCertificate';
import type { ManifestObject } from '../manifest';
import { type IngressIntent, ingressHosts } from './ingressIntent';
import { ingressNames } from './ingressNames';

/**
 * The server certificate. It lives in the namespace of the gateway's pods,
 * because Istio reads `credentialName` there, whatever the namespace of the
 * Gateway is.
 *
 * @internal
 */
export function ingressCertificate(intent: IngressIntent): ManifestObject {
  return manifestCertificate({
    name: ingressNames(intent).certificate,
    namespace: intent.gateway.namespace,
    dnsNames: ingressHosts(intent),
    uses: ['server'],
    issuer: intent.issuer,
    settings: intent.certificate,
  });
}
