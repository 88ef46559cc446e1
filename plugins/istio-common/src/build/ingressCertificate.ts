import type { IngressIntent } from './ingressIntent';
import { ingressNames } from './ingressNames';
import type { ManifestObject } from './manifest';

// RFC 5280, ub-common-name: cert-manager refuses a longer one.
const COMMON_NAME_LENGTH = 64;

/**
 * The server certificate. It lives in the namespace of the gateway's pods,
 * because Istio reads `credentialName` there, whatever the namespace of the
 * Gateway is.
 *
 * @internal
 */
export function ingressCertificate(intent: IngressIntent): ManifestObject {
  const { host, issuer, certificate } = intent;
  const name = ingressNames(intent).certificate;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: intent.gateway.namespace },
    spec: {
      secretName: name,
      ...(host.length <= COMMON_NAME_LENGTH ? { commonName: host } : {}),
      dnsNames: [host],
      duration: certificate.duration,
      renewBefore: certificate.renewBefore,
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: {
        algorithm: certificate.privateKey.algorithm,
        size: certificate.privateKey.size,
        rotationPolicy: 'Always',
      },
      issuerRef: { group: issuer.group, kind: issuer.kind, name: issuer.name },
    },
  };
}
