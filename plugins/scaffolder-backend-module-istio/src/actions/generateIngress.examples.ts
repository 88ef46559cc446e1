import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Executed in the test of the action. @internal */
export const examples: TemplateExample[] = [
  {
    description:
      'Expose a service at a host; gateway and issuer come from the zone that holds the host',
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: 'istio:generate:ingress',
          name: 'Write the definitions',
          input: {
            entityRef: 'component:default/cart',
            cluster: 'eu-1',
            namespace: 'shop',
            service: { name: 'cart', port: 8080 },
            host: 'cart.shop.example.com',
          },
        },
      ],
    }),
  },
  {
    description: 'Ask clients for a certificate and accept one client only',
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: 'istio:generate:ingress',
          name: 'Write the definitions',
          input: {
            entityRef: 'component:default/cart',
            cluster: 'eu-1',
            namespace: 'shop',
            service: { name: 'cart', port: 8080 },
            host: 'cart.shop.example.com',
            tls: {
              mode: 'MUTUAL',
              subjectAltNames: ['partner.example.com'],
            },
            routes: [{ path: '/cart', type: 'prefix' }],
          },
        },
      ],
    }),
  },
  {
    description: 'Name gateway and issuer, where no zone is configured',
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: 'istio:generate:ingress',
          name: 'Write the definitions',
          input: {
            entityRef: 'component:default/cart',
            cluster: 'eu-1',
            namespace: 'shop',
            service: { name: 'cart', port: 8080 },
            host: 'cart.shop.example.com',
            gateway: {
              namespace: 'istio-ingress',
              selector: { istio: 'ingressgateway' },
            },
            issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
            certificate: { duration: '720h', renewBefore: '240h' },
          },
        },
      ],
    }),
  },
];
