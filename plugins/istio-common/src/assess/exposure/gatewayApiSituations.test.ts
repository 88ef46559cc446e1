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

const GROUP = 'gateway.networking.k8s.io';

const answer = recordAnswers(__filename);

function object(kind: string, namespace: string, name: string, rest: Json) {
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: { name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' },
    ...rest,
  };
}

function gateway(
  namespace: string,
  name: string,
  listeners: Json[],
  spec: Json = {},
  status: Json = {},
) {
  return object('Gateway', namespace, name, {
    spec: { gatewayClassName: 'istio', listeners, ...spec },
    status,
  });
}

const ALL = { namespaces: { from: 'All' } };

function listener(
  name: string,
  port: number,
  protocol: string,
  more: Json = {},
) {
  return { name, port, protocol, allowedRoutes: ALL, ...more };
}

function route(
  name: string,
  parentRefs: Json[],
  more: Json = {},
  kind = 'HTTPRoute',
  namespace = 'shop',
) {
  return object(kind, namespace, name, {
    spec: {
      parentRefs,
      rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }],
      ...more,
    },
  });
}

function gatewayPod(
  namespace: string,
  app: string,
  name: string,
  ready = true,
) {
  return rawPod({
    app,
    name,
    namespace,
    labels: { [`${GROUP}/gateway-name`]: 'edge' },
    proxy: { kind: 'gateway' },
    ports: [],
    ready,
  });
}

const MESH = [
  ...rawMesh(),
  rawNamespace('edge-a'),
  rawNamespace('edge-b'),
  rawNamespace('team', { tier: 'gold' }),
  rawPod({ proxy: {} }),
  rawService(),
  gatewayPod('edge-a', 'edge-istio', 'edge-1'),
  gatewayPod('edge-a', 'edge-istio', 'edge-2', false),
  gatewayPod('edge-b', 'edge-istio', 'edge-1'),
  rawIssuer(),
  rawCertificate({
    namespace: 'edge-a',
    spec: { dnsNames: ['*.example.com'] },
  }),
];

function exposures(raw: readonly unknown[], states = {}) {
  const found = assessRaw([...MESH, ...raw], { states }).exposures;
  expect(found).toStrictEqual(JSON.parse(JSON.stringify(found)));
  expect(assessRaw([...raw, ...MESH].reverse(), { states }).exposures).toEqual(
    found,
  );
  return answer(found).map(
    ({ host, url, gateway: at, routes, state }) =>
      `${url} ${at.namespace}/${at.name} ${routes
        .map(one => one.ref.name)
        .join()} ${state} ${host}`,
  );
}

const https = { tls: { certificateRefs: [{ name: 'web-tls' }] } };

describe('Gateways of one name in two namespaces', () => {
  const RAW = [
    gateway('edge-b', 'edge', [listener('http', 80, 'HTTP')]),
    gateway('edge-a', 'edge', [
      listener('https', 443, 'HTTPS', { hostname: '*.example.com', ...https }),
      listener('https-8443', 8443, 'HTTPS', {
        hostname: 'app.example.com',
        tls: {
          mode: 'Terminate',
          certificateRefs: [
            { name: 'web-tls' },
            { name: 'own', namespace: 'edge-a' },
          ],
        },
      }),
      listener('http', 80, 'HTTP'),
      listener('tls', 9443, 'TLS', { tls: { mode: 'Passthrough' } }),
      listener('grpc', 8080, 'HTTP', {
        allowedRoutes: { ...ALL, kinds: [{ kind: 'GRPCRoute' }] },
      }),
      listener('tcp', 9000, 'TCP'),
    ]),
    route(
      'by-section',
      [{ name: 'edge', namespace: 'edge-a', sectionName: 'https' }],
      { hostnames: ['app.example.com', 'b.example.com', 'c.example.org'] },
    ),
    route('by-port', [{ name: 'edge', namespace: 'edge-a', port: 80 }], {
      hostnames: ['port.example.com'],
    }),
    route('everywhere', [{ name: 'edge', namespace: 'edge-a' }], {
      hostnames: ['*.example.com'],
    }),
    route('beside', [{ name: 'edge' }], {}, 'HTTPRoute', 'edge-b'),
    route(
      'not-beside',
      [{ name: 'edge' }, { name: 'other', namespace: 'edge-a' }],
      { hostnames: ['lost.example.com'] },
    ),
    route(
      'both',
      [
        { name: 'edge', namespace: 'edge-b' },
        { name: 'edge', namespace: 'edge-a', sectionName: 'http' },
      ],
      { hostnames: ['both.example.com'] },
    ),
    route(
      'streams',
      [{ name: 'edge', namespace: 'edge-a' }],
      { hostnames: ['tls.example.com'] },
      'TLSRoute',
    ),
    route(
      'calls',
      [{ name: 'edge', namespace: 'edge-a', sectionName: 'grpc' }],
      { hostnames: ['grpc.example.com'] },
      'GRPCRoute',
    ),
  ];

  it('serve what names them, each listener for itself', () => {
    expect(exposures(RAW)).toEqual([
      // TCPRoutes are not read.
      'tcp://*:9000 edge-a/edge  unknown *',
      'http://* edge-b/edge beside broken *',
      'http://*.example.com edge-a/edge everywhere exposed *.example.com',
      'https://*.example.com edge-a/edge everywhere exposed *.example.com',
      'https://app.example.com edge-a/edge by-section exposed app.example.com',
      'https://app.example.com:8443 edge-a/edge everywhere exposed app.example.com',
      'https://b.example.com edge-a/edge by-section exposed b.example.com',
      'http://both.example.com edge-a/edge both exposed both.example.com',
      'http://both.example.com edge-b/edge both exposed both.example.com',
      'http://grpc.example.com:8080 edge-a/edge calls exposed grpc.example.com',
      'http://port.example.com edge-a/edge by-port exposed port.example.com',
      'tls://tls.example.com:9443 edge-a/edge streams exposed tls.example.com',
    ]);
  });
});

describe('routes that no listener takes', () => {
  const edge = [
    listener('web', 80, 'HTTP', { hostname: 'web.example.com' }),
    listener('any', 8080, 'HTTP', { allowedRoutes: undefined }),
    listener('tcp', 9000, 'TCP'),
  ];
  const one = (parent: Json, more: Json = {}, kind = 'HTTPRoute') =>
    route(
      'lost',
      [{ name: 'edge', namespace: 'edge-a', ...parent }],
      more,
      kind,
    );

  it.each<[string, unknown[], string]>([
    [
      'names a section that is not there',
      [
        gateway('edge-a', 'edge', edge),
        one({ sectionName: 'gone' }, { hostnames: ['x.example.com'] }),
      ],
      'x.example.com',
    ],
    [
      'names a port that is not there',
      [gateway('edge-a', 'edge', edge), one({ port: 1 })],
      '*',
    ],
    [
      'is of another namespace, without a name of its own',
      [gateway('edge-a', 'edge', edge), one({ sectionName: 'any' })],
      '*',
    ],
    [
      'has another host',
      [
        gateway('edge-a', 'edge', edge),
        one({ sectionName: 'web' }, { hostnames: ['x.example.com'] }),
      ],
      'x.example.com',
    ],
    [
      'is of a kind that the listener does not take',
      [
        gateway('edge-a', 'edge', edge),
        one({ sectionName: 'web' }, {}, 'TLSRoute'),
      ],
      'web.example.com',
    ],
    [
      'is for streams',
      [gateway('edge-a', 'edge', edge), one({ sectionName: 'tcp' })],
      '*',
    ],
  ])('%s', (_, raw, host) => {
    expect(exposures(raw)).toContainEqual(
      expect.stringMatching(new RegExp(` broken ${host.replace('*', '\\*')}$`)),
    );
  });

  it('are not told of a Gateway that has no listener', () => {
    expect(exposures([gateway('edge-a', 'edge', []), one({})])).toEqual([]);
  });
});

describe('ReferenceGrants', () => {
  const grant = (name: string, from: Json[], to: Json[], namespace = 'team') =>
    object('ReferenceGrant', namespace, name, { spec: { from, to } });
  const HTTP = { group: GROUP, kind: 'HTTPRoute', namespace: 'shop' };
  const SERVICE = { group: '', kind: 'Service' };
  const state = (...grants: unknown[]) => {
    const [found] = exposures([
      gateway('edge-a', 'edge', [listener('http', 80, 'HTTP')]),
      route('web', [{ name: 'edge', namespace: 'edge-a' }], {
        rules: [
          { backendRefs: [{ name: 'cart', namespace: 'team', port: 8080 }] },
        ],
      }),
      rawService({ namespace: 'team' }),
      rawPod({ namespace: 'team', proxy: {} }),
      ...grants,
    ]);
    return found.split(' ').at(-2);
  };

  it.each<[string, Json[], Json[], string]>([
    [
      'of one of several kinds',
      [{ ...HTTP, kind: 'GRPCRoute' }, HTTP],
      [{ ...SERVICE, kind: 'Secret' }, SERVICE],
      'exposed',
    ],
    ['of the name', [HTTP], [{ ...SERVICE, name: 'cart' }], 'exposed'],
    ['of another name', [HTTP], [{ ...SERVICE, name: 'other' }], 'broken'],
    [
      'of another group of routes',
      [{ ...HTTP, group: 'x' }],
      [SERVICE],
      'broken',
    ],
    [
      'of another kind of route',
      [{ ...HTTP, kind: 'GRPCRoute' }],
      [SERVICE],
      'broken',
    ],
    [
      'of another namespace of routes',
      [{ ...HTTP, namespace: 'team' }],
      [SERVICE],
      'broken',
    ],
    [
      'of another group of targets',
      [HTTP],
      [{ ...SERVICE, group: 'x' }],
      'broken',
    ],
    [
      'of another kind of target',
      [HTTP],
      [{ ...SERVICE, kind: 'Secret' }],
      'broken',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(state(grant('one', from, to))).toBe(expected);
  });

  it('count together, and only in the namespace of the target', () => {
    const none = grant('a', [HTTP], [{ ...SERVICE, name: 'other' }]);
    expect(state(none, grant('b', [HTTP], [SERVICE]))).toBe('exposed');
    expect(state(grant('b', [HTTP], [SERVICE], 'shop'))).toBe('broken');
  });
});

describe('pods of a Gateway', () => {
  const http = [listener('http', 80, 'HTTP')];
  const own = route('web', [{ name: 'edge', namespace: 'edge-a' }], {
    hostnames: ['web.example.com'],
  });
  const pods = (raw: unknown[], name = 'edge') => {
    const { exposures: found } = assessRaw([...MESH, ...raw]);
    answer(found);
    return found
      .filter(one => one.gateway.name === name)
      .map(one => [one.state, one.gatewayPods]);
  };

  it.each<[string, unknown[], unknown[]]>([
    [
      'are those that carry its name',
      [gateway('edge-a', 'edge', http), own],
      [['exposed', [{ namespace: 'edge-a', pods: 2, ready: 1 }]]],
    ],
    [
      'are those of the Services that it names as addresses',
      [
        gateway('edge-a', 'edge', http, {
          addresses: [
            { type: 'Hostname', value: 'shared' },
            { type: 'Hostname', value: 'ingress.team.svc.cluster.local' },
            { type: 'Hostname', value: 'lb.example.org' },
            { type: 'IPAddress', value: '10.0.0.1' },
          ],
        }),
        own,
        rawService({ name: 'shared', namespace: 'edge-a', app: 'shared' }),
        rawPod({
          app: 'shared',
          namespace: 'edge-a',
          proxy: { kind: 'gateway' },
        }),
        rawService({ name: 'ingress', namespace: 'team', app: 'ingress' }),
        rawPod({
          app: 'ingress',
          namespace: 'team',
          proxy: { kind: 'gateway' },
        }),
      ],
      [
        [
          'exposed',
          [
            { namespace: 'edge-a', pods: 1, ready: 1 },
            { namespace: 'team', pods: 1, ready: 1 },
          ],
        ],
      ],
    ],
    [
      'are nowhere where the address names nothing of the cluster',
      [
        gateway('edge-a', 'edge', http, {
          addresses: [{ type: 'Hostname', value: 'lb.example.org' }],
        }),
        own,
      ],
      [['broken', []]],
    ],
    [
      'of another class count where they carry its name',
      [gateway('edge-a', 'edge', http, { gatewayClassName: 'mine' }), own],
      [['exposed', [{ namespace: 'edge-a', pods: 2, ready: 1 }]]],
    ],
    [
      'of another class are none of ours where none carries its name',
      [
        gateway('team', 'foreign', http, { gatewayClassName: undefined }),
        route('web', [{ name: 'foreign', namespace: 'team' }]),
      ],
      [['exposed', []]],
    ],
    [
      'of Istio are missing where none carries its name',
      [
        gateway('team', 'foreign', http, { gatewayClassName: 'istio-remote' }),
        route('web', [{ name: 'foreign', namespace: 'team' }]),
      ],
      [['broken', []]],
    ],
  ])('%s', (_, raw, expected) => {
    const name = JSON.stringify(raw).includes('"foreign"') ? 'foreign' : 'edge';
    expect(pods(raw, name)).toEqual(expected);
  });
});

describe('what the controller reports', () => {
  const conditions = (type: string, message?: string) => ({
    conditions: [
      { type, status: 'False', reason: 'Invalid', ...(message && { message }) },
    ],
  });

  it('of a listener comes before that of the route and the Gateway, in its reason where it has no message', () => {
    const listeners = [
      listener('http', 80, 'HTTP'),
      listener('http-2', 81, 'HTTP'),
    ];
    const status = {
      ...conditions('Programmed', 'no address'),
      listeners: [{ name: 'http-2', ...conditions('ResolvedRefs') }],
    };
    const found = exposures([
      gateway('edge-a', 'edge', listeners, {}, status),
      route('web', [{ name: 'edge', namespace: 'edge-a' }], {
        hostnames: ['web.example.com'],
      }),
    ]);
    expect(found).toHaveLength(2);
  });
});

describe('namespaces that a selector names', () => {
  const of = (from: string, selector?: Json) =>
    listener('http', 80, 'HTTP', {
      allowedRoutes: { namespaces: { from, ...(selector && { selector }) } },
    });
  const state = (one: Json, namespace: string) => {
    const [found] = exposures([
      gateway('edge-a', 'edge', [one]),
      route(
        'web',
        [{ name: 'edge', namespace: 'edge-a' }],
        {
          hostnames: ['web.example.com'],
          rules: [{ filters: [{ type: 'RequestRedirect' }] }],
        },
        'HTTPRoute',
        namespace,
      ),
    ]);
    return found.split(' ').at(-2);
  };

  it.each<[string, Json, string, string]>([
    [
      'takes those that carry its labels',
      of('Selector', { matchLabels: { tier: 'gold' } }),
      'team',
      'exposed',
    ],
    [
      'takes no others',
      of('Selector', { matchLabels: { tier: 'gold' } }),
      'shop',
      'broken',
    ],
    ['takes none without a selector', of('Selector'), 'team', 'broken'],
    [
      'takes none that is not known',
      of('Selector', { matchLabels: { tier: 'gold' } }),
      'gone',
      'broken',
    ],
    ['takes its own', of('Same'), 'edge-a', 'exposed'],
    ['takes none at all', of('None'), 'edge-a', 'broken'],
  ])('%s', (_, one, namespace, expected) => {
    expect(state(one, namespace)).toBe(expected);
  });
});
