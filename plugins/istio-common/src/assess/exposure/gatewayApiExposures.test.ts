import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  rawCertificate,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const HOST = 'web.example.com';
const GROUP = 'gateway.networking.k8s.io';

function object(kind: string, name: string, namespace: string, rest: Json) {
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: {
      name,
      namespace,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    ...rest,
  };
}

function gateway(listener: Json = {}, rest: Json = {}, spec: Json = {}) {
  return object('Gateway', 'edge', 'istio-ingress', {
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
          ...listener,
        },
      ],
      ...spec,
    },
    ...rest,
  });
}

function route(spec: Json = {}, rest: Json = {}, kind = 'HTTPRoute') {
  return object(kind, 'web', 'shop', {
    spec: {
      hostnames: [HOST],
      parentRefs: [{ name: 'edge', namespace: 'istio-ingress' }],
      rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }],
      ...spec,
    },
    ...rest,
  });
}

function grant(kind: string, from: string, to: string, namespace: string) {
  return object('ReferenceGrant', 'grant', namespace, {
    spec: {
      from: [{ group: GROUP, kind: from, namespace: kind }],
      to: [{ group: '', kind: to }],
    },
  });
}

const MESH = [
  ...rawMesh(),
  rawNamespace('istio-ingress'),
  rawPod({ proxy: {} }),
  rawService(),
  rawPod({
    app: 'edge-istio',
    namespace: 'istio-ingress',
    labels: { [`${GROUP}/gateway-name`]: 'edge' },
    proxy: { kind: 'gateway' },
    ports: [],
  }),
  rawIssuer(),
  rawCertificate(),
];

const answer = recordAnswers(__filename);

function only(raw: unknown[], states = {}) {
  const { exposures } = assessRaw([...MESH, ...raw], { states });
  answer(exposures);
  expect(exposures).toHaveLength(1);
  return exposures[0];
}

const status = (type: string, message: string) => [
  { type, status: 'False', reason: 'Invalid', message },
];

describe('hosts of the Gateway API', () => {
  it('lead from listener to route, Service, workload and certificate', () => {
    expect(only([gateway(), route()])).toMatchObject({
      host: HOST,
      url: 'https://web.example.com',
      api: 'gateway-api',
      state: 'exposed',
      gatewayPods: [{ namespace: 'istio-ingress', pods: 1, ready: 1 }],
      routes: [{ match: 'any request', service: { name: 'cart' }, port: 8080 }],
      workloads: [{ name: 'cart' }],
      certificates: [{ name: 'web-tls' }],
    });
  });

  it.each([
    ['GRPCRoute', 'HTTPS', {}],
    [
      'TLSRoute',
      'TLS',
      { tls: { mode: 'Passthrough' }, protocol: 'TLS', port: 443 },
    ],
  ])('%s counts on a listener of %s', (kind, _, listener) => {
    expect(only([gateway(listener), route({}, {}, kind)])).toMatchObject({
      host: HOST,
      state: 'exposed',
      routes: [{ ref: { kind } }],
    });
  });

  it.each<[string, unknown[]]>([
    [
      'takes no routes from namespace shop',
      [gateway({ allowedRoutes: undefined }), route()],
    ],
    [
      'takes no routes from namespace shop',
      [gateway({ allowedRoutes: { namespaces: { from: 'None' } } }), route()],
    ],
    [
      'takes no routes from namespace shop',
      [
        gateway({
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: { matchLabels: { team: 'x' } },
            },
          },
        }),
        route(),
      ],
    ],
    [
      'is not of a kind that listener https',
      [
        gateway({
          allowedRoutes: {
            namespaces: { from: 'All' },
            kinds: [{ kind: 'GRPCRoute' }],
          },
        }),
        route(),
      ],
    ],
    [
      'is not of a kind that listener https',
      [gateway(), route({}, {}, 'TLSRoute')],
    ],
    [
      'has no host in common',
      [gateway({ hostname: 'other.example.org' }), route()],
    ],
    [
      'asks for listener tcp, which Gateway istio-ingress/edge does not have',
      [
        gateway(),
        route({
          parentRefs: [
            { name: 'edge', namespace: 'istio-ingress', sectionName: 'tcp' },
          ],
        }),
      ],
    ],
    [
      'no ReferenceGrant in certs allows',
      [
        gateway({
          tls: { certificateRefs: [{ name: 'web-tls', namespace: 'certs' }] },
        }),
        route(),
      ],
    ],
    [
      'no ReferenceGrant in other allows',
      [
        gateway(),
        route({
          rules: [
            { backendRefs: [{ name: 'api', namespace: 'other', port: 80 }] },
          ],
        }),
      ],
    ],
    [
      'Listener https is not in order: ResolvedRefs, no such Secret',
      [
        gateway(
          {},
          {
            status: {
              listeners: [
                {
                  name: 'https',
                  conditions: status('ResolvedRefs', 'no such Secret'),
                },
              ],
            },
          },
        ),
        route(),
      ],
    ],
    [
      'HTTPRoute shop/web is not in order: Accepted, bad filter',
      [
        gateway(),
        route(
          {},
          {
            status: {
              parents: [
                {
                  parentRef: { name: 'edge', namespace: 'istio-ingress' },
                  conditions: status('Accepted', 'bad filter'),
                },
              ],
            },
          },
        ),
      ],
    ],
    [
      'Gateway istio-ingress/edge is not in order: Programmed, no address',
      [
        gateway(
          {},
          { status: { conditions: status('Programmed', 'no address') } },
        ),
        route(),
      ],
    ],
    [
      'which does not exist',
      [gateway(), route({ rules: [{ backendRefs: [{ name: 'nobody' }] }] })],
    ],
  ])('is broken: %s', (words, raw) => {
    const found = only(raw);
    expect(found.why.summary).toContain(words);
    expect(found.state).toBe('broken');
    expect(found.action?.detail).toBeTruthy();
  });

  it('takes what a ReferenceGrant allows', () => {
    const raw = [
      rawNamespace('other'),
      rawService({ app: 'cart', namespace: 'other' }),
      rawPod({ namespace: 'other', proxy: {} }),
      gateway(),
      route({
        rules: [
          { backendRefs: [{ name: 'cart', namespace: 'other', port: 8080 }] },
        ],
      }),
    ];
    expect(only(raw).state).toBe('broken');
    const allowed = grant('shop', 'HTTPRoute', 'Service', 'other');
    expect(only([...raw, allowed]).state).toBe('exposed');
    const others = grant('third', 'HTTPRoute', 'Service', 'other');
    expect(only([...raw, others]).state).toBe('broken');
  });

  it('takes routes of the namespaces that a selector names', () => {
    const listener = {
      allowedRoutes: {
        namespaces: {
          from: 'Selector',
          selector: { matchLabels: { 'istio.io/rev': 'prod' } },
        },
      },
    };
    expect(only([gateway(listener), route()]).state).toBe('exposed');
    expect(
      only([gateway(listener), route()], { namespaces: 'forbidden' }),
    ).toMatchObject({
      state: 'unknown',
      why: { summary: 'Namespaces are forbidden' },
    });
  });

  it('does not guess about grants that cannot be read', () => {
    const raw = [
      gateway({
        tls: { certificateRefs: [{ name: 'web-tls', namespace: 'certs' }] },
      }),
      route(),
    ];
    expect(only(raw, { [`referencegrants.${GROUP}`]: 'forbidden' }).state).toBe(
      'unknown',
    );
  });

  it('leaves the pods of other controllers to them', () => {
    const foreign = object('Gateway', 'edge', 'shop', {
      spec: {
        gatewayClassName: 'nginx',
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      },
    });
    const own = route({ parentRefs: [{ name: 'edge' }] });
    expect(only([foreign, own])).toMatchObject({
      state: 'exposed',
      url: 'http://web.example.com',
      gatewayPods: [],
    });
  });

  it('needs no backend for a redirect, and shows copies as such', () => {
    const redirect = route({
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: {} }] }],
    });
    expect(only([gateway(), redirect])).toMatchObject({
      state: 'exposed',
      routes: [{ match: 'redirect' }],
    });
    const mirrored = route({
      rules: [
        {
          backendRefs: [{ name: 'cart', port: 8080 }],
          filters: [
            {
              type: 'RequestMirror',
              requestMirror: { backendRef: { name: 'cart', port: 8080 } },
            },
          ],
        },
      ],
    });
    expect(
      only([gateway(), mirrored]).routes.map(({ match }) => match),
    ).toEqual(['any request', 'copies of any request']);
  });

  it.each<[string, string, RegExp, unknown[], Record<string, 'forbidden'>]>([
    [
      'broken',
      'nothing is attached',
      /^No route is attached to listener https of Gateway istio-ingress\/edge, so that requests get 404$/,
      [gateway()],
      {},
    ],
    [
      'broken',
      'no TLSRoute is',
      /so that connections are closed$/,
      [gateway({ protocol: 'TLS', tls: { mode: 'Passthrough' } })],
      {},
    ],
    [
      'unknown',
      'routes are not read',
      /^GRPCRoutes are forbidden$/,
      [gateway()],
      { 'grpcroutes.gateway.networking.k8s.io': 'forbidden' },
    ],
    [
      'unknown',
      'it is for TCP',
      /^TCPRoutes are not read/,
      [gateway({ protocol: 'TCP', tls: undefined })],
      {},
    ],
  ])(
    '%s: a listener without a route where %s',
    (state, _, words, raw, states) => {
      const { exposures } = assessRaw([...rawMesh(), ...raw], { states });
      answer(exposures);
      expect(exposures).toMatchObject([{ state, routes: [] }]);
      expect(exposures[0].why.summary).toMatch(words);
      expect(exposures[0].host).toBe('*.example.com');
    },
  );

  it('has one row for each listener, whether or not a route is attached', () => {
    const second = { name: 'alt', port: 8443, protocol: 'HTTPS' };
    const both = gateway(
      {},
      {},
      {
        listeners: [
          {
            name: 'http',
            port: 80,
            protocol: 'HTTP',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
          second,
        ],
      },
    );
    const attached = route({
      parentRefs: [
        { name: 'edge', namespace: 'istio-ingress', sectionName: 'http' },
      ],
    });
    const { exposures } = assessRaw([
      ...rawMesh(),
      both,
      attached,
      rawService(),
    ]);
    answer(exposures);
    expect(exposures.map(({ server }) => server.name).sort()).toEqual([
      'alt',
      'http',
    ]);
  });

  it.each([
    [
      'an east-west gateway',
      gateway({}, {}, { gatewayClassName: 'istio-east-west' }),
    ],
    [
      'every Service of the mesh by SNI',
      gateway({
        protocol: 'TLS',
        tls: {
          mode: 'Passthrough',
          options: { 'gateway.istio.io/listener-protocol': 'auto-passthrough' },
        },
      }),
    ],
    ['a waypoint', gateway({ name: 'mesh', protocol: 'HBONE' })],
  ])('misses no route at %s', (_, raw) => {
    expect(answer(assessRaw([...rawMesh(), raw]).exposures)).toEqual([]);
  });

  const backends = (backendRefs: Json[]) => {
    const raw = route({ rules: [{ backendRefs }] });
    const { exposures } = assessRaw([...MESH, gateway(), raw]);
    answer(exposures);
    return exposures;
  };

  it.each<[string, Json[]]>([
    ['all have a weight of 0', [{ name: 'cart', port: 8080, weight: 0 }]],
    ['there is none', []],
  ])('answers 500 where of backends %s', (_, backendRefs) => {
    expect(backends(backendRefs)).toMatchObject([
      {
        state: 'broken',
        why: {
          summary:
            'HTTPRoute shop/web names no backend with a weight, so that requests get 500',
        },
      },
    ]);
  });

  it('does not mind a backend of weight 0 that is not there', () => {
    const cart = { name: 'cart', port: 8080 };
    expect(
      backends([cart, { ...cart, name: 'gone', weight: 0 }]),
    ).toMatchObject([{ state: 'exposed' }]);
  });

  it('does not know what is behind a Service without a selector', () => {
    const service = rawService();
    const { selector: _, ...spec } = service.spec as Json;
    const { exposures } = assessRaw([
      ...MESH.filter(one => !('kind' in one && one.kind === 'Service')),
      { ...service, spec },
      gateway(),
      route(),
    ]);
    answer(exposures);
    expect(exposures).toMatchObject([
      {
        state: 'unknown',
        why: {
          summary:
            'Service shop/cart has no selector, and its endpoints are not read',
        },
      },
    ]);
  });
});
