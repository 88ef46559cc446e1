import { cluster, unreachableCluster } from '../build/clusters';
import { certificate } from '../build/certificates';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { strictPort, workload } from '../build/workloads';
import type { Scenario } from './Scenario';

const NAMES = ['eu-1', 'eu-2', 'us-1', 'stg-eu', 'stg-us', 'dev-eu', 'dev-us'];
const missing = { lowerBound: true };

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
    workloads: NAMES.map(name =>
      workload(name, ref('Deployment', 'shop/catalog-api'), 4, {
        mtls: [strictPort(8080, 'http')],
      }),
    ),
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
