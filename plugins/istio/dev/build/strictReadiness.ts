import type { StrictReadiness } from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

const STATIC = 'Static analysis of policies and live pods.';

/** A namespace that is STRICT throughout. */
export function readyNamespace(
  cluster: string,
  namespace: string,
  total: number,
): StrictReadiness {
  return {
    cluster,
    scope: 'namespace',
    namespace,
    workloads: { total, strict: total, permissive: 0, off: 0 },
    breaks: 'no',
    reasons: [],
    more: 0,
    tone: 'ok',
    why: {
      summary: `Every port in ${namespace} is STRICT already. ${STATIC}`,
      considered: [
        {
          ref: ref('PeerAuthentication', `${namespace}/default`),
          says: 'STRICT',
          scope: 'namespace',
          decides: true,
          reason: 'namespace beats mesh',
        },
      ],
    },
  };
}

/** A namespace in which STRICT would cut clients off. */
export function breakingNamespace(cluster: string): StrictReadiness {
  return {
    cluster,
    scope: 'namespace',
    namespace: 'shop',
    workloads: { total: 9, strict: 7, permissive: 2, off: 0 },
    breaks: 'yes',
    reasons: [
      {
        ref: ref('Deployment', 'batch/invoice-export'),
        reason: 'no proxy (1 pod), calls checkout:8080',
        workload: ref('Deployment', 'shop/checkout'),
      },
      {
        ref: ref('Deployment', 'monitoring/prometheus'),
        reason: 'no proxy (2 pods), scrapes port 9090',
        workload: ref('Deployment', 'shop/checkout'),
      },
    ],
    more: 3,
    tone: 'warning',
    why: {
      summary: `STRICT in shop would cut off batch/invoice-export and monitoring/prometheus, which have no proxy. ${STATIC}`,
      considered: [],
    },
    action: {
      title: 'Onboard batch',
      detail:
        'Give namespace batch the label istio.io/rev=prod and restart invoice-export; then set shop/default to STRICT.',
      template: {
        entityRef: 'template:default/onboard-namespace',
        formData: { cluster, namespace: 'batch' },
      },
    },
  };
}

/** The whole mesh of a revision. */
export function meshReadiness(
  cluster: string,
  breaks: StrictReadiness['breaks'],
): StrictReadiness {
  return {
    cluster,
    scope: 'mesh',
    namespace: 'istio-system',
    revision: '1-30-3',
    workloads: { total: 48, strict: 31, permissive: 15, off: 2 },
    breaks,
    reasons: [
      {
        ref: ref('DestinationRule', 'shop/legacy-plain'),
        reason: 'sets tls mode DISABLE for *.shop.svc.cluster.local',
      },
    ],
    more: 0,
    tone: breaks === 'unknown' ? 'unknown' : 'warning',
    why: {
      summary:
        breaks === 'unknown'
          ? `DestinationRules of ${cluster} cannot be read (forbidden), so it cannot be said who would be cut off.`
          : `One DestinationRule switches mTLS off for clients of shop. ${STATIC}`,
      considered: [],
    },
  };
}
