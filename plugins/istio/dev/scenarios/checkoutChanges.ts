import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import { ref } from '../build/refs';

const FORGE = 'https://git.example.com/platform/gitops/pulls';

function change(
  number: number,
  partial: Omit<ChangeStatus, 'id' | 'entityRef' | 'pullRequest'> & {
    state: ChangeStatus['pullRequest']['state'];
  },
): ChangeStatus {
  const { state, ...rest } = partial;
  return {
    id: `change-${number}`,
    entityRef: 'component:default/checkout',
    pullRequest: { number, url: `${FORGE}/${number}`, state },
    ...rest,
  };
}

/** One in review, one without effect in a cluster, one long effective. */
export const checkoutChanges: ChangeStatus[] = [
  change(42, {
    state: 'open',
    template: 'template:default/expose-service',
    title: 'Expose checkout at checkout.example.com',
    cluster: 'eu-1',
    proposedAt: '2026-11-22T14:20:00Z',
    stage: 'proposed',
    tone: 'info',
    detail: 'Waits for a review of team-mesh.',
    objects: [
      ref('Certificate', 'istio-system/checkout-example-com'),
      ref('Gateway', 'shop/checkout'),
      ref('VirtualService', 'shop/checkout'),
    ],
  }),
  change(39, {
    state: 'merged',
    template: 'template:default/strict-mtls',
    title: 'mTLS STRICT for checkout',
    cluster: 'eu-2',
    proposedAt: '2026-11-18T09:02:00Z',
    mergedAt: '2026-11-19T10:11:00Z',
    syncedAt: '2026-11-19T10:14:00Z',
    stage: 'synced',
    tone: 'warning',
    detail:
      'In git and in the cluster, yet without effect in eu-2: older policy shop/checkout-legacy decides port 8080.',
    objects: [ref('PeerAuthentication', 'shop/checkout-strict')],
  }),
  change(31, {
    state: 'merged',
    template: 'template:default/expose-service',
    title: 'checkout route and timeout',
    cluster: 'eu-2',
    proposedAt: '2026-11-02T14:31:00Z',
    mergedAt: '2026-11-03T08:50:00Z',
    syncedAt: '2026-11-03T08:52:00Z',
    effectiveAt: '2026-11-03T08:53:00Z',
    stage: 'effective',
    tone: 'ok',
    detail: 'Effective since 3 Nov, 08:53.',
    objects: [ref('VirtualService', 'shop/checkout')],
  }),
];
