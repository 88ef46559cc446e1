import { rawInjector, rawIstiod } from './rawObjects';
import {
  indexOf,
  raw,
  rawGateway,
  rawIssuer,
  rawPod,
  rawService,
  type RawObject,
  type ValidationCase,
} from './validationWorld';

/** Intents that are right in the world of validations. */
export const GOOD_INPUTS = {
  ingress: {
    cluster: 'eu-1',
    namespace: 'shop',
    service: { name: 'cart', port: 8080 },
    host: 'cart.shop.example.com',
    gateway: { namespace: 'istio-ingress' },
    issuer: { name: 'mesh-ca' },
  },
  certificate: {
    cluster: 'eu-1',
    namespace: 'shop',
    name: 'cart-server',
    dnsNames: ['cart.shop.example.com'],
    issuer: { name: 'mesh-ca' },
  },
  egress: {
    cluster: 'eu-1',
    namespace: 'shop',
    host: 'api.partner.com',
    tls: 'MUTUAL_TLS',
    gateway: { namespace: 'istio-egress' },
    client: {
      dnsNames: ['cart.shop.example.com'],
      issuer: { name: 'mesh-ca' },
    },
  },
  jwt: {
    cluster: 'eu-1',
    name: 'oidc',
    issuer: {
      url: 'https://sso.example.com/realms/shop',
      audiences: ['shop'],
    },
    gateway: { namespace: 'istio-ingress' },
    hosts: ['cart.shop.example.com'],
    workload: { namespace: 'shop', name: 'cart', labels: { app: 'cart' } },
  },
  mtls: {
    cluster: 'eu-1',
    scope: 'namespace',
    namespace: 'shop',
    mode: 'STRICT',
  },
  issuer: {
    cluster: 'eu-1',
    namespace: 'shop',
    name: 'shop-ca',
    type: 'ca',
    ca: { secretName: 'shop-root' },
  },
  onboard: {
    cluster: 'eu-1',
    namespace: 'shop',
    revision: 'default',
    gateway: { namespace: 'istio-ingress' },
    exposed: [{ name: 'cart', labels: { app: 'cart' }, ports: [8080] }],
    metrics: { namespace: 'istio-system' },
  },
  install: {
    cluster: 'eu-1',
    version: '1.30.3',
    cniNamespace: 'kube-system',
    gateways: [{ name: 'istio-ingressgateway', namespace: 'istio-ingress' }],
    delivery: {
      by: 'argocd',
      namespace: 'shop',
      valuesFrom: {
        repoUrl: 'https://git.example.com/platform/gitops.git',
        revision: 'main',
      },
    },
  },
  observe: {
    cluster: 'eu-1',
    accessLogs: { scope: 'mesh', namespace: 'istio-system' },
    metrics: {
      namespace: 'istio-system',
      labels: { release: 'kube-prometheus-stack' },
    },
  },
  upgrade: {
    cluster: 'eu-1',
    step: 'remove',
    from: { version: '1.29.6' },
    to: { version: '1.30.3', revision: 'default-30' },
    usage: { proxies: 0 },
    delivery: { by: 'argocd', namespace: 'shop' },
  },
} as const;

function peerAuthentication(place: string, mode: string): RawObject {
  return raw('security.istio.io/v1', 'PeerAuthentication', place, {
    spec: { mtls: { mode } },
  });
}

/** One case for a check, and what it must say. */
export interface FailingExample extends ValidationCase {
  /** `code field` of a finding that must be there; the field may be absent. */
  finds: string;
}

function failing(
  kind: keyof typeof GOOD_INPUTS,
  finds: string,
  change: object = {},
  rest: Partial<ValidationCase> = {},
): FailingExample {
  return { kind, finds, input: { ...GOOD_INPUTS[kind], ...change }, ...rest };
}

/** An issuer of Vault in place of the good one. */
const VAULT = {
  type: 'vault',
  ca: undefined,
  vault: {
    server: 'https://vault.example.com:8200',
    pki: { role: 'shop', allowedDomains: ['example.com'] },
  },
};

const GATEWAY_API = 'gateway.networking.k8s.io';
const cart = rawGateway('payments/cart', ['cart.shop.example.com']);

/** What is there beside the world when a good input is judged, by its kind. */
export const BESIDE: Readonly<Record<string, readonly RawObject[]>> = {
  jwt: [rawGateway('shop/cart', ['cart.shop.example.com'])],
  onboard: [rawIstiod('default', '1.30.3'), rawInjector('default')],
  install: [
    rawIstiod('1-30-3', '1.30.3'),
    rawInjector('1-30-3'),
    rawService('istio-system/istiod-1-30-3', { app: 'istiod' }, 443),
  ],
};

/** For every check, by its id, changes that it must refuse or remark on. */
export const FAILING_EXAMPLES: Readonly<
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
  'audience-is-named': [
    failing('jwt', 'MW0276 issuer.audiences', {
      issuer: { url: 'https://sso.example.com/realms/shop' },
    }),
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
  'way-out-is-free': [
    failing(
      'egress',
      'MW0188 gateway',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'Gateway', 'payments/egress-partner', {
            spec: {
              selector: { istio: 'egressgateway' },
              servers: [
                {
                  port: { number: 443, name: 'https', protocol: 'HTTPS' },
                  hosts: ['api.partner.com'],
                  tls: { mode: 'ISTIO_MUTUAL' },
                },
              ],
            },
          }),
        ],
      },
    ),
  ],
  'client-ca-is-read': [
    failing(
      'ingress',
      'MW0186 tls.clientCa',
      { tls: { mode: 'MUTUAL', clientCa: 'partners' } },
      { live: [rawIstiod('default', '1.27.3')] },
    ),
  ],
  'called-service-fits': [
    failing('egress', 'IST0101 host', {
      host: 'card.payments.svc.cluster.local',
      destination: 'service',
    }),
    failing(
      'egress',
      'IST0101 port',
      { host: 'vault.payments.svc.cluster.local', destination: 'service' },
      { live: [rawService('payments/vault', { app: 'vault' }, 8200)] },
    ),
    failing(
      'egress',
      'MW0179 port',
      { host: 'vault.payments.svc.cluster.local', destination: 'service' },
      { live: [rawService('payments/vault', { app: 'vault' }, 443)] },
    ),
    failing(
      'egress',
      'MW0179 port',
      {
        ...{ host: 'vault.payments.svc.cluster.local', port: 8200 },
        ...{ destination: 'service', tls: 'PASSTHROUGH', client: undefined },
      },
      { live: [rawService('payments/vault', { app: 'vault' }, 8200)] },
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
  'issuer-is-ready': [
    failing('certificate', 'MW-ISSUER-MISSING issuer.name', {
      issuer: { name: 'mesh-cb' },
    }),
    failing('certificate', 'MW-ISSUER-MISSING issuer.kind', {
      issuer: { kind: 'Issuer', name: 'mesh-ca' },
    }),
    failing(
      'certificate',
      'MW-ISSUER-MISSING issuer.name',
      { issuer: { kind: 'Issuer', name: 'far' } },
      { live: [rawIssuer('Issuer', 'payments/far')] },
    ),
    failing('egress', 'MW-ISSUER-MISSING client.issuer.name', {
      client: { dnsNames: ['a.example.com'], issuer: { name: 'none' } },
    }),
    failing(
      'certificate',
      'MW-ISSUER-NOT-READY issuer.name',
      { issuer: { name: 'late' } },
      { live: [raw('cert-manager.io/v1', 'ClusterIssuer', 'late')] },
    ),
    failing('certificate', 'MW-ISSUER-EXTERNAL issuer.group', {
      issuer: {
        group: 'awspca.cert-manager.io',
        kind: 'AWSPCAIssuer',
        name: 'x',
      },
    }),
  ],
  'names-are-issuable': [
    failing(
      'certificate',
      'MW0118 dnsNames.0',
      {
        dnsNames: ['cart.shop.svc.cluster.local'],
        issuer: { name: 'acme' },
      },
      { live: [rawIssuer('ClusterIssuer', 'acme', { acme: {} })] },
    ),
    failing(
      'certificate',
      'MW0118 dnsNames.0',
      { issuer: { name: 'vault' } },
      {
        live: [
          raw(
            'cert-manager.io/v1',
            'ClusterIssuer',
            'vault',
            { spec: { vault: {} } },
            {
              annotations: {
                'meshwright.dev/vault-role': JSON.stringify({
                  domains: ['payments.example.com'],
                  ...{ bare: false, wildcards: false, maxTtl: '72h' },
                }),
              },
            },
          ),
        ],
      },
    ),
  ],
  'names-fit-zones': [
    failing(
      'certificate',
      'MW0119 dnsNames.0',
      { dnsNames: ['pay.payments.example.com'] },
      {
        context: {
          zones: [
            {
              name: 'payments',
              domain: 'payments.example.com',
              namespaces: ['payments'],
              issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
              gateway: { namespace: 'istio-ingress', selector: {} },
            },
          ],
        },
      },
    ),
    failing('egress', 'MW0120 client.dnsNames.0', {
      client: {
        dnsNames: ['cart.clients.example.org'],
        issuer: { name: 'mesh-ca' },
      },
    }),
  ],
  'secret-is-free': [
    failing(
      'certificate',
      'MW-SECRET-TAKEN name',
      {},
      {
        live: [
          raw('cert-manager.io/v1', 'Certificate', 'shop/another', {
            spec: {
              secretName: 'cart-server',
              dnsNames: ['a.example.com'],
              issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
            },
          }),
        ],
      },
    ),
  ],
  'nothing-is-left-behind': [
    // The exposure had the shared gateway before, whose namespace has the Secret.
    failing(
      'certificate',
      'MW0178',
      {},
      {
        live: [
          raw(
            'cert-manager.io/v1',
            'Certificate',
            'istio-ingress/cart-server',
            { spec: { secretName: 'cart-server', issuerRef: { name: 'x' } } },
            { annotations: { 'meshwright.dev/change': 'cart-server' } },
          ),
        ],
        // No file has it any more.
        context: {
          change: 'cart-server',
          repository: { objects: [], unverified: [] },
        },
      },
    ),
  ],
  'names-are-free': [
    failing(
      'certificate',
      'MW-NAME-TAKEN name',
      {},
      {
        live: [
          raw('cert-manager.io/v1', 'Certificate', 'shop/cart-server', {
            spec: { secretName: 'cart-server', issuerRef: { name: 'mesh-ca' } },
          }),
        ],
      },
    ),
    failing(
      'mtls',
      'MW-NAME-TAKEN',
      {},
      { live: [peerAuthentication('shop/default', 'PERMISSIVE')] },
    ),
    failing(
      'mtls',
      'MW-NAME-TAKEN',
      {},
      {
        live: [
          raw(
            'security.istio.io/v1',
            'PeerAuthentication',
            'shop/default',
            { spec: {} },
            { annotations: { 'meshwright.dev/entity': 'component:default/x' } },
          ),
        ],
        context: { entityRef: 'component:default/cart' },
      },
    ),
    failing(
      'mtls',
      'MW-NAME-TAKEN',
      {},
      {
        live: [
          raw(
            'security.istio.io/v1',
            'PeerAuthentication',
            'shop/default',
            { spec: {} },
            { annotations: { 'meshwright.dev/change': 'another' } },
          ),
        ],
        context: { change: 'eu-1-mtls-shop-default' },
      },
    ),
  ],
  'login-is-own': [
    failing('issuer', 'MW0122 vault.serviceAccount', VAULT, {
      live: [
        rawIssuer('Issuer', 'shop/other', {
          vault: {
            auth: { kubernetes: { serviceAccountRef: { name: 'shop-ca' } } },
          },
        }),
      ],
    }),
  ],
  'release-goes-forward': [
    failing(
      'install',
      'MW0189 version',
      { version: '1.29.6', tags: [] },
      { live: [rawIstiod('1-30-3', '1.30.3')] },
    ),
    failing(
      'install',
      'MW0189 tags.1',
      { version: '1.29.6', tags: ['new', 'prod'] },
      { live: [rawIstiod('1-30-3', '1.30.3'), rawInjector('1-30-3', 'prod')] },
    ),
  ],
  'revision-exists': [
    failing('ingress', 'MW0212 gateway.own.revision', {
      gateway: { namespace: 'shop', own: { revision: 'gone' } },
    }),
    failing(
      'mtls',
      'MW0212',
      {},
      {
        objects: built => [
          ...built,
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: 'shop', labels: { 'istio.io/rev': 'gone' } },
          },
        ],
      },
    ),
  ],
  'users-remain': [
    failing(
      'certificate',
      'MW0174',
      {},
      {
        live: [
          raw(
            'cert-manager.io/v1',
            'Certificate',
            'shop/cart-server',
            {
              spec: {
                secretName: 'cart-server',
                issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
              },
            },
            { annotations: { 'meshwright.dev/change': 'c1' } },
          ),
          raw('networking.k8s.io/v1', 'Ingress', 'shop/web', {
            spec: { tls: [{ secretName: 'cart-server' }] },
          }),
        ],
        context: { remove: true },
      },
    ),
  ],
  'claim-is-empty': [
    {
      ...{ kind: 'onboard', finds: 'MW0121 tenant' },
      input: {
        ...{ cluster: 'eu-1', namespace: 'shop', revision: 'default' },
        gateway: { namespace: 'istio-ingress' },
        tenant: {
          subjects: [{ name: 'team-shop' }],
          domains: ['shop.example.com'],
          issuer: { name: 'mesh-ca' },
        },
      },
      live: [
        raw('cert-manager.io/v1', 'Certificate', 'istio-ingress/shop-cart', {
          spec: {
            secretName: 'shop-cart',
            issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
          },
        }),
      ],
      context: { remove: true },
    },
  ],
  'waits-for-sync': [
    failing(
      'certificate',
      'MW0173',
      { namespace: 'new' },
      {
        context: {
          repository: {
            objects: [
              {
                path: 'clusters/eu-1/new/namespace.yaml',
                object: {
                  apiVersion: 'v1',
                  kind: 'Namespace',
                  metadata: { name: 'new' },
                },
              },
            ],
            unverified: [],
          },
        },
      },
    ),
  ],
  'revision-is-unused': [
    failing('upgrade', 'MW0274 from.revision', {
      from: { version: '1.29.6', revision: 'default' },
    }),
    // A namespace whose new pods would not start.
    failing(
      'upgrade',
      'MW0274 from.revision',
      {},
      {
        live: [
          raw(
            'v1',
            'Namespace',
            'bookinfo',
            {},
            { labels: { 'istio.io/rev': '1-29-6' } },
          ),
        ],
      },
    ),
  ],
  'entry-is-alone': [
    failing(
      'egress',
      'MW0170 host',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'ServiceEntry', 'payments/partner', {
            spec: {
              hosts: ['api.partner.com'],
              ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
              resolution: 'DNS',
            },
          }),
        ],
      },
    ),
  ],
  'rule-counts': [
    failing(
      'egress',
      'MW0171',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'DestinationRule', 'istio-egress/old', {
            spec: {
              host: 'api.partner.com',
              exportTo: ['.'],
              trafficPolicy: { tls: { mode: 'DISABLE' } },
            },
          }),
        ],
      },
    ),
    failing(
      'egress',
      'MW0172',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'DestinationRule', 'istio-egress/gw', {
            spec: {
              host: 'istio-egressgateway.istio-egress.svc.cluster.local',
              subsets: [{ name: 'blue' }],
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
  'mesh-stays-well': [
    // The selector-less policy that is there already, and older, counts.
    failing(
      'mtls',
      'IST0167 scope',
      {},
      { live: [peerAuthentication('shop/strict', 'PERMISSIVE')] },
    ),
    // A rule that makes clients speak plain text to what becomes STRICT.
    failing(
      'mtls',
      'MW0002 mode',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'DestinationRule', 'shop/plain', {
            spec: {
              host: 'cart.shop.svc.cluster.local',
              trafficPolicy: { tls: { mode: 'DISABLE' } },
            },
          }),
        ],
      },
    ),
    // Another VirtualService of the mesh for the host.
    failing(
      'egress',
      'IST0109 host',
      {},
      {
        live: [
          raw('networking.istio.io/v1', 'VirtualService', 'shop/partner', {
            spec: {
              hosts: ['api.partner.com'],
              http: [{ route: [{ destination: { host: 'api.partner.com' } }] }],
            },
          }),
        ],
      },
    ),
    // A subset that the change forgot to define.
    failing(
      'egress',
      'MW0153',
      {},
      {
        objects: built =>
          built.filter(
            ({ metadata }) => !metadata.name.startsWith('to-egress'),
          ),
      },
    ),
    // A Secret that is written elsewhere than where the gateway pods run.
    failing(
      'ingress',
      'IST0101 gateway.selector',
      {},
      {
        objects: built =>
          built.map(object =>
            object.kind === 'Certificate'
              ? {
                  ...object,
                  metadata: { ...object.metadata, namespace: 'shop' },
                }
              : object,
          ),
      },
    ),
    // A Service outside of the mesh that is not there.
    failing('egress', 'MW0151 host', {
      destination: 'service',
      host: 'vault.vault.svc.cluster.local',
    }),
  ],
};
