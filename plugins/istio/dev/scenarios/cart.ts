import { certificate, exposure } from '../build/certificates';
import { cluster } from '../build/clusters';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { strictPort, workload } from '../build/workloads';
import type { Scenario } from './Scenario';

const mtls = [strictPort(8080, 'http'), strictPort(9090, 'metrics')];

/** Everything is well. */
export const cart: Scenario = {
  name: 'cart',
  title: 'Healthy',
  remark: 'all five facts without a click; no button, because nothing is next',
  status: entityStatus('cart', {
    clusters: [cluster('eu-1'), cluster('eu-2')],
    clustersWithNothing: 1,
    facts: [
      fact('sidecar', 'ok', [
        '1.30.3',
        '8 of 8 pods',
        'native sidecar, from namespace label istio.io/rev',
        'All 8 pods run proxy 1.30.3, injected because of the label istio.io/rev=prod of namespace shop.',
      ]),
      fact('revision', 'ok', [
        'Current',
        'prod → 1-30-3',
        'proxy 1.30.3 in eu-1 and eu-2',
        'The tag prod points at 1-30-3, and every pod runs it.',
      ]),
      fact(
        'mtls',
        'ok',
        [
          'Strict',
          'on every port',
          'from namespace policy shop/default',
          'Namespace policy shop/default is STRICT, and no policy selects the workload itself.',
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
        'ok',
        [
          'Healthy',
          'cart.shop.example.com',
          'renews in 12 d',
          'The certificate is renewed on 4 December, a month before it ends.',
        ],
        { deadline: '2027-01-03T00:00:00Z' },
      ),
      fact('changes', 'ok', [
        'No findings',
        '2 muted',
        'last change PR #37, effective since 9 Nov',
        'No analyzer found anything; two findings are muted by annotation.',
      ]),
    ],
    workloads: [
      workload('eu-1', ref('Deployment', 'shop/cart'), 4, { mtls }),
      workload('eu-2', ref('Deployment', 'shop/cart'), 4, { mtls }),
    ],
    certificates: [certificate('eu-1', 'cart.shop.example.com')],
    exposures: [exposure('eu-1', 'cart.shop.example.com', 'shop/cart')],
    mutedFindings: 2,
    changes: [
      {
        id: 'expose-cart',
        entityRef: 'component:default/cart',
        template: 'template:default/expose-service',
        title: 'Expose cart at cart.shop.example.com',
        cluster: 'eu-1',
        pullRequest: {
          number: 37,
          url: 'https://git.example.com/platform/gitops/pulls/37',
          state: 'merged',
        },
        proposedAt: '2026-11-09T08:12:00Z',
        mergedAt: '2026-11-09T09:40:00Z',
        syncedAt: '2026-11-09T09:41:00Z',
        effectiveAt: '2026-11-09T09:43:00Z',
        stage: 'effective',
        tone: 'ok',
        detail: 'cart.shop.example.com answers since 9 Nov, 09:43.',
        objects: [
          ref('Certificate', 'istio-ingress/cart-shop-example-com-tls'),
          ref('Gateway', 'shop/cart'),
          ref('VirtualService', 'shop/cart'),
        ],
      },
    ],
  }),
};
