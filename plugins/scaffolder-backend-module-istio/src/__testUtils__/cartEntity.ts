import type { Entity } from '@backstage/catalog-model';

/** The component that tests expose. */
export const cart: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'cart',
    namespace: 'default',
    annotations: {
      'backstage.io/kubernetes-label-selector': 'app=cart',
      'backstage.io/kubernetes-namespace': 'shop',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
};

/** A component that names no workload. */
export const giftCards: Entity = {
  ...cart,
  metadata: { name: 'gift-cards', namespace: 'default' },
};
