import { recordAnswers } from '@meshwright/test-kit';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import {
  httpsServer,
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawNamespace,
  rawPod,
  rawRoute,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const HOST = 'web.example.com';
const EDGE = 'istio-ingress/istio-ingressgateway';

/** A workload of two ports behind two Services, and an ingress gateway. */
const MESH = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawGateway([httpsServer(HOST)]),
  rawPod({
    proxy: {},
    ports: [
      { name: 'grpc', containerPort: 9090 },
      { name: 'http', containerPort: 8080 },
    ],
  }),
  rawService({
    ports: [
      { name: 'grpc', port: 90, targetPort: 'grpc' },
      { name: 'http', port: 80, targetPort: 'http' },
      { name: 'lost', port: 70, targetPort: 'undeclared' },
    ],
  }),
  rawService({
    name: 'cart-http',
    app: 'cart',
    ports: [{ port: 8000, targetPort: 8080 }],
  }),
  rawService({ name: 'other', app: 'other' }),
];

/** Which gateways reach which port. */
function ways(raw: unknown[]): string[] {
  const { network } = assessRawWorkload([...MESH, ...raw]);
  const needs = network?.needs.filter(({ what }) => what === 'ingress-gateway');
  return answer(
    (needs ?? []).map(({ detail }) =>
      detail.replace(/^Gateway pods of (\S+) may reach port/, '$1 →'),
    ),
  );
}

function destination(host: string, port?: number): Json {
  return { destination: { host, ...(port && { port: { number: port } }) } };
}

function route(spec: Json, gateways: string[] = ['web'], namespace = 'shop') {
  return rawVirtualService({ hosts: [HOST], gateways, ...spec }, { namespace });
}

const TO_HTTP = { http: [{ route: [destination('cart', 80)] }] };

describe('VirtualServices lead a gateway to a workload', () => {
  it.each<[string, Json, string[]]>([
    ['by HTTP', TO_HTTP, [`${EDGE} → 8080`]],
    [
      'by TLS',
      {
        tls: [
          {
            match: [{ port: 443, sniHosts: [HOST] }],
            route: [destination('cart', 90)],
          },
        ],
      },
      [`${EDGE} → 9090`],
    ],
    [
      'by TCP',
      { tcp: [{ route: [destination('cart', 90)] }] },
      [`${EDGE} → 9090`],
    ],
    [
      'with every port once, in order',
      {
        http: [
          { route: [destination('cart', 90), destination('cart', 80)] },
          { route: [destination('cart-http', 8000), destination('cart', 90)] },
        ],
      },
      [`${EDGE} → 8080`, `${EDGE} → 9090`],
    ],
    [
      'by the full name',
      { http: [{ route: [destination('cart.shop.svc.cluster.local', 80)] }] },
      [`${EDGE} → 8080`],
    ],
    [
      'without a port: the first of the Service',
      { http: [{ route: [destination('cart-http')] }] },
      [`${EDGE} → 8080`],
    ],
    [
      'not to a port that the Service lacks',
      { http: [{ route: [destination('cart', 8080)] }] },
      [],
    ],
    [
      'not to a port whose name no container declares',
      { http: [{ route: [destination('cart', 70)] }] },
      [],
    ],
    [
      'not to another Service',
      { http: [{ route: [destination('other')] }] },
      [],
    ],
    [
      'not with a redirect',
      { http: [{ redirect: { authority: 'cart.shop.svc.cluster.local' } }] },
      [],
    ],
  ])('%s', (_what, spec, expected) => {
    expect(ways([route(spec)])).toEqual(expected);
  });

  it('by a short name from their own namespace only', () => {
    const edge = rawNamespace('edge');
    expect(ways([edge, route(TO_HTTP, ['shop/web'], 'edge')])).toEqual([]);
    const full = {
      http: [{ route: [destination('cart.shop.svc.cluster.local', 80)] }],
    };
    expect(ways([edge, route(full, ['shop/web'], 'edge')])).toEqual([
      `${EDGE} → 8080`,
    ]);
    expect(ways([edge, route(full, ['web'], 'edge')])).toEqual([]);
  });

  it('not inside the mesh, nor through a Gateway that is not there', () => {
    expect(ways([route(TO_HTTP, ['mesh'])])).toEqual([]);
    expect(ways([route(TO_HTTP, ['absent'])])).toEqual([]);
    expect(ways([route(TO_HTTP, ['mesh', 'absent', 'web'])])).toEqual([
      `${EDGE} → 8080`,
    ]);
  });

  it.each<[string, Json, boolean]>([
    ['that its only match is for', { match: [{ gateways: ['web'] }] }, true],
    ['in full', { match: [{ gateways: ['shop/web'] }] }, true],
    [
      'that one of its matches is for',
      { match: [{ gateways: ['other'] }, { gateways: ['mesh', 'web'] }] },
      true,
    ],
    [
      'as one of its matches is for any',
      { match: [{ gateways: ['mesh'] }, { uri: { prefix: '/' } }] },
      true,
    ],
    [
      'not that it leaves to sidecars',
      { match: [{ gateways: ['mesh'] }] },
      false,
    ],
    [
      'not that it leaves to another',
      { match: [{ gateways: ['other'] }] },
      false,
    ],
    [
      'not of that name in another namespace',
      { match: [{ gateways: ['edge/web'] }] },
      false,
    ],
  ])('by the Gateway %s', (_what, more, is) => {
    const gateways = ['mesh', 'web'];
    const one = { ...more, route: [destination('cart', 90)] };
    const expected = is ? [`${EDGE} → 9090`] : [];
    expect(ways([route({ http: [one] }, gateways)])).toEqual(expected);
    expect(
      ways([
        route({ http: [{ ...one, delegate: { name: 'part' }, route: [] }] }, [
          'web',
        ]),
        rawVirtualService(
          { http: [{ route: [destination('cart', 90)] }] },
          { name: 'part' },
        ),
      ]),
    ).toEqual(expected);
    for (const kind of ['tcp', 'tls']) {
      expect(ways([route({ [kind]: [one] }, gateways)])).toEqual(expected);
    }
  });

  it('not with a weight of 0', () => {
    const weighted = (host: string, weight: number) => ({
      ...destination(host, 80),
      weight,
    });
    const http = [{ route: [weighted('cart', 0), weighted('other', 100)] }];
    expect(ways([route({ http })])).toEqual([]);
  });

  it('by all the gateway pods that the Gateway selects, the first is named', () => {
    const second = (app: string, labels: Json) =>
      rawPod({
        app,
        namespace: 'istio-ingress',
        labels,
        proxy: { kind: 'gateway' },
      });
    const more = [
      second('backup', { istio: 'ingressgateway' }),
      second('aside', { istio: 'other' }),
      rawPod({ app: 'aaa', labels: { istio: 'ingressgateway' }, proxy: {} }),
    ];
    expect(ways([route(TO_HTTP), ...more])).toEqual([
      'istio-ingress/backup → 8080',
    ]);
  });

  it('by a delegate, whose short names belong to its own namespace', () => {
    const root = (delegate: Json) => route({ http: [{ delegate }] });
    const delegate = (namespace: string, host: string) =>
      rawVirtualService(
        { http: [{ route: [destination(host, 80)] }] },
        { name: 'part', namespace },
      );
    const team = rawNamespace('team');
    const own = root({ name: 'part' });
    expect(ways([own, delegate('shop', 'cart')])).toEqual([`${EDGE} → 8080`]);
    expect(ways([own])).toEqual([]);
    expect(ways([own, team, delegate('team', 'cart')])).toEqual([]);
    const other = root({ name: 'part', namespace: 'team' });
    expect(ways([other, team, delegate('team', 'cart')])).toEqual([]);
    expect(
      ways([other, team, delegate('team', 'cart.shop.svc.cluster.local')]),
    ).toEqual([`${EDGE} → 8080`]);
  });
});

describe('HTTPRoutes lead a gateway to a workload', () => {
  function gatewayPod(namespace: string, name: string) {
    return rawPod({
      app: `${name}-istio`,
      namespace,
      labels: { 'gateway.networking.k8s.io/gateway-name': name },
      proxy: { kind: 'gateway' },
    });
  }
  const pods = [
    rawNamespace('edge'),
    gatewayPod('edge', 'public'),
    gatewayPod('shop', 'public'),
    gatewayPod('edge', 'private'),
  ];
  function httpRoute(parent: Json, backend: Json, namespace = 'shop') {
    return {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'cart', namespace },
      spec: { parentRefs: [parent], rules: [{ backendRefs: [backend] }] },
    };
  }
  it.each<[string, unknown, string[]]>([
    [
      'of another namespace',
      httpRoute(
        { name: 'public', namespace: 'edge' },
        { name: 'cart', port: 90 },
      ),
      ['edge/public-istio → 9090'],
    ],
    [
      'of its own namespace',
      httpRoute({ name: 'public' }, { name: 'cart', port: 80 }),
      ['shop/public-istio → 8080'],
    ],
    [
      'to a Service of another namespace',
      httpRoute(
        { name: 'private' },
        { name: 'cart', namespace: 'shop', port: 80 },
        'edge',
      ),
      ['edge/private-istio → 8080'],
    ],
    [
      'not to a Service of that name in its own namespace',
      httpRoute({ name: 'private' }, { name: 'cart', port: 80 }, 'edge'),
      [],
    ],
    [
      'not to a port that the Service lacks',
      httpRoute({ name: 'public' }, { name: 'cart', port: 8080 }),
      [],
    ],
    [
      'not from a Gateway without pods',
      httpRoute({ name: 'absent' }, { name: 'cart', port: 80 }),
      [],
    ],
    [
      'not from a Gateway of Istio of that name',
      httpRoute({ name: 'web' }, { name: 'cart', port: 80 }),
      [],
    ],
  ])('%s', (_what, raw, expected) => {
    expect(ways([...pods, raw])).toEqual(expected);
  });

  it.each(['GRPCRoute', 'TLSRoute'])('and a %s does', kind => {
    const raw = httpRoute({ name: 'public' }, { name: 'cart', port: 90 });
    expect(ways([...pods, { ...raw, kind }])).toEqual([
      'shop/public-istio → 9090',
    ]);
  });

  it('from the pods of the Service that the Gateway names as its address', () => {
    const gateway = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'shared', namespace: 'istio-ingress' },
      spec: {
        gatewayClassName: 'istio',
        addresses: [
          {
            type: 'Hostname',
            value: 'istio-ingressgateway.istio-ingress.svc.cluster.local',
          },
        ],
        listeners: [],
      },
    };
    const raw = httpRoute(
      { name: 'shared', namespace: 'istio-ingress' },
      { name: 'cart', port: 80 },
    );
    expect(ways([gateway, raw])).toEqual([`${EDGE} → 8080`]);
    gateway.spec.addresses[0].value = 'cart.shop.svc.cluster.local';
    expect(ways([gateway, raw])).toEqual([]);
  });

  it('beside a VirtualService to the same port', () => {
    const raw = [
      ...pods,
      httpRoute({ name: 'public' }, { name: 'cart', port: 80 }),
      rawRoute(HOST, 'cart', {
        gateways: ['web'],
        spec: TO_HTTP,
      }),
    ];
    expect(ways(raw)).toEqual([`${EDGE} → 8080`]);
  });
});
