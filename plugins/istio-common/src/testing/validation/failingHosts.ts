import { indexOf, raw, rawGateway } from '../validationWorld';
import { type FailingExample, failing, GATEWAY_API } from './failing';

const cart = rawGateway('payments/cart', ['cart.shop.example.com']);

/** For the checks of the host, the service behind it and the gateway before it. */
export const FAILING_HOSTS: Readonly<
  Record<string, readonly FailingExample[]>
> = {
  'host-is-allowed': [
    failing('ingress', 'MW-HOST-ZONE host', { host: 'cart.evil.example' }),
    failing('ingress', 'MW-HOST-ZONE additionalHosts.0', {
      additionalHosts: ['cart.evil.example'],
    }),
  ],
  'wildcard-is-allowed': [
    failing('ingress', 'MW-HOST-WILDCARD host', { host: '*.shop.example.com' }),
  ],
  'zone-is-followed': [
    failing('ingress', 'MW-ZONE-ISSUER issuer.name', {
      issuer: { name: 'other-ca' },
    }),
  ],
  'change-is-whole': [
    failing(
      'certificate',
      'MW-CHANGE-DUPLICATE',
      {},
      { objects: built => [...built, ...built] },
    ),
  ],
  'clients-are-pinned': [
    failing('ingress', 'MW-TLS-CLIENTS tls.subjectAltNames', {
      tls: { mode: 'MUTUAL' },
    }),
  ],
  'namespace-exists': [
    failing('ingress', 'IST0101 namespace', { namespace: 'shpo' }),
    failing('egress', 'IST0101 gateway.namespace', {
      gateway: { namespace: 'istio-egres' },
    }),
    failing('mtls', 'IST0101 namespace', { namespace: 'shpo' }),
  ],
  'service-has-port': [
    failing('ingress', 'IST0101 service.name', {
      service: { name: 'card', port: 8080 },
    }),
    failing('ingress', 'IST0101 service.port', {
      service: { name: 'cart', port: 80 },
    }),
    failing('ingress', 'IST0101 routes.0.service.name', {
      routes: [{ path: '/a', service: { name: 'card', port: 8080 } }],
    }),
  ],
  'service-has-pods': [
    failing(
      'ingress',
      'MW-SERVICE-PODS service.name',
      {},
      { without: ['Pod/cart-1'] },
    ),
  ],
  'host-is-free': [failing('ingress', 'IST0145 host', {}, { live: [cart] })],
  'host-overlaps': [
    failing(
      'ingress',
      'MW-HOST-OVERLAP host',
      {},
      { live: [rawGateway('payments/all', ['*.shop.example.com'])] },
    ),
  ],
  'gateway-has-pods': [
    failing('ingress', 'IST0101 gateway.selector', {
      gateway: { namespace: 'istio-ingress', selector: { istio: 'edge' } },
    }),
    failing('egress', 'IST0101 gateway.selector', {
      gateway: { namespace: 'istio-egress', selector: { istio: 'edge' } },
    }),
    failing('jwt', 'IST0101 gateway.selector', {
      gateway: { namespace: 'istio-system' },
    }),
  ],
  'hosts-elsewhere': [
    failing(
      'ingress',
      'MW0169 host',
      {},
      { context: { elsewhere: [{ cluster: 'us-1', index: indexOf([cart]) }] } },
    ),
    // By the Gateway API, at the listener or, where that has no name, the route.
    ...[
      raw(`${GATEWAY_API}/v1`, 'Gateway', 'payments/cart', {
        spec: {
          gatewayClassName: 'istio',
          listeners: [
            {
              ...{ name: 'https', port: 443, protocol: 'HTTPS' },
              hostname: '*.shop.example.com',
            },
          ],
        },
      }),
      raw(`${GATEWAY_API}/v1`, 'HTTPRoute', 'payments/cart', {
        spec: {
          parentRefs: [{ name: 'shared' }],
          hostnames: ['cart.shop.example.com'],
        },
      }),
    ].map(object =>
      failing(
        'ingress',
        'MW0169 host',
        {},
        {
          context: {
            elsewhere: [{ cluster: 'us-1', index: indexOf([object]) }],
          },
        },
      ),
    ),
  ],
};
