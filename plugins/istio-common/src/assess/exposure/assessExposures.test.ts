import { recordAnswers } from '@meshwright/test-kit';
import type { DataState } from '../../api/freshness';
import { assessRaw } from '../../testing/assessRaw';
import { rawNetworkPolicy } from '../../testing/raw/security';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawRoute,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

const HOST = 'web.example.com';
const WORKLOAD = [...rawMesh(), rawPod({ proxy: {} }), rawService()];
const ROUTE = rawRoute(HOST, 'cart', { gateways: ['web'] });
const CERTIFICATE = [rawIssuer(), rawCertificate()];

const answer = recordAnswers(__filename);

function exposures(raw: unknown[], states: Record<string, DataState> = {}) {
  return answer(assessRaw([...WORKLOAD, ...raw], { states }).exposures);
}

function only(raw: unknown[], states: Record<string, DataState> = {}) {
  const found = exposures(raw, states);
  expect(found).toHaveLength(1);
  return found[0];
}

const GOOD = [
  ...rawIngressGateway(),
  ...CERTIFICATE,
  rawGateway([httpsServer(HOST)]),
  ROUTE,
];

describe('exposure of a host', () => {
  it('leads from host to gateway, route, service, workload and certificate', () => {
    expect(only(GOOD)).toMatchObject({
      host: HOST,
      url: 'https://web.example.com',
      state: 'exposed',
      gateway: { name: 'web', namespace: 'shop' },
      server: { port: 443, tlsMode: 'SIMPLE', credentialName: 'web-tls' },
      gatewayPods: [{ namespace: 'istio-ingress', pods: 1, ready: 1 }],
      routes: [
        {
          ref: { kind: 'VirtualService', name: 'web' },
          match: 'any request',
          service: { name: 'cart' },
          port: 8080,
        },
      ],
      workloads: [{ name: 'cart' }],
      certificates: [{ kind: 'Certificate', name: 'web-tls' }],
    });
  });

  const without = (drop: unknown) => GOOD.filter(one => one !== drop);
  const gatewayPods = rawIngressGateway();

  it.each<[string, string, unknown[], RegExp]>([
    [
      'broken',
      'no pod carries the labels',
      [...CERTIFICATE, rawGateway([httpsServer(HOST)]), ROUTE],
      /No gateway pod in any namespace carries istio=ingressgateway/,
    ],
    [
      'broken',
      'no VirtualService',
      without(ROUTE),
      /No VirtualService routes web.example.com/,
    ],
    [
      'broken',
      'the VirtualService is bound elsewhere',
      [...without(ROUTE), rawRoute(HOST, 'cart', { gateways: ['other/web'] })],
      /has the host but is not bound to Gateway shop\/web/,
    ],
    [
      'broken',
      'the VirtualService is private',
      [
        ...without(ROUTE),
        rawRoute(HOST, 'cart', {
          gateways: ['web'],
          spec: { exportTo: ['.'] },
        }),
      ],
      /not exported to istio-ingress/,
    ],
    [
      'broken',
      'the destination does not exist',
      [...without(ROUTE), rawRoute(HOST, 'nobody', { gateways: ['web'] })],
      /routes any request to nobody.shop.svc.cluster.local, which does not exist/,
    ],
    [
      'broken',
      'the certificate names another host',
      [
        ...gatewayPods,
        rawIssuer(),
        rawCertificate({ spec: { dnsNames: ['x.example.com'] } }),
        rawGateway([httpsServer(HOST)]),
        ROUTE,
      ],
      /does not name web.example.com/,
    ],
    [
      'broken',
      'the certificate lies in another namespace',
      [
        ...gatewayPods,
        rawIssuer(),
        rawCertificate({ namespace: 'shop' }),
        rawGateway([httpsServer(HOST)]),
        ROUTE,
      ],
      /writes Secret web-tls to shop, but the gateway pods look for it in istio-ingress/,
    ],
    [
      'pending',
      'the certificate is being issued',
      [
        ...gatewayPods,
        rawIssuer(),
        rawCertificate({
          status: {
            conditions: [{ type: 'Issuing', status: 'True' }],
            notAfter: undefined,
          },
        }),
        rawGateway([httpsServer(HOST)]),
        ROUTE,
      ],
      /is being issued/,
    ],
  ])('%s when %s', (state, _, raw, summary) => {
    const found = exposures(raw).find(({ host }) => host === HOST);
    expect(found?.state).toBe(state);
    expect(found?.why.summary).toMatch(summary);
    expect(Boolean(found?.action?.detail)).toBe(state === 'broken');
  });

  const DENY = rawNetworkPolicy();
  const opened = (port: number, from: string) =>
    rawNetworkPolicy(
      {
        ingress: [
          {
            ports: [{ port }],
            from: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': from },
                },
              },
            ],
          },
        ],
      },
      { name: 'open' },
    );

  it.each<[string, string, unknown[]]>([
    ['broken', 'shuts the gateway out', [DENY]],
    ['broken', 'opens another port', [DENY, opened(81, 'istio-ingress')]],
    ['broken', 'opens it to others', [DENY, opened(8080, 'shop')]],
    ['exposed', 'lets it in', [DENY, opened(8080, 'istio-ingress')]],
    [
      'exposed',
      'isolates other pods',
      [rawNetworkPolicy({ podSelector: { matchLabels: { app: 'other' } } })],
    ],
  ])('is %s when a NetworkPolicy %s', (state, _, policies) => {
    const found = only([...GOOD, ...policies]);
    expect(found.state).toBe(state);
    expect(found.action?.title).toBe(
      state === 'broken' ? 'Let the ingress gateway in' : undefined,
    );
    const [decisive] = found.why.considered;
    expect(decisive?.ref.kind).toBe(
      state === 'broken' ? 'NetworkPolicy' : undefined,
    );
  });

  it.each<[string, unknown, string]>([
    [
      'a certificate that is wrong comes first',
      rawCertificate({ spec: { dnsNames: ['x.example.com'] } }),
      'does not name web.example.com',
    ],
    [
      'a certificate on its way does not hide that',
      rawCertificate({
        status: {
          conditions: [{ type: 'Issuing', status: 'True' }],
          notAfter: undefined,
        },
      }),
      'may not reach port 8080',
    ],
  ])('is broken when a NetworkPolicy shuts the gateway out: %s', (...row) => {
    const [, certificate, words] = row;
    const found = only([
      ...rawIngressGateway(),
      rawIssuer(),
      certificate,
      rawGateway([httpsServer(HOST)]),
      ROUTE,
      DENY,
    ]);
    expect(found.state).toBe('broken');
    expect(found.why.summary).toContain(words);
  });

  it('is exposed at the gateway that is let in, broken at the other', () => {
    const other = [
      rawPod({
        app: 'other-gateway',
        namespace: 'other-ingress',
        labels: { istio: 'other' },
        proxy: { kind: 'gateway' },
        ports: [],
      }),
      rawNamespace('other-ingress'),
      rawCertificate({
        namespace: 'other-ingress',
        spec: { dnsNames: ['other.example.com'] },
      }),
      rawGateway([httpsServer('other.example.com')], {
        name: 'other',
        selector: { istio: 'other' },
      }),
      rawRoute('other.example.com', 'cart', {
        name: 'other',
        gateways: ['other'],
      }),
    ];
    const found = exposures([
      ...GOOD,
      ...other,
      DENY,
      opened(8080, 'istio-ingress'),
    ]);
    expect(found.map(({ host, state }) => [host, state])).toEqual([
      ['other.example.com', 'broken'],
      [HOST, 'exposed'],
    ]);
    expect(found[0].why.summary).toContain('other-ingress/other-gateway');
  });

  it('is broken when no pod behind it is ready', () => {
    const unready = rawPod({ proxy: {}, ready: false });
    expect(only([...GOOD, unready])).toMatchObject({
      state: 'broken',
      why: { summary: 'No pod of Service shop/cart is ready' },
    });
  });

  it('a wildcard certificate covers one label', () => {
    const named = (dnsName: string) =>
      only([
        ...gatewayPods,
        rawIssuer(),
        rawCertificate({ spec: { dnsNames: [dnsName] } }),
        rawGateway([httpsServer(HOST)]),
        ROUTE,
      ]).state;
    expect(named('*.example.com')).toBe('exposed');
    expect(named('*.com')).toBe('broken');
  });

  it('shadows the younger of two Gateways with the host', () => {
    const young = rawGateway([httpsServer(HOST)], {
      name: 'young',
      createdAt: '2026-01-09T00:00:00Z',
    });
    const found = exposures([...GOOD, young]);
    expect(found.map(({ gateway, state }) => [gateway.name, state])).toEqual([
      ['web', 'exposed'],
      ['young', 'shadowed'],
    ]);
    expect(found[1].why.summary).toContain('Gateway shop/web came first');
  });

  it('serves a passthrough server by SNI', () => {
    const server = {
      port: { number: 443, name: 'tls', protocol: 'TLS' },
      hosts: [HOST],
      tls: { mode: 'PASSTHROUGH' },
    };
    const route = rawVirtualService({
      hosts: [HOST],
      gateways: ['web'],
      tls: [
        {
          match: [{ sniHosts: [HOST] }],
          route: [{ destination: { host: 'cart', port: { number: 8080 } } }],
        },
      ],
    });
    expect(
      only([...rawIngressGateway(), rawGateway([server]), route]),
    ).toMatchObject({
      url: 'tls://web.example.com',
      state: 'exposed',
      certificates: [],
      workloads: [{ name: 'cart' }],
    });
  });

  it('is unknown while VirtualServices are forbidden', () => {
    expect(
      only(without(ROUTE), {
        'virtualservices.networking.istio.io': 'forbidden',
      }),
    ).toMatchObject({
      state: 'unknown',
      why: { summary: 'VirtualServices are forbidden' },
    });
  });

  it('follows a delegate', () => {
    const root = rawVirtualService({
      hosts: [HOST],
      gateways: ['web'],
      http: [
        { match: [{ uri: { prefix: '/a' } }], delegate: { name: 'inner' } },
      ],
    });
    const inner = rawVirtualService(
      { http: [{ route: [{ destination: { host: 'cart' } }] }] },
      { name: 'inner' },
    );
    expect(only([...without(ROUTE), root, inner]).routes).toMatchObject([
      { match: 'prefix /a', service: { name: 'cart' } },
    ]);
  });

  it('knows the Gateway API', () => {
    const gateway = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'istio-ingress' },
      spec: {
        gatewayClassName: 'istio',
        listeners: [
          {
            name: 'https',
            port: 443,
            protocol: 'HTTPS',
            hostname: '*.example.com',
            tls: { certificateRefs: [{ name: 'web-tls' }] },
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    };
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        hostnames: [HOST],
        parentRefs: [{ name: 'edge', namespace: 'istio-ingress' }],
        rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }],
      },
    };
    const pod = rawPod({
      app: 'edge',
      namespace: 'istio-ingress',
      labels: { 'gateway.networking.k8s.io/gateway-name': 'edge' },
      proxy: { kind: 'gateway' },
    });
    expect(only([...CERTIFICATE, pod, gateway, route])).toMatchObject({
      api: 'gateway-api',
      url: 'https://web.example.com',
      state: 'exposed',
      workloads: [{ name: 'cart' }],
      certificates: [{ name: 'web-tls' }],
    });
  });

  it('knows Ingresses', () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        rules: [
          {
            host: HOST,
            http: {
              paths: [
                {
                  path: '/',
                  backend: {
                    service: { name: 'cart', port: { number: 8080 } },
                  },
                },
              ],
            },
          },
        ],
      },
    };
    expect(only([ingress])).toMatchObject({
      api: 'ingress',
      url: 'http://web.example.com',
      state: 'exposed',
    });
  });
});

const MIRRORED = rawVirtualService({
  hosts: [HOST],
  gateways: ['web'],
  http: [
    {
      route: [{ destination: { host: 'cart', port: { number: 8080 } } }],
      mirrors: [
        { destination: { host: 'shadow', port: { number: 8081 } } },
        { destination: { host: 'gone' } },
      ],
    },
  ],
});
const SERVED = [
  ...rawIngressGateway(),
  ...CERTIFICATE,
  rawGateway([httpsServer(HOST)]),
];

describe('copies of requests', () => {
  const shadow = rawService({ name: 'shadow' });

  it('are shown as such, and one that goes nowhere breaks nothing', () => {
    expect(only([...SERVED, MIRRORED, shadow])).toMatchObject({
      state: 'exposed',
      routes: [
        { match: 'any request', service: { name: 'cart' } },
        {
          match: 'copies of any request',
          service: { name: 'shadow' },
          port: 8081,
        },
      ],
      why: { summary: expect.not.stringContaining('shadow') },
    });
  });
});

describe('a Certificate in another namespace', () => {
  const broken = (more: unknown[]) =>
    exposures([
      ...rawIngressGateway(),
      rawIssuer(),
      rawCertificate({ namespace: 'shop' }),
      rawGateway([httpsServer(HOST)]),
      ROUTE,
      ...more,
    ]).find(({ gateway }) => gateway.name === 'web');

  it('is moved when nothing uses it there', () => {
    expect(broken([])?.action?.title).toBe('Move web-tls');
  });

  it('stays when something serves it there, and the gateway gets its own', () => {
    const inUse = [
      rawPod({
        app: 'own',
        labels: { istio: 'own' },
        proxy: { kind: 'gateway' },
      }),
      rawGateway([httpsServer('own.example.com')], {
        name: 'own',
        selector: { istio: 'own' },
      }),
    ];
    expect(broken(inUse)?.action).toEqual({
      title: 'Copy web-tls',
      detail:
        'Add a Certificate like shop/web-tls in namespace istio-ingress, where the gateway pods run; the one that is there is in use.',
    });
  });
});

// istiod gives a Secret to pods of its own namespace only, whatever a name says:
// pilot/pkg/xds/sds.go, filterAuthorizedResources.
describe('a credential that names its namespace', () => {
  const told = (credential: string) => {
    const raw = [
      ...rawIngressGateway(),
      rawIssuer(),
      rawCertificate({ namespace: 'istio-ingress' }),
      rawCertificate({ namespace: 'shop' }),
      rawGateway([httpsServer(HOST, credential)]),
      ROUTE,
    ];
    const { findings, certificates } = assessRaw(raw);
    return {
      exposure: exposures(raw).find(({ gateway }) => gateway.name === 'web'),
      finding: findings.find(
        ({ title }) => title === 'credential out of reach',
      ),
      serves: certificates
        .filter(({ servedBy }) => servedBy.length > 0)
        .map(({ ref }) => ref.namespace),
    };
  };

  it.each(['web-tls', 'istio-ingress/web-tls', 'kubernetes://web-tls'])(
    '%s is found beside the pods',
    credential => {
      const { exposure, finding, serves } = told(credential);
      expect([exposure?.state, finding]).not.toContain('broken');
      expect(finding).toBeUndefined();
      expect(serves).toEqual(['istio-ingress']);
    },
  );

  it.each(['shop/web-tls', 'kubernetes://shop/web-tls'])(
    '%s is never given to pods elsewhere',
    credential => {
      const { exposure, finding, serves } = told(credential);
      expect(exposure).toMatchObject({
        state: 'broken',
        why: {
          summary:
            'Gateway shop/web takes Secret shop/web-tls, which istiod gives to pods of shop only, and the gateway pods run in istio-ingress',
        },
      });
      expect(finding).toMatchObject({
        code: 'IST0101',
        ref: { kind: 'Gateway', name: 'web' },
        related: [{ kind: 'Secret', namespace: 'shop', name: 'web-tls' }],
        fix: expect.stringContaining('in namespace istio-ingress'),
      });
      expect(serves).toEqual([]);
    },
  );
});
