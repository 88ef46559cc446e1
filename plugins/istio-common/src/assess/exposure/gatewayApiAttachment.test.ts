import { recordAnswers } from '@meshwright/test-kit';
import { exposureProbe } from '../../testing/exposureProbe';
import { HTTPS, apiGateway, apiListener, apiRoute } from '../../testing/raw/gatewayApi';

type Json = Record<string, unknown>;

const exposures = exposureProbe(recordAnswers(__filename));

describe('Gateways of one name in two namespaces', () => {
  const RAW = [
    apiGateway('edge-b', 'edge', [apiListener('http', 80, 'HTTP')]),
    apiGateway('edge-a', 'edge', [
      apiListener('https', 443, 'HTTPS', { hostname: '*.example.com', ...HTTPS }),
      apiListener('https-8443', 8443, 'HTTPS', {
        hostname: 'app.example.com',
        tls: {
          mode: 'Terminate',
          certificateRefs: [
            { name: 'web-tls' },
            { name: 'own', namespace: 'edge-a' },
          ],
        },
      }),
      apiListener('http', 80, 'HTTP'),
      apiListener('tls', 9443, 'TLS', { tls: { mode: 'Passthrough' } }),
      apiListener('grpc', 8080, 'HTTP', {
        allowedRoutes: {
          namespaces: { from: 'All' },
 kinds: [{ kind: 'GRPCRoute' }] },
      }),
      apiListener('tcp', 9000, 'TCP'),
    ]),
    apiRoute(
      'by-section',
      [{ name: 'edge', namespace: 'edge-a', sectionName: 'https' }],
      { hostnames: ['app.example.com', 'b.example.com', 'c.example.org'] },
    ),
    apiRoute('by-port', [{ name: 'edge', namespace: 'edge-a', port: 80 }], {
      hostnames: ['port.example.com'],
    }),
    apiRoute('everywhere', [{ name: 'edge', namespace: 'edge-a' }], {
      hostnames: ['*.example.com'],
    }),
    apiRoute('beside', [{ name: 'edge' }], {}, 'HTTPRoute', 'edge-b'),
    apiRoute(
      'not-beside',
      [{ name: 'edge' }, { name: 'other', namespace: 'edge-a' }],
      { hostnames: ['lost.example.com'] },
    ),
    apiRoute(
      'both',
      [
        { name: 'edge', namespace: 'edge-b' },
        { name: 'edge', namespace: 'edge-a', sectionName: 'http' },
      ],
      { hostnames: ['both.example.com'] },
    ),
    apiRoute(
      'streams',
      [{ name: 'edge', namespace: 'edge-a' }],
      { hostnames: ['tls.example.com'] },
      'TLSRoute',
    ),
    apiRoute(
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
    apiListener('web', 80, 'HTTP', { hostname: 'web.example.com' }),
    apiListener('any', 8080, 'HTTP', { allowedRoutes: undefined }),
    apiListener('tcp', 9000, 'TCP'),
  ];
  const one = (parent: Json, more: Json = {}, kind = 'HTTPRoute') =>
    apiRoute(
      'lost',
      [{ name: 'edge', namespace: 'edge-a', ...parent }],
      more,
      kind,
    );

  it.each<[string, unknown[], string]>([
    [
      'names a section that is not there',
      [
        apiGateway('edge-a', 'edge', edge),
        one({ sectionName: 'gone' }, { hostnames: ['x.example.com'] }),
      ],
      'x.example.com',
    ],
    [
      'names a port that is not there',
      [apiGateway('edge-a', 'edge', edge), one({ port: 1 })],
      '*',
    ],
    [
      'is of another namespace, without a name of its own',
      [apiGateway('edge-a', 'edge', edge), one({ sectionName: 'any' })],
      '*',
    ],
    [
      'has another host',
      [
        apiGateway('edge-a', 'edge', edge),
        one({ sectionName: 'web' }, { hostnames: ['x.example.com'] }),
      ],
      'x.example.com',
    ],
    [
      'is of a kind that the listener does not take',
      [
        apiGateway('edge-a', 'edge', edge),
        one({ sectionName: 'web' }, {}, 'TLSRoute'),
      ],
      'web.example.com',
    ],
    [
      'is for streams',
      [apiGateway('edge-a', 'edge', edge), one({ sectionName: 'tcp' })],
      '*',
    ],
  ])('%s', (_, raw, host) => {
    expect(exposures(raw)).toContainEqual(
      expect.stringMatching(new RegExp(` broken ${host.replace('*', '\\*')}$`)),
    );
  });

  it('are not told of a Gateway that has no listener', () => {
    expect(exposures([apiGateway('edge-a', 'edge', []), one({})])).toEqual([]);
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
      apiListener('http', 80, 'HTTP'),
      apiListener('http-2', 81, 'HTTP'),
    ];
    const status = {
      ...conditions('Programmed', 'no address'),
      listeners: [{ name: 'http-2', ...conditions('ResolvedRefs') }],
    };
    const found = exposures([
      apiGateway('edge-a', 'edge', listeners, {}, status),
      apiRoute('web', [{ name: 'edge', namespace: 'edge-a' }], {
        hostnames: ['web.example.com'],
      }),
    ]);
    expect(found).toHaveLength(2);
  });
});

describe('namespaces that a selector names', () => {
  const of = (from: string, selector?: Json) =>
    apiListener('http', 80, 'HTTP', {
      allowedRoutes: { namespaces: { from, ...(selector && { selector }) } },
    });
  const state = (one: Json, namespace: string) => {
    const [found] = exposures([
      apiGateway('edge-a', 'edge', [one]),
      apiRoute(
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
