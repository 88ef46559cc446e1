import { applied } from './manifest';

const ISTIO_EDGE = 'istio-edge';
const ZONE = 'samples.example.com';

/** A host at the edge gateway, with the certificate of a name, led to a Service. */
function exposed(host: string, credentialName: string, service: string) {
  const namespace = service;
  return [
    applied('networking', 'Gateway', namespace, host, {
      selector: { istio: 'edgegateway' },
      servers: [
        {
          port: { number: 443, name: `https-${host}`, protocol: 'HTTPS' },
          hosts: [`${host}.${ZONE}`],
          tls: { mode: 'SIMPLE', credentialName },
        },
      ],
    }),
    applied('networking', 'VirtualService', namespace, host, {
      hosts: [`${host}.${ZONE}`],
      gateways: [host],
      exportTo: ['.', ISTIO_EDGE],
      http: [
        {
          route: [
            {
              destination: {
                host: `${service}.${namespace}.svc.cluster.local`,
                port: { number: 8080 },
              },
            },
          ],
        },
      ],
    }),
  ];
}

/** The host of the accounts, whose API has a route of its own. */
function accounts() {
  const [gateway] = exposed('accounts', 'accounts-samples', 'accounts');
  const route = [
    {
      destination: {
        host: 'accounts.accounts.svc.cluster.local',
        port: { number: 8080 },
      },
    },
  ];
  return [
    gateway,
    applied('networking', 'VirtualService', 'accounts', 'accounts', {
      hosts: [`accounts.${ZONE}`],
      gateways: ['accounts'],
      exportTo: ['.', ISTIO_EDGE],
      http: [
        {
          match: [{ uri: { prefix: '/api' } }],
          delegate: { name: 'accounts-api', namespace: 'accounts' },
        },
        { route },
      ],
    }),
    applied('networking', 'VirtualService', 'accounts', 'accounts-api', {
      http: [{ match: [{ uri: { prefix: '/api/v1' } }], route }],
    }),
  ];
}

const ISSUER = 'https://sso.example.com/realms/shop';
const REQUEST_AUTHENTICATION = applied(
  'security',
  'RequestAuthentication',
  ISTIO_EDGE,
  'oidc',
  {
    selector: { matchLabels: { istio: 'edgegateway' } },
    jwtRules: [
      {
        issuer: ISSUER,
        jwksUri: `${ISSUER}/protocol/openid-connect/certs`,
        forwardOriginalToken: true,
      },
    ],
  },
);

/** Turns requests without a token away: for the given hosts, or for all that the gateway serves. */
function requireToken(name: string, hosts?: string[]) {
  return applied('security', 'AuthorizationPolicy', ISTIO_EDGE, name, {
    selector: { matchLabels: { istio: 'edgegateway' } },
    action: 'DENY',
    rules: [
      {
        from: [{ source: { notRequestPrincipals: ['*'] } }],
        ...(hosts && { to: [{ operation: { hosts } }] }),
      },
    ],
  });
}

function networkPolicy(
  namespace: string,
  name: string,
  podSelector: object,
  ingress?: object[],
) {
  return applied('policies', 'NetworkPolicy', namespace, name, {
    podSelector,
    policyTypes: ['Ingress'],
    ...(ingress && { ingress }),
  });
}

const namespaced = (name: string, pods?: Record<string, string>) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  ...(pods && { podSelector: { matchLabels: pods } }),
});

const NETWORK_POLICIES = [
  networkPolicy('accounts', 'deny-by-default', {}),
  networkPolicy(
    'accounts',
    'allow-from-gateways',
    { matchLabels: { app: 'accounts' } },
    [
      {
        from: [
          namespaced(ISTIO_EDGE, { istio: 'edgegateway' }),
          namespaced(ISTIO_EDGE, {
            'gateway.networking.k8s.io/gateway-name': 'public',
          }),
        ],
        ports: [{ port: 8080 }],
      },
    ],
  ),
  networkPolicy('accounts', 'allow-same-namespace', {}, [
    { from: [{ podSelector: {} }] },
  ]),
  networkPolicy('accounts', 'allow-metrics', {}, [
    {
      from: [namespaced('monitoring')],
      ports: [{ port: 15020 }, { port: 15090 }],
    },
  ]),
  // Nobody thought of the gateway.
  networkPolicy('newsletter', 'deny-by-default', {}),
  // Lets clients in on the port of the workload, where ztunnel never calls.
  networkPolicy('returns', 'only-http', {}, [
    { from: [namespaced('shop')], ports: [{ port: 8080 }] },
  ]),
];

/** Hosts at the edge, tokens and NetworkPolicies, by cluster. @internal */
export const EDGE_SAMPLES = {
  'eu-1': [
    ...accounts(),
    ...exposed('newsletter', 'newsletter-samples', 'newsletter'),
    // Served with a certificate for another name.
    ...exposed('help', 'accounts-samples', 'accounts'),
    ...exposed('promo', 'promo-samples', 'newsletter'),
    ...exposed('portal', 'portal-samples', 'accounts'),
    ...exposed('parcels', 'parcels-samples', 'accounts'),
    REQUEST_AUTHENTICATION,
    requireToken('require-token-accounts', [
      `accounts.${ZONE}`,
      `accounts.${ZONE}:*`,
    ]),
    ...NETWORK_POLICIES,
  ],
  'eu-2': [
    ...exposed('accounts', 'accounts-samples', 'accounts'),
    REQUEST_AUTHENTICATION,
    // Also turns health checks and ACME away, and every host to come.
    requireToken('require-token'),
  ],
};
