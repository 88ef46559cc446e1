import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { findingProbe } from '../../testing/findingProbe';
import { findingWords } from '../../testing/findingWords';
import { rawServiceEntry } from '../../testing/raw/egress';
import { CLAIM_VALIDATION } from '../../testing/raw/rareFindings';
import {
  rawDestinationRule,
  rawGateway,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

const { found } = findingProbe(answer, rawMesh());

const young = { createdAt: '2026-01-09T00:00:00Z' };
const to = (host: string, more: object = {}) => ({
  destination: { host, ...more },
});
const port = (number: number) => ({ port: { number } });

describe('destinations of routes', () => {
  const service = rawService({
    ports: [
      { name: 'http', port: 80 },
      { name: 'admin', port: 9090 },
    ],
  });

  it('IST0101: of every kind of route, each host and port once', () => {
    const route = rawVirtualService({
      hosts: ['cart'],
      http: [
        { route: [to('gone', port(80)), to('gone', port(81))] },
        {
          route: [to('cart', port(80)), to('cart', port(81))],
          mirror: { host: 'mirror-one' },
        },
        {
          route: [to('cart', port(81)), to('cart', port(82))],
          mirrors: [to('mirror-two')],
        },
      ],
      tls: [
        { match: [{ sniHosts: ['cart'] }], route: [to('by-tls', port(443))] },
      ],
      tcp: [{ route: [to('by-tcp', port(90))] }],
    });
    expect(found(['IST0101'], service, route)).toHaveLength(7);
  });

  it.each([
    ['cart.shop', 'cart.shop.svc.cluster.local'],
    ['cart.other', undefined],
    ['cart.shop.svc', undefined],
    ['nobody', undefined],
  ])('IST0101: host %s is meant for %s', (host, full) => {
    const route = rawRoute('a.example.com', host);
    const { findings } = assessRaw([...rawMesh(), service, route]);
    const [one] = answer(
      findingWords(findings.filter(({ code }) => code === 'IST0101')),
    );
    expect(/Write (\S+): /.exec(one.fix)?.[1]).toBe(full);
  });

  it('IST0101: a Service without ports has none to name', () => {
    const bare = rawService({ ports: [] });
    const [finding] = found(['IST0101'], bare, rawRoute('a.org', 'cart'));
    expect(finding).toContain('VirtualService');
  });

  it('IST0112: more than one port, and none is named, once for each host', () => {
    const entry = rawServiceEntry({ exportTo: ['*'] });
    const open = rawVirtualService({
      hosts: ['cart'],
      http: [
        { route: [to('cart'), to('cart'), to('one')] },
        { route: [to('nginx.partner.example.com'), to('gone')] },
        { route: [to('two', port(80))] },
      ],
    });
    const one = rawService({ name: 'one', ports: [{ port: 80 }] });
    const two = rawService({
      ...service.metadata,
      name: 'two',
      ports: [{ port: 80 }, { name: 'b', port: 81 }],
    });
    expect(found(['IST0112'], service, one, two, entry, open)).toHaveLength(2);
  });

  it('IST0101: each subset that no rule of any namespace defines', () => {
    const subset = (name: string) => ({ subset: name });
    const route = rawVirtualService({
      hosts: ['cart'],
      http: [
        {
          route: [
            to('cart', subset('v1')),
            to('cart', subset('v2')),
            to('cart', subset('v2')),
            to('cart.shop.svc.cluster.local', subset('v2')),
            to('cart', subset('far')),
            to('cart'),
          ],
        },
      ],
    });
    const rule = rawDestinationRule({
      host: 'cart',
      subsets: [{ name: 'v1' }],
    });
    const far = rawDestinationRule(
      {
        host: 'cart.shop.svc.cluster.local',
        subsets: [{ name: 'far' }],
      },
      { namespace: 'other' },
    );
    expect(found(['IST0101'], rawService(), rule, far, route)).toEqual([
      'IST0101 error VirtualService shop/web',
    ]);
  });

  it('IST0140: a gateway does not follow the routes of the mesh to subsets', () => {
    const own = (name: string, host = 'cart') =>
      rawVirtualService(
        {
          hosts: [host],
          http: [{ route: [to(host, { subset: 'v1' }), to('web')] }],
        },
        { name },
      );
    const edge = (name: string, more: object, gateways = ['web']) =>
      rawVirtualService(
        {
          hosts: ['a.example.com'],
          gateways,
          http: [{ route: [to('cart', more), to('web', more)] }],
        },
        { name },
      );
    expect(
      found(
        ['IST0140'],
        own('b'),
        own('a'),
        own('other', 'pay'),
        edge('edge', {}),
        edge('careful', { subset: 'v1' }),
        edge('mesh', {}, []),
      ),
    ).toEqual(['IST0140 warning VirtualService shop/edge']);
  });
});

describe('one host of the mesh', () => {
  const route = (name: string, more: object = {}, options: object = {}) =>
    rawVirtualService(
      {
        hosts: ['cart'],
        http: [{ route: [to('cart', port(8080))] }],
        ...more,
      },
      { name, ...options },
    );
  const far = { namespace: 'other' };
  const full = { hosts: ['cart.shop.svc.cluster.local'] };

  it.each<[string, unknown[], string[]]>([
    [
      'three of them',
      [route('c', {}, young), route('a'), route('b')],
      ['shop/a', 'shop/b', 'shop/c'],
    ],
    [
      'from another namespace, in full',
      [route('a'), route('b', full, far)],
      ['other/b', 'shop/a'],
    ],
    [
      'not where clients of none are the same',
      [
        route('a', { exportTo: ['.'] }),
        route('b', { ...full, exportTo: ['.'] }, far),
      ],
      [],
    ],
    [
      'where some are',
      [
        route('a', { exportTo: ['pay', 'other'] }),
        route('b', { ...full, exportTo: ['.'] }, far),
      ],
      ['other/b', 'shop/a'],
    ],
    [
      'where one is for all',
      [
        route('a', { exportTo: ['.'] }),
        route('b', { ...full, exportTo: ['*'] }, far),
      ],
      ['other/b', 'shop/a'],
    ],
    [
      'not of a gateway alone',
      [route('a'), route('b', { gateways: ['web'] })],
      [],
    ],
    [
      'of a gateway and the mesh',
      [route('a'), route('b', { gateways: ['web', 'mesh'] })],
      ['shop/a', 'shop/b'],
    ],
    [
      'not where one host is wider',
      [route('a'), route('b', { hosts: ['*.shop.svc.cluster.local'] })],
      [],
    ],
    [
      'not where one has no hosts',
      [route('a', { hosts: [] }), route('b', { hosts: [] })],
      [],
    ],
    [
      'once, where a host is written twice',
      [route('a', { hosts: ['cart', ...full.hosts] }), route('b')],
      ['shop/a', 'shop/b'],
    ],
  ])('IST0109: %s', (_, raw, names) => {
    expect(found(['IST0109'], rawService(), ...raw)).toEqual(
      names.map(name => `IST0109 error VirtualService ${name}`),
    );
  });

  it('IST0149: tokens of a claim are validated on each pod of the gateway', () => {
    const selector = { app: 'edge' };
    const pod = (name: string, namespace: string) =>
      rawPod({ name, app: 'edge', namespace });
    const claims = rawVirtualService({
      hosts: ['a.example.com'],
      gateways: ['web', 'gone', 'web', 'mesh'],
      http: [
        {
          match: [
            { headers: { '@request.auth.claims.group': { exact: 'me' } } },
          ],
          route: [to('cart')],
        },
      ],
    });
    const validation = (namespace: string, matchLabels?: object) => ({
      ...CLAIM_VALIDATION,
      metadata: { name: 'oidc', namespace },
      spec: {
        ...(matchLabels && { selector: { matchLabels } }),
        jwtRules: [{ issuer: 'https://sso.example.com' }],
      },
    });
    const world = [claims, rawGateway([], { selector }), rawService()];
    const of = (...raw: unknown[]) => found(['IST0149'], ...world, ...raw);
    const pods = [pod('b', 'edge'), pod('a', 'edge'), pod('c', 'away')];
    expect(of(...pods)).toHaveLength(1);
    expect(of(...pods, validation('away', selector))).toHaveLength(1);
    expect(of(...pods, validation('edge', selector))).toHaveLength(1);
    expect(
      of(...pods, validation('edge'), validation('away', selector)),
    ).toEqual([]);
    const other = rawPod({ app: 'web', namespace: 'aaa' });
    expect(of(...pods, other, validation('istio-system', selector))).toEqual(
      [],
    );
    expect(of(...pods, validation('istio-system', { app: 'no' }))).toHaveLength(
      1,
    );
    expect(of()).toEqual([]);
  });
});
