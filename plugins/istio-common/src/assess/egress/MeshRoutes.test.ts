import {
  entryAt,
  routeAt,
  serviceAt,
  sidecarMesh,
  sidecarOf,
} from '../../testing/sidecarMesh';
import type { MeshRoute } from './MeshRoutes';

type Json = Record<string, unknown>;

const HOST = 'a.example.com';
const CLIENT = { namespace: 'shop', labels: { app: 'web' } };

const to = (host: string, port?: number) => ({
  destination: { host, ...(port && { port: { number: port } }) },
});

/** A VirtualService with one HTTP route to a host named like it. */
const http = (
  name: string,
  hosts: string[] = [HOST],
  match?: Json,
  spec: Json = {},
  second = 0,
) =>
  routeAt(
    name,
    hosts,
    {
      http: [{ ...(match && { match: [match] }), route: [to(name)] }],
      ...spec,
    },
    second,
  );

function inWords(found: MeshRoute | 'none' | undefined) {
  if (!found || found === 'none') return found;
  const { virtualService, ignored, routes } = found;
  return [
    virtualService.ref.name,
    ...ignored.map(({ ref }) => `-${ref.name}`),
    ...routes.map(({ match, destinations }) =>
      [match, ...destinations.map(({ host }) => host)].join(' → '),
    ),
  ].join(', ');
}

const KNOWN = entryAt('x/known', HOST, [80, 8080, 443]);

// Source: pilot/pkg/networking/core/route/route.go,
// BuildSidecarVirtualHostWrapper; httproute.go, BuildSidecarOutboundVirtualHosts.
describe('the route of an HTTP request', () => {
  it.each<
    [rule: string, raw: unknown[], route: string | undefined, port?: number]
  >([
    ['is none without a VirtualService', [KNOWN], undefined],
    [
      'is that of the host',
      [KNOWN, http('shop/own')],
      'own, any request → shop/own',
    ],
    [
      'is the oldest, private ones first, and the rest is not asked',
      [
        KNOWN,
        http('x/public-old'),
        http('shop/private', [HOST], undefined, { exportTo: ['.'] }, 2),
        http('x/named', [HOST], undefined, { exportTo: ['shop'] }, 1),
        http('x/hidden', [HOST], undefined, { exportTo: ['.'] }),
      ],
      'private, -named, -public-old, any request → shop/private',
    ],
    [
      'is not that of an older one for another port',
      [
        KNOWN,
        http('x/other', [HOST], { port: 8080 }),
        http('x/later', [HOST], undefined, {}, 1),
      ],
      'later, any request → x/later',
    ],
    [
      'is not that of one for other clients',
      [
        KNOWN,
        http('x/labels', [HOST], { sourceLabels: { app: 'cart' } }),
        http('x/namespace', [HOST], { sourceNamespace: 'other' }),
        http('x/gateway', [HOST], { gateways: ['x/gw'] }),
        http('x/unbound', [HOST], undefined, { gateways: ['x/gw'] }),
      ],
      undefined,
    ],
    [
      'is that of a wildcard where nothing else has the name',
      [KNOWN, http('x/wide', ['*.example.com'])],
      'wide, any request → x/wide',
    ],
    [
      'is that of the narrowest wildcard alone',
      [
        KNOWN,
        http('x/wide', ['*.com']),
        http('x/narrow', ['*.example.com'], undefined, {}, 1),
      ],
      'narrow, any request → x/narrow',
    ],
    [
      'is none where the narrowest wildcard is for another port',
      [
        KNOWN,
        http('x/wide', ['*.com']),
        http('x/narrow', ['*.example.com'], { port: 8080 }, {}, 1),
      ],
      undefined,
    ],
    [
      'is none where the name itself is for another port only, whatever a wildcard says',
      [
        KNOWN,
        http('x/wide', ['*.com']),
        http('x/exact', [HOST], { port: 8080 }, {}, 1),
      ],
      undefined,
    ],
    [
      'is that of the name before a wildcard that is older',
      [
        KNOWN,
        http('x/wide', ['*.example.com']),
        http('x/exact', [HOST], undefined, {}, 1),
      ],
      'exact, any request → x/exact',
    ],
    [
      'is found where the protocol is found out',
      [
        entryAt('x/any', HOST, [], {
          ports: [{ number: 80, name: 'any', protocol: 'OTHER' }],
        }),
        http('x/own'),
      ],
      'own, any request → x/own',
    ],
    [
      'is found for a host that nobody defines, on port 80',
      [http('x/own')],
      'own, any request → x/own',
    ],
    [
      'is not found for a host that nobody defines on another port',
      [http('x/own')],
      undefined,
      8080,
    ],
    [
      'is not found on a port that the host has for TCP',
      [
        entryAt('x/tcp', HOST, [], {
          ports: [{ number: 8080, name: 'db', protocol: 'TCP' }],
        }),
        http('x/own'),
      ],
      undefined,
      8080,
    ],
    [
      'is found for a name beside one that has the port',
      [
        entryAt('x/b', 'b.example.com', [8080]),
        http('x/both', [HOST, 'b.example.com']),
      ],
      'both, any request → x/both',
      8080,
    ],
    [
      'is that of the narrowest wildcard for a host that nobody defines',
      [
        http('x/wide', ['*.com', '*.org']),
        http('x/narrow', ['*.example.com'], undefined, {}, 1),
      ],
      'narrow, any request → x/narrow',
    ],
    [
      'is none of a wildcard under which a host has the port',
      [
        entryAt('x/b', 'b.example.com', [80]),
        http('x/wide', ['*.example.com']),
      ],
      undefined,
    ],
    [
      'is that of the ServiceEntry under which the name falls',
      [
        entryAt('x/wide', '*.example.com', [80]),
        http('x/route', ['*.example.com']),
      ],
      'route, any request → x/route',
    ],
    [
      'is none under a ServiceEntry without a route',
      [entryAt('x/wide', '*.example.com', [80])],
      undefined,
    ],
  ])('%s', (_, raw, expected, port = 80) => {
    const { routes } = sidecarMesh(...raw);
    const found = () => inWords(routes.http(CLIENT, HOST, port));
    expect(found()).toBe(expected);
    // What was looked up once is the same the second time.
    expect(found()).toBe(expected);
  });

  it('of a wildcard is that for the same wildcard, or a wider one', () => {
    const { routes } = sidecarMesh(
      entryAt('x/wide', '*.example.com', [80]),
      http('x/a', [HOST]),
      http('x/wider', ['*.com'], undefined, {}, 1),
    );
    expect(inWords(routes.http(CLIENT, '*.example.com', 80))).toBe(
      'wider, any request → x/wider',
    );
  });

  it.each<
    [
      rule: string,
      sidecar: ReturnType<typeof sidecarOf>,
      route: string | undefined,
      port?: number,
    ]
  >([
    ['imports it', sidecarOf('shop', ['x/*']), 'own, any request → x/own'],
    [
      'imports a name that overlaps',
      sidecarOf('shop', ['x/*.example.com', 'y/*']),
      'own, any request → x/own',
    ],
    ['imports something else', sidecarOf('shop', ['y/*']), undefined],
    [
      'imports it at the listener for the port',
      sidecarOf('shop', [80, 'x/*'], ['y/*']),
      'own, any request → x/own',
    ],
    [
      'imports it at another listener',
      sidecarOf('shop', [80, 'y/*'], ['x/*']),
      undefined,
    ],
    [
      'has no listener for the port',
      sidecarOf('shop', [8080, 'x/*']),
      undefined,
    ],
  ])('counts within a Sidecar that %s', (_, sidecar, expected, port = 80) => {
    const { routes } = sidecarMesh(KNOWN, http('x/own'), sidecar);
    expect(inWords(routes.http(CLIENT, HOST, port))).toBe(expected);
    expect(inWords(routes.unscoped().http(CLIENT, HOST, port))).toBe(
      'own, any request → x/own',
    );
  });

  it('needs a listener where nobody defines the host', () => {
    const route = http('x/own');
    const listening = entryAt('y/b', 'b.example.com', [80]);
    const found = (...raw: unknown[]) =>
      inWords(sidecarMesh(route, ...raw).routes.http(CLIENT, HOST, 80));
    const own = 'own, any request → x/own';
    expect(found(listening, sidecarOf('shop', ['x/*', 'y/*']))).toBe(own);
    expect(found(listening, sidecarOf('shop', ['x/*']))).toBeUndefined();
    // A listener for the very port is there for its hosts only, of whatever kind.
    expect(found(sidecarOf('shop', [80, 'x/*']))).toBeUndefined();
    expect(found(listening, sidecarOf('shop', [80, 'x/*', 'y/*']))).toBe(own);
    const tcp = entryAt('y/c', 'c.example.com', [], {
      ports: [{ number: 80, name: 'db', protocol: 'TCP' }],
    });
    expect(found(tcp, sidecarOf('shop', [80, 'x/*', 'y/*']))).toBe(own);
    expect(found(tcp, sidecarOf('shop', ['x/*', 'y/*']))).toBeUndefined();
    // Where it has none, that of the general one is there in its place.
    const split = sidecarOf('shop', [80, 'x/*'], ['y/*']);
    expect(found(listening, split)).toBe(own);
    expect(found(tcp, split)).toBeUndefined();
    // Each port and each Sidecar is asked for itself.
    const { routes } = sidecarMesh(
      routeAt('x/own', [HOST], { http: [{ route: [to('x/own')] }] }),
      listening,
      sidecarOf('shop', ['x/*']),
      sidecarOf('other', ['x/*', 'y/*']),
    );
    expect(routes.http(CLIENT, HOST, 80)).toBeUndefined();
    const other = { ...CLIENT, namespace: 'other' };
    expect(inWords(routes.http(other, HOST, 80))).toBe(own);
    expect(routes.http(other, HOST, 8080)).toBeUndefined();
  });
});

// Source: pilot/pkg/networking/core/tls.go, buildSidecarOutboundTLSFilterChainOpts.
describe('the route of a TLS connection', () => {
  const sni = (names: string[], host: string, match: Json = {}) => ({
    match: [{ port: 443, sniHosts: names, ...match }],
    route: [to(host)],
  });
  const tls = (name: string, ...routes: Json[]) =>
    routeAt(name, [HOST], { tls: routes });

  it.each<[rule: string, raw: unknown[], route: string | undefined]>([
    ['is none without any', [http('x/a')], undefined],
    [
      'is that of its name',
      [tls('x/a', sni(['b.example.com'], 'b'), sni([HOST, 'c'], 'a'))],
      `a, SNI ${HOST}, c → a`,
    ],
    [
      'is that of the narrowest wildcard',
      [tls('x/a', sni(['*.com'], 'wide'), sni(['*.example.com'], 'narrow'))],
      'a, SNI *.example.com → narrow',
    ],
    [
      'is none at all where others take other names',
      [tls('x/a', sni(['b.example.com'], 'b'))],
      'none',
    ],
    [
      'is the first of equal ones',
      [tls('x/a', sni([HOST], 'first'), sni([HOST], 'second'))],
      `a, SNI ${HOST} → first`,
    ],
    [
      'passes over what is for another port, gateway or client, and what leads nowhere',
      [
        tls(
          'x/a',
          sni([HOST], 'port', { port: 8443 }),
          sni([HOST], 'gateway', { gateways: ['x/gw'] }),
          sni([HOST], 'labels', { sourceLabels: { app: 'cart' } }),
          sni([HOST], 'namespace', { sourceNamespace: 'other' }),
          { ...sni([HOST], ''), route: [] },
          sni([HOST], 'right', {
            port: undefined,
            gateways: ['x/gw', 'mesh'],
            sourceLabels: { app: 'web' },
            sourceNamespace: 'shop',
          }),
        ),
      ],
      `a, SNI ${HOST} → right`,
    ],
    [
      'of several matches is that of any',
      [
        tls('x/a', {
          match: [
            { port: 443, sniHosts: ['b'] },
            { port: 443, sniHosts: [HOST] },
          ],
          route: [to('a')],
        }),
      ],
      `a, SNI ${HOST} → a`,
    ],
  ])('%s', (_, raw, expected) => {
    const { routes } = sidecarMesh(KNOWN, ...raw);
    expect(inWords(routes.tls(CLIENT, HOST, 443))).toBe(expected);
  });
});

describe('the route of a TCP connection', () => {
  const tcp = (name: string, ...routes: Json[]) =>
    routeAt(name, [HOST], { tcp: routes });
  const on = (host: string, ...match: Json[]) => ({
    ...(match.length > 0 && { match }),
    route: [to(host)],
  });

  it.each<[rule: string, raw: unknown[], route: string | undefined]>([
    ['is none without any', [http('x/a')], undefined],
    [
      'is the first that fits',
      [
        tcp('x/a', on('port', { port: 1 }), { route: [] }),
        routeAt(
          'x/b',
          [HOST],
          { tcp: [on('some', { port: 1 }, { port: 5432 }), on('rest')] },
          1,
        ),
      ],
      'b, any connection → some',
    ],
    [
      'may be for every connection',
      [tcp('x/a', on('client', { sourceNamespace: 'other' }), on('rest'))],
      'a, any connection → rest',
    ],
    ['may be none that fits', [tcp('x/a', on('port', { port: 1 }))], undefined],
  ])('%s', (_, raw, expected) => {
    const { routes } = sidecarMesh(...raw);
    expect(inWords(routes.tcp(CLIENT, HOST, 5432))).toBe(expected);
  });
});

describe('names of Services in routes', () => {
  it('are completed by the namespace of the VirtualService', () => {
    const { routes } = sidecarMesh(
      serviceAt('shop/cart', [80]),
      http('shop/short', ['cart', 'Other.Example.com']),
      http('other/short', ['cart'], undefined, {}, 1),
    );
    const host = 'cart.shop.svc.cluster.local';
    expect(inWords(routes.http(CLIENT, host, 80))).toBe(
      'short, any request → shop/short',
    );
    expect(inWords(routes.http(CLIENT, 'other.example.com', 80))).toBe(
      'short, any request → shop/short',
    );
  });
});
