import { cluster } from '../build/clusters';
import { brokenEgress, passthroughEgress } from '../build/egress';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import {
  checkoutCertificates,
  checkoutExposures,
  PROPOSE_DNS_FIX,
} from './checkoutCertificates';
import { checkoutChanges } from './checkoutChanges';
import { checkoutWorkloads, PLAN_RESTART } from './checkoutWorkloads';
import type { Scenario } from './Scenario';

/** Several things are wrong; the one with a deadline leads. */
export const checkout: Scenario = {
  name: 'checkout',
  title: 'Needs restart + certificate overdue',
  remark: 'worst of five leads: it alone has a deadline',
  status: entityStatus('checkout', {
    clusters: [cluster('eu-1'), cluster('eu-2'), cluster('us-1')],
    clustersWithNothing: 6,
    leading: 'certificates',
    facts: [
      fact('sidecar', 'warning', [
        '1.30.3, 1.29.4',
        '10 + 2 of 12 pods',
        'native sidecar, from namespace label istio.io/rev',
        'Two pods of eu-2 started before the tag prod moved to 1-30-3.',
      ]),
      fact(
        'revision',
        'warning',
        [
          'Restart needed',
          '2 of 12 pods',
          'prod → 1-30-3, still on 1-29-4 in eu-2',
          'Two pods started on 3 November, before tag prod moved from 1-29-4 to 1-30-3 on 17 November.',
        ],
        { action: PLAN_RESTART },
      ),
      fact(
        'mtls',
        'warning',
        [
          'Permissive',
          'on 8080 and 9090',
          'from policy shop/checkout-legacy in eu-2',
          'Permissive, because shop/checkout-legacy (11 Mar 2025) is the oldest policy that selects this workload; checkout-strict (19 Nov 2026) is ignored.',
        ],
        {
          decidedBy: {
            cluster: 'eu-2',
            ref: ref('PeerAuthentication', 'shop/checkout-legacy'),
          },
        },
      ),
      fact(
        'certificates',
        'warning',
        [
          'Overdue 2 d',
          'shop.example.com',
          'DNS-01 challenge refused',
          'The renewal of shop.example.com was due on 20 November; Route 53 refuses the TXT record of its challenge.',
        ],
        { deadline: '2026-12-20T04:12:00Z', action: PROPOSE_DNS_FIX },
      ),
      fact('changes', 'warning', [
        '1 warning',
        'IST0130; drift in eu-2',
        'PR #42 awaits review',
        'One route of VirtualService shop/checkout can never match; the timeout in eu-2 differs from git.',
      ]),
    ],
    workloads: checkoutWorkloads,
    certificates: checkoutCertificates,
    exposures: checkoutExposures,
    egress: [brokenEgress, passthroughEgress],
    findings: [
      {
        cluster: 'eu-2',
        code: 'IST0130',
        severity: 'warning',
        title: 'route is never reached',
        ref: ref('VirtualService', 'shop/checkout'),
        cause:
          'The second HTTP rule of VirtualService shop/checkout never matches, because the first one takes prefix /.',
        fix: 'Put the rule for /checkout/v2 before the one for /.',
        documentation:
          'https://istio.io/latest/docs/reference/config/analysis/ist0130/',
        action: {
          title: 'Reorder the routes',
          detail:
            'Put the rule for /checkout/v2 of VirtualService shop/checkout first.',
          template: {
            entityRef: 'template:default/fix-route',
            formData: { virtualService: 'shop/checkout' },
          },
        },
        muted: false,
      },
    ],
    mutedFindings: 1,
    changes: checkoutChanges,
  }),
};
