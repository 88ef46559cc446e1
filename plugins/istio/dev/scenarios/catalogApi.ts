import type {
  PortMtlsStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { cluster, unreachableCluster } from '../build/clusters';
import { certificate } from '../build/certificates';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { strictPort, workload } from '../build/workloads';
import type { Scenario } from './Scenario';

/** Pods by cluster; those of eu-2 and us-1 still run the old revision. */
const PODS: Record<string, number> = {
  'eu-1': 16,
  'eu-2': 12,
  'us-1': 12,
  'stg-eu': 8,
  'stg-us': 6,
  'dev-eu': 6,
  'dev-us': 4,
};
const BEHIND = ['eu-2', 'us-1'];
const NAMES = Object.keys(PODS);
const missing = { lowerBound: true };

const permissive: PortMtlsStatus = {
  ...strictPort(8080, 'http'),
  mode: 'PERMISSIVE',
  tone: 'warning',
  source: 'mesh',
  why: {
    summary: 'No policy of the namespace; the mesh default is PERMISSIVE.',
    considered: [
      {
        ref: ref('PeerAuthentication', 'istio-system/default'),
        says: 'PERMISSIVE',
        scope: 'mesh',
        decides: true,
        reason: 'only policy that applies',
      },
    ],
  },
  strict: { breaks: 'unknown', reasons: [] },
};

function catalogApiWorkload(name: string): WorkloadStatus {
  const pods = PODS[name];
  const own = workload(name, ref('Deployment', 'shop/catalog-api'), pods, {
    mtls: [name === 'stg-eu' ? permissive : strictPort(8080, 'http')],
  });
  if (!BEHIND.includes(name)) return own;
  return {
    ...own,
    pods: { total: pods, ready: pods, current: 0 },
    proxyVersions: [{ version: '1.29.4', pods, inferred: false }],
    revision: {
      ...own.revision,
      actual: [{ revision: '1-29-4', pods }],
      verdict: 'stale-revision',
      tone: 'warning',
      why: {
        summary: `All ${pods} pods started before tag prod moved to 1-30-3.`,
        considered: [],
      },
      action: {
        title: 'Restart catalog-api',
        detail: `Restart Deployment shop/catalog-api in ${name}: its pods get the proxy of 1-30-3 when they start again.`,
        command: `kubectl --context ${name} -n shop rollout restart deployment/catalog-api`,
      },
    },
    podList: own.podList.map(pod => ({
      ...pod,
      revision: '1-29-4',
      proxyVersion: '1.29.4',
    })),
  };
}

/** One of several clusters is missing: numbers are lower bounds. */
export const catalogApi: Scenario = {
  name: 'catalog-api',
  title: 'Partial',
  remark: '“≥” on every number that a missing cluster could raise',
  status: entityStatus('catalog-api', {
    clusters: [...NAMES.map(name => cluster(name)), unreachableCluster()],
    clustersWithNothing: 1,
    leading: 'changes',
    facts: [
      fact(
        'sidecar',
        'warning',
        [
          '1.30.3, 1.29.4',
          '40 + 24 of 64 pods',
          'ap-1 missing, unreachable since 13:02',
          'Seven of eight clusters answered; ap-1 may have more pods.',
        ],
        missing,
      ),
      fact(
        'revision',
        'warning',
        [
          'Restart needed',
          '24 of 64 pods',
          'prod → 1-30-3, still on 1-29-4',
          'Pods of eu-2 and us-1 started before the tag prod moved.',
        ],
        missing,
      ),
      fact(
        'mtls',
        'warning',
        [
          'Permissive',
          'on 8080 in stg-eu',
          'from mesh policy istio-system/default',
          'No policy of the namespace; the mesh default is PERMISSIVE in stg-eu.',
        ],
        {
          ...missing,
          decidedBy: {
            cluster: 'stg-eu',
            ref: ref('PeerAuthentication', 'istio-system/default'),
          },
        },
      ),
      fact(
        'certificates',
        'ok',
        [
          'Healthy',
          'catalog.example.com',
          'renews in 11 d',
          'The certificate is renewed on 3 December.',
        ],
        missing,
      ),
      fact(
        'changes',
        'error',
        [
          '1 error',
          'IST0101, host not found',
          'VirtualService shop/catalog-api in eu-2',
          'VirtualService shop/catalog-api routes to catalog-api-v2, and no Service of that name exists.',
        ],
        {
          ...missing,
          decidedBy: {
            cluster: 'eu-2',
            ref: ref('VirtualService', 'shop/catalog-api'),
          },
          action: {
            title: 'Propose route fix',
            detail: 'Route to catalog-api-v2 has no Service.',
            template: {
              entityRef: 'template:default/fix-route',
              formData: { virtualService: 'shop/catalog-api' },
            },
          },
        },
      ),
    ],
    workloads: NAMES.map(catalogApiWorkload),
    certificates: [certificate('eu-1', 'catalog.example.com')],
    findings: [
      {
        cluster: 'eu-2',
        code: 'IST0101',
        severity: 'error',
        ref: ref('VirtualService', 'shop/catalog-api'),
        cause:
          'VirtualService shop/catalog-api routes to host catalog-api-v2, which no Service or ServiceEntry has.',
        fix: 'Create the Service or route to catalog-api.',
        documentation:
          'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
        muted: false,
      },
    ],
  }),
};
