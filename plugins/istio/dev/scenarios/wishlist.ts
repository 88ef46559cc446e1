import { cluster } from '../build/clusters';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { strictPort, workload } from '../build/workloads';
import type { Scenario } from './Scenario';

/** Well, but no host leads to it yet. */
export const wishlist: Scenario = {
  name: 'wishlist',
  title: 'Healthy, not exposed',
  remark: 'nothing is wrong, so the button is an offer',
  status: entityStatus('wishlist', {
    clusters: [cluster('eu-1')],
    facts: [
      fact('sidecar', 'ok', [
        '1.30.3',
        '2 of 2 pods',
        'native sidecar, from namespace label istio.io/rev',
        'Both pods run proxy 1.30.3.',
      ]),
      fact('revision', 'ok', [
        'Current',
        'prod → 1-30-3',
        'proxy 1.30.3 in eu-1',
        'The tag prod points at 1-30-3, and both pods run it.',
      ]),
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
            cluster: 'eu-1',
            ref: ref('PeerAuthentication', 'shop/default'),
          },
        },
      ),
      fact(
        'certificates',
        'neutral',
        [
          'Not exposed',
          '',
          'no gateway leads to it',
          'No Gateway with a route to Service shop/wishlist was found in eu-1.',
        ],
        {
          action: {
            title: 'Expose wishlist at a host',
            detail: 'Proposes Gateway, VirtualService and Certificate.',
            template: {
              entityRef: 'template:default/expose-service',
              formData: {
                cluster: 'eu-1',
                namespace: 'shop',
                service: { name: 'wishlist', port: 8080 },
              },
            },
          },
        },
      ),
      fact('changes', 'ok', [
        'No findings',
        'no open change',
        'nothing muted',
        'No analyzer found anything.',
      ]),
    ],
    workloads: [
      workload('eu-1', ref('Deployment', 'shop/wishlist'), 2, {
        mtls: [strictPort(8080, 'http')],
      }),
    ],
  }),
};
