import type { Fact } from '@meshwright/backstage-plugin-istio-common';
import { certificate } from '../build/certificates';
import { cluster, unreachableCluster } from '../build/clusters';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { strictPort, workload } from '../build/workloads';
import { cart } from './cart';
import type { Scenario } from './Scenario';

const old = { stale: true };

/** The watch of the only cluster is silent. */
export const shipping: Scenario = {
  name: 'shipping',
  title: 'Stale',
  remark: 'age replaces freshness after two missed intervals',
  status: entityStatus('shipping', {
    clusters: [
      cluster('us-2', {
        state: 'stale',
        since: '2026-11-22T15:34:00Z',
        confirmedAt: '2026-11-22T15:29:00Z',
        message: 'no event and no bookmark for two intervals of 5 min',
      }),
    ],
    facts: [
      fact(
        'sidecar',
        'ok',
        ['1.30.3', '2 of 2 pods, native sidecar', '', 'As of the last event.'],
        old,
      ),
      fact(
        'revision',
        'ok',
        ['Current', 'prod → 1-30-3', '', 'As of the last event.'],
        old,
      ),
      fact(
        'mtls',
        'ok',
        [
          'Strict',
          'on every port',
          'from namespace policy shop/default',
          'Namespace policy shop/default is STRICT.',
        ],
        {
          decidedBy: {
            cluster: 'us-2',
            ref: ref('PeerAuthentication', 'shop/default'),
          },
        },
      ),
      fact('certificates', 'ok', [
        'Healthy',
        'ship.example.com',
        'renews in 31 d',
        'The certificate is renewed on 23 December.',
      ]),
      fact('changes', 'ok', [
        'No findings',
        'no open change',
        'nothing muted',
        'No analyzer found anything.',
      ]),
    ],
    workloads: [
      workload('us-2', ref('Deployment', 'shop/shipping'), 2, {
        mtls: [strictPort(8080, 'http')],
      }),
    ],
    certificates: [certificate('us-2', 'ship.example.com')],
  }),
};

const lastKnown = (cart.status?.facts ?? []).map(
  (known): Fact => ({ ...known, stale: false }),
);

/** The only cluster does not answer; last known values stay. */
export const loyalty: Scenario = {
  name: 'loyalty',
  title: 'Unreachable',
  remark: 'last known values stay, greyed; cause and since when come first',
  status: entityStatus('loyalty', {
    clusters: [unreachableCluster()],
    leading: 'revision',
    facts: lastKnown.map(known =>
      known.id === 'revision'
        ? {
            ...known,
            tone: 'warning',
            word: 'Restart needed',
            text: '3 of 4 pods',
            origin: 'prod → 1-30-3, still on 1-29-4',
          }
        : known,
    ),
    workloads: [
      workload('ap-1', ref('Deployment', 'shop/loyalty'), 4, {
        mtls: [strictPort(8080, 'http')],
      }),
    ],
    certificates: [certificate('ap-1', 'loyalty.example.com')],
  }),
};
