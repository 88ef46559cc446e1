import type {
  HttpMatch,
  HttpRoute,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { mergeDelegate } from './mergeDelegate';

function service(
  name: string,
  namespace: string,
  http: HttpRoute[],
): VirtualServiceObject {
  return {
    type: 'virtualservice',
    ref: {
      group: 'networking.istio.io',
      kind: 'VirtualService',
      namespace,
      name,
    },
    hosts: [],
    gateways: [],
    exportTo: [],
    http,
    tls: [],
    tcp: [],
  };
}

const match = (more: Partial<HttpMatch> = {}): HttpMatch => ({
  title: 'any request',
  catchAll: true,
  ...more,
});
const on = (
  conditions: Record<string, string>,
  more: Partial<HttpMatch> = {},
) => match({ title: '', catchAll: false, conditions, ...more });

/** What becomes of one match of a delegate inside one of the root. */
function merged(
  root: HttpMatch[],
  leaf: HttpMatch[],
  inner: Partial<HttpRoute> = {},
  outer: Partial<HttpRoute> = {},
) {
  const delegate = service('leaf', 'team', [
    { matches: leaf, destinations: [{ host: 'api' }], ...inner },
  ]);
  return mergeDelegate(
    service('root', 'shop', []),
    { matches: root, destinations: [], ...outer },
    delegate,
  );
}

const EXCLUDED = { routes: [], excluded: 1 };

// Source: pilot/pkg/model/virtualservice.go, isConflict and mergeHTTPMatchRequest.
describe('a match of a delegate inside one of the root', () => {
  it.each<[string, HttpMatch, HttpMatch]>([
    ['another exact path', on({ uri: 'exact /a' }), on({ uri: 'exact /b' })],
    [
      'a prefix inside an exact path',
      on({ uri: 'exact /a' }),
      on({ uri: 'prefix /a' }),
    ],
    [
      'a path outside the prefix',
      on({ uri: 'prefix /a' }),
      on({ uri: 'exact /b' }),
    ],
    [
      'a prefix outside the prefix',
      on({ uri: 'prefix /a' }),
      on({ uri: 'prefix /b/a' }),
    ],
    [
      'a pattern inside a prefix',
      on({ uri: 'prefix /a' }),
      on({ uri: 'regex /a.*' }),
    ],
    [
      'anything inside a pattern',
      on({ uri: 'regex /a.*' }),
      on({ uri: 'regex /a.*' }),
    ],
    [
      'a header that only has to be there',
      on({ 'headers x': 'present' }),
      on({ 'headers x': 'exact 1' }),
    ],
    [
      'one of two conditions',
      on({ uri: 'prefix /a', method: 'exact GET' }),
      on({ uri: 'prefix /a', method: 'exact PUT' }),
    ],
    [
      'another case',
      on({ uri: 'prefix /a' }, { ignoreCase: true }),
      on({ uri: 'prefix /a' }),
    ],
    ['another port', match({ port: 80 }), match({ port: 443 })],
    [
      'another namespace of clients',
      match({ sourceNamespace: 'shop' }),
      match({ sourceNamespace: 'team' }),
    ],
    ['no namespace of clients', match({ sourceNamespace: 'shop' }), match()],
    [
      'another label of clients',
      match({ sourceLabels: { app: 'a' } }),
      match({ sourceLabels: { app: 'b', tier: 'x' } }),
    ],
    [
      'another gateway',
      match({ gateways: ['shop/web'] }),
      match({ gateways: ['team/web'] }),
    ],
    [
      'more gateways',
      match({ gateways: ['mesh'] }),
      match({ gateways: ['mesh', 'shop/web'] }),
    ],
    [
      'a gateway of a short name, which is one of its own namespace',
      match({ gateways: ['web'] }),
      match({ gateways: ['web'] }),
    ],
  ])('is excluded: %s', (_, root, leaf) => {
    expect(merged([root], [leaf])).toEqual(EXCLUDED);
  });

  it.each<[string, HttpMatch, HttpMatch, Partial<HttpMatch>]>([
    [
      'the same path',
      on({ uri: 'exact /a' }),
      on({ uri: 'exact /a' }),
      { title: 'exact /a', catchAll: false },
    ],
    [
      'a narrower prefix',
      on({ uri: 'prefix /a' }),
      on({ uri: 'prefix /a/b' }),
      { title: 'prefix /a/b', catchAll: false },
    ],
    [
      'a path under the prefix',
      on({ uri: 'prefix /a' }),
      on({ uri: 'exact /a/b' }),
      { title: 'exact /a/b', catchAll: false },
    ],
    [
      'other conditions are joined',
      on({ uri: 'prefix /a' }),
      on({ method: 'exact GET' }),
      { title: 'prefix /a, method exact GET', catchAll: false },
    ],
    [
      'no conditions on either side',
      match(),
      match(),
      { title: 'any request', catchAll: true },
    ],
    [
      'the port of the root',
      match({ port: 80 }),
      match(),
      { title: 'any request', catchAll: true, port: 80 },
    ],
    [
      'the port of the delegate',
      match(),
      match({ port: 80 }),
      { title: 'any request', catchAll: true, port: 80 },
    ],
    [
      'the same port',
      match({ port: 80 }),
      match({ port: 80 }),
      { title: 'any request', catchAll: true, port: 80 },
    ],
    [
      'clients of the delegate',
      match({ sourceLabels: { app: 'a' } }),
      match({ sourceNamespace: 'team', sourceLabels: { app: 'a', tier: 'x' } }),
      {
        title: 'any request',
        catchAll: true,
        sourceNamespace: 'team',
        sourceLabels: { app: 'a', tier: 'x' },
      },
    ],
    [
      'clients of the root',
      match({ sourceLabels: { tier: 'x' } }),
      match({ sourceLabels: { app: 'a' } }),
      {
        title: 'any request',
        catchAll: true,
        sourceLabels: { tier: 'x', app: 'a' },
      },
    ],
    [
      'the same namespace of clients',
      match({ sourceNamespace: 'shop' }),
      match({ sourceNamespace: 'shop' }),
      { title: 'any request', catchAll: true, sourceNamespace: 'shop' },
    ],
    [
      'one of the gateways, by its full name',
      match({ gateways: ['mesh', 'web'] }),
      match({ gateways: ['shop/web'] }),
      { title: 'any request', catchAll: true, gateways: ['shop/web'] },
    ],
    [
      'all of the gateways',
      match({ gateways: ['mesh', 'web'] }),
      match({ gateways: ['shop/web', 'mesh'] }),
      { title: 'any request', catchAll: true, gateways: ['shop/web', 'mesh'] },
    ],
    [
      'the gateways of the root',
      match({ gateways: ['web'] }),
      match(),
      { title: 'any request', catchAll: true, gateways: ['shop/web'] },
    ],
    [
      'the gateways of the delegate',
      match(),
      match({ gateways: ['web'] }),
      { title: 'any request', catchAll: true, gateways: ['team/web'] },
    ],
  ])('is joined with it: %s', (_, root, leaf, expected) => {
    const { routes, excluded } = merged([root], [leaf]);
    expect(excluded).toBe(0);
    expect(routes.map(({ matches }) => matches)).toStrictEqual([[expected]]);
  });
});

describe('the matches of a delegate and of the root', () => {
  const a = on({ uri: 'prefix /a' });
  const b = on({ uri: 'prefix /b' });

  it('stay as they are where the other side has none', () => {
    expect(merged([], [a]).routes[0].matches).toEqual([a]);
    expect(merged([a, b], []).routes[0].matches).toEqual([a, b]);
    expect(merged([], []).routes[0].matches).toEqual([]);
  });

  it('are joined with each that they fit, and one that fits none drops the route', () => {
    const { routes } = merged(
      [a, b, match()],
      [on({ uri: 'prefix /a/x' }), on({ uri: 'prefix /b/x' })],
    );
    expect(routes[0].matches.map(({ title }) => title)).toEqual([
      'prefix /a/x',
      'prefix /a/x',
      'prefix /b/x',
      'prefix /b/x',
    ]);
    const lost = [on({ uri: 'prefix /a/x' }), on({ uri: 'prefix /c' })];
    expect(merged([a, b], lost)).toEqual(EXCLUDED);
  });
});

describe('a route of a delegate', () => {
  it('keeps its name, and leads to Services of its own namespace', () => {
    const mirrors = [{ host: 'copy', port: 80 }];
    expect(merged([], [], { name: 'inner', mirrors }).routes).toStrictEqual([
      {
        name: 'inner',
        matches: [],
        destinations: [{ host: 'api.team.svc.cluster.local' }],
        mirrors: [{ host: 'copy.team.svc.cluster.local', port: 80 }],
      },
    ]);
  });

  it("has the root's copies where it has none, and answers where either does", () => {
    const mirrors = [{ host: 'copy' }];
    expect(merged([], [], {}, { mirrors, answers: true }).routes).toStrictEqual(
      [
        {
          matches: [],
          destinations: [{ host: 'api.team.svc.cluster.local' }],
          mirrors,
          answers: true,
        },
      ],
    );
    expect(merged([], [], { answers: true }).routes[0].answers).toBe(true);
  });
});
