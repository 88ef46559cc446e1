import { raw, rawPod, rawService } from '../validationWorld';
import {
  type FailingExample,
  failing,
  GATEWAY_API,
  peerAuthentication,
} from './failing';

/** For the checks of tokens, policies and mTLS. */
export const FAILING_POLICIES: Readonly<
  Record<string, readonly FailingExample[]>
> = {
  'audience-is-named': [
    failing('jwt', 'MW0276 issuer.audiences', {
      issuer: { url: 'https://sso.example.com/realms/shop' },
    }),
  ],
  'gateway-takes-policies': [
    failing('jwt', 'MW0260 gateway.kubernetesGateway', {
      gateway: { namespace: 'shop', kubernetesGateway: 'shop-cart' },
    }),
    // It stands on pods that another gateway has.
    failing(
      'jwt',
      'MW0260 gateway.kubernetesGateway',
      {
        gateway: { namespace: 'istio-ingress', kubernetesGateway: 'shop-cart' },
      },
      {
        live: [
          raw(`${GATEWAY_API}/v1`, 'Gateway', 'istio-ingress/shop-cart', {
            spec: {
              gatewayClassName: 'istio',
              addresses: [
                {
                  type: 'Hostname',
                  value: 'gw.istio-ingress.svc.cluster.local',
                },
              ],
              listeners: [{ name: 'https', port: 443, protocol: 'HTTPS' }],
            },
          }),
        ],
      },
    ),
  ],
  'policy-selects-pods': [
    failing('mtls', 'MW0271 workload.labels', {
      scope: 'workload',
      workload: { name: 'card', labels: { app: 'card' } },
    }),
    failing('jwt', 'MW0271 workload.labels', {
      workload: { namespace: 'shop', name: 'card', labels: { app: 'card' } },
    }),
  ],
  'policies-agree': [
    failing(
      'jwt',
      'MW0253',
      {},
      {
        live: [
          raw('security.istio.io/v1', 'AuthorizationPolicy', 'shop/open', {
            spec: { rules: [{}] },
          }),
        ],
      },
    ),
    failing(
      'jwt',
      'MW0275',
      {},
      {
        live: [
          raw('security.istio.io/v1', 'AuthorizationPolicy', 'shop/closed', {
            spec: { action: 'DENY', rules: [{}] },
          }),
        ],
      },
    ),
    // Another rule asks for a token of another issuer at the same host.
    failing(
      'jwt',
      'MW0275 hosts.0',
      {},
      {
        live: [
          raw(
            'security.istio.io/v1',
            'AuthorizationPolicy',
            'istio-ingress/other',
            {
              spec: {
                selector: { matchLabels: { istio: 'ingressgateway' } },
                action: 'DENY',
                rules: [
                  {
                    from: [
                      {
                        source: {
                          notRequestPrincipals: ['https://other.example.com/*'],
                        },
                      },
                    ],
                    to: [
                      {
                        operation: {
                          hosts: [
                            'cart.shop.example.com',
                            'cart.shop.example.com:*',
                          ],
                          notPaths: ['/.well-known/acme-challenge/*'],
                        },
                      },
                    ],
                  },
                ],
              },
            },
          ),
        ],
      },
    ),
  ],
  'keys-agree': [
    failing(
      'jwt',
      'MW0278 issuer.jwksUri',
      {},
      {
        live: [
          raw(
            'security.istio.io/v1',
            'RequestAuthentication',
            'istio-ingress/other',
            {
              spec: {
                jwtRules: [
                  {
                    issuer: 'https://sso.example.com/realms/shop',
                    jwksUri: 'https://keys.example.org/keys',
                  },
                ],
              },
            },
          ),
        ],
      },
    ),
  ],
  'tokens-reach-workload': [
    failing(
      'jwt',
      'MW0268 workload',
      {
        workload: {
          namespace: 'payments',
          name: 'pay',
          labels: { app: 'pay' },
        },
      },
      {
        live: [
          raw(
            'v1',
            'Pod',
            'payments/pay-1',
            {
              spec: { containers: [{ name: 'app' }] },
              status: { phase: 'Running' },
            },
            {
              labels: { app: 'pay' },
              annotations: { 'ambient.istio.io/redirection': 'enabled' },
            },
          ),
        ],
      },
    ),
  ],
  'tokens-reach-gateway': [
    failing('jwt', 'MW0272 hosts.0'),
    failing('jwt', 'MW0273 gateway.serviceAccount', {
      gateway: { namespace: 'istio-ingress', serviceAccount: 'other' },
    }),
    // A denial by HTTP alone at a gateway that serves TCP too.
    failing(
      'jwt',
      'MW0251 gateway.ports',
      { gateway: { namespace: 'istio-ingress', ports: [] } },
      {
        live: [
          rawService('istio-ingress/tcp', { istio: 'ingressgateway' }, 5432),
          raw('networking.istio.io/v1', 'Gateway', 'istio-ingress/tcp', {
            spec: {
              selector: { istio: 'ingressgateway' },
              servers: [
                {
                  port: { number: 5432, name: 'tcp', protocol: 'TCP' },
                  hosts: ['*'],
                },
              ],
            },
          }),
        ],
      },
    ),
  ],
  'scope-is-true': [
    failing('mtls', 'MW0277 namespace', { scope: 'mesh' }),
    failing('mtls', 'MW0277 scope', { namespace: 'istio-system' }),
    failing('observe', 'MW0277 accessLogs.namespace', {
      accessLogs: { scope: 'mesh', namespace: 'shop' },
    }),
    failing('observe', 'MW0277 accessLogs.scope', {
      accessLogs: { scope: 'namespace', namespace: 'istio-system' },
    }),
  ],
  'strict-is-ready': [
    failing(
      'mtls',
      'MW0269 mode',
      {},
      { live: [rawPod('payments/batch', { app: 'batch' }, 'none')] },
    ),
    failing(
      'mtls',
      'MW0270 mode',
      { mode: 'PERMISSIVE' },
      { live: [peerAuthentication('istio-system/default', 'STRICT')] },
    ),
  ],
};
