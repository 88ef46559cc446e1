import type {
  SecretCheck,
  TrustRootStatus,
  X509Facts,
} from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

function x509(subject: string, change: Partial<X509Facts> = {}): X509Facts {
  return {
    subject,
    issuer: 'CN=Shop Root CA,O=Example',
    serialNumber: '4f1c9a20',
    fingerprint:
      '9b0f7a1d5c3e48b6a2d1f0e9c8b7a6958473625140f1e2d3c4b5a69788796a5b',
    notBefore: '2026-10-05T00:00:00Z',
    notAfter: '2027-01-03T00:00:00Z',
    dnsNames: [],
    isCa: false,
    ...change,
  };
}

const ROOT = x509('CN=Shop Root CA,O=Example', {
  isCa: true,
  notBefore: '2021-06-04T00:00:00Z',
  notAfter: '2031-06-04T00:00:00Z',
});

/** A secret whose chain ends early and whose key is another one. */
export const wrongKey: SecretCheck = {
  ref: ref('Secret', 'istio-ingress/checkout-internal-example-com-tls'),
  chain: [
    x509('CN=checkout.internal.example.com', {
      issuer: 'CN=Shop Issuing CA 2,O=Example',
      dnsNames: ['checkout.internal.example.com'],
    }),
  ],
  chainComplete: false,
  keyMatches: false,
  clientCas: [ROOT],
  problems: [
    'tls.key does not belong to tls.crt.',
    'The chain lacks CN=Shop Issuing CA 2,O=Example, which signed tls.crt.',
  ],
};

/** The root that most namespaces of a cluster hold. */
export function trustRoot(
  cluster: string,
  change: Partial<TrustRootStatus> = {},
): TrustRootStatus {
  return {
    cluster,
    revisions: ['1-30-3'],
    certificates: [ROOT],
    notAfter: ROOT.notAfter,
    lifetimeLeft: 0.45,
    state: 'healthy',
    tone: 'ok',
    namespaces: ['batch', 'istio-ingress', 'shop'],
    namespaceCount: 34,
    majority: true,
    why: {
      summary: `The root of ${cluster} ends on 4 June 2031, and every namespace holds it.`,
      considered: [],
    },
    ref: ref('ConfigMap', 'istio-system/istio-ca-root-cert'),
    ...change,
  };
}

/** The root of a cluster that ends soon. */
export function endingRoot(cluster: string): TrustRootStatus {
  return trustRoot(cluster, {
    certificates: [{ ...ROOT, notAfter: '2026-12-09T00:00:00Z' }],
    notAfter: '2026-12-09T00:00:00Z',
    lifetimeLeft: 0.08,
    state: 'at-risk',
    tone: 'error',
    why: {
      summary:
        'The root ends on 9 December; 8 % of its life are left, and nothing renews a root by itself.',
      considered: [
        {
          ref: ref('ConfigMap', 'istio-system/istio-ca-root-cert'),
          says: 'ends 9 Dec 2026',
          scope: 'mesh',
          decides: true,
          reason: 'the one that ends first',
        },
      ],
    },
    action: {
      title: 'Rotate the root',
      detail:
        'Put the new root beside the old one in Secret istio-system/cacerts, restart istiod, then every workload, then take the old root out.',
      command:
        'kubectl -n istio-system rollout restart deployment/istiod-1-30-3',
    },
  });
}
