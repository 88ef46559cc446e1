import {
  entryAt,
  hostInWords,
  serviceAt,
  sidecarMesh,
  sidecarOf,
} from '../../testing/sidecarMesh';

const HOST = 'a.example.com';
const CART = 'cart.shop.svc.cluster.local';

type Seen = [
  rule: string,
  raw: unknown[],
  answers: {
    sidecar?: string;
    gateway?: string;
    destination?: string;
  },
  host?: string,
];

/** An entry for the host. */
const entry = (
  name: string,
  ports: number[],
  spec: Record<string, unknown> = {},
  second = 0,
) => entryAt(name, HOST, ports, spec, second);

// Source: pilot/pkg/model/push_context.go, initServiceRegistry; sidecar.go,
// selectServices, appendSidecarServices and collectImportedServices.
describe('the definition of a host that counts for proxies in shop', () => {
  const OLD = entry('z/old', [80]);
  const YOUNG = entry('a/young', [81], {}, 1);
  const NARROW = entry('m/narrow', [82], { exportTo: ['shop'] }, 2);
  const OWN = entry('shop/own', [83], {}, 3);

  it.each<Seen>([
    ['is none of nobody', [], {}],
    [
      'is the oldest',
      [YOUNG, OLD],
      { sidecar: 'z/old 80', gateway: 'z/old 80', destination: 'z/old 80' },
    ],
    [
      'is of the same age the one whose namespace comes first',
      [entry('b/a', [80]), entry('a/b', [81])],
      { sidecar: 'a/b 81', gateway: 'a/b 81', destination: 'a/b 81' },
    ],
    [
      'is of one namespace and age the one whose name comes first',
      [
        entry('x/b', [80], { resolution: 'STATIC' }),
        entry('x/a', [81], { resolution: 'DNS' }),
      ],
      { sidecar: 'x/a 81', gateway: 'x/a 81', destination: 'x/a 81' },
    ],
    [
      'is what is exported to fewer before the oldest',
      [OLD, YOUNG, NARROW],
      {
        sidecar: 'm/narrow 82',
        gateway: 'm/narrow 82',
        destination: 'm/narrow 82',
      },
    ],
    [
      'is that of the own namespace first, but for gateways',
      [OLD, NARROW, OWN],
      {
        sidecar: 'shop/own 83',
        gateway: 'm/narrow 82',
        destination: 'shop/own 83',
      },
    ],
    [
      'is a Service before ServiceEntries of others',
      [
        entryAt('a/old', CART, [80]),
        entryAt('m/narrow', CART, [82], { exportTo: ['shop'] }),
        serviceAt('shop/cart', [8080]),
      ],
      {
        sidecar: 'shop/cart 8080',
        gateway: 'shop/cart 8080',
        destination: 'shop/cart 8080',
      },
      CART,
    ],
    [
      'is a Service of another namespace before older ServiceEntries',
      [
        entryAt('a/old', 'web.other.svc.cluster.local', [80]),
        serviceAt('other/web', [8080]),
      ],
      {
        sidecar: 'other/web 8080',
        gateway: 'other/web 8080',
        destination: 'other/web 8080',
      },
      'web.other.svc.cluster.local',
    ],
    [
      'is a Service, which takes nothing from a ServiceEntry beside it',
      [entryAt('shop/entry', CART, [80]), serviceAt('shop/cart', [8080])],
      {
        sidecar: 'shop/cart 8080',
        gateway: 'shop/cart 8080',
        destination: 'shop/cart 8080',
      },
      CART,
    ],
    [
      'is a ServiceEntry of the own namespace before a Service of another, but for gateways',
      [
        entryAt('shop/own', 'web.other.svc.cluster.local', [80]),
        serviceAt('other/web', [8080]),
      ],
      {
        sidecar: 'shop/own 80',
        gateway: 'other/web 8080',
        destination: 'shop/own 80',
      },
      'web.other.svc.cluster.local',
    ],
    [
      'is only what is exported to it, apart from what routes lead to in its own namespace',
      [
        entry('other/hidden', [80], { exportTo: ['.'] }),
        entry('shop/hidden', [81], { exportTo: ['~'] }),
      ],
      { destination: 'shop/hidden 81' },
    ],
    [
      'is a Service that its annotation exports',
      [serviceAt('other/web', [80], ' x , shop,')],
      {
        sidecar: 'other/web 80',
        gateway: 'other/web 80',
        destination: 'other/web 80',
      },
      'web.other.svc.cluster.local',
    ],
    [
      'is no Service that its annotation keeps from it',
      [serviceAt('other/web', [80], '.')],
      {},
      'web.other.svc.cluster.local',
    ],
  ])('%s', (_, raw, answers, host = HOST) => {
    const { registry } = sidecarMesh(...raw);
    const found = {
      sidecar: hostInWords(registry.seenBy('shop', host)),
      gateway: hostInWords(registry.seenBy('shop', host, 'gateway')),
      destination: hostInWords(registry.destination('shop', host, 'sidecar')),
    };
    expect(found).toEqual({
      sidecar: undefined,
      gateway: undefined,
      destination: undefined,
      ...answers,
    });
    expect(hostInWords(registry.destination('shop', host, 'gateway'))).toBe(
      answers.gateway,
    );
  });

  const labels = (one: ReturnType<typeof entry>, of: unknown) => ({
    ...one,
    metadata: { ...one.metadata, labels: of },
  });
  const FIRST = entry('x/a', [80, 443], { exportTo: ['*', 'shop'] });
  const second = (spec: Record<string, unknown>, ports = [443, 8080]) =>
    entry('x/b', ports, { exportTo: ['shop', '*'], ...spec }, 1);

  // Source: pilot/pkg/model/sidecar.go, canMergeServices.
  it.each<[string, unknown[], string]>([
    ['alike', [FIRST, second({})], '80,443,8080'],
    ['alike, with the same ports', [FIRST, second({}, [443])], '80,443'],
    [
      'alike, without a resolution and with NONE',
      [
        entry('x/a', [80], { resolution: undefined }),
        entry('x/b', [81], { resolution: 'NONE' }),
      ],
      '80,81',
    ],
    [
      'alike, of the same labels and workloads',
      [
        labels(
          entry('x/a', [80], { workloadSelector: { labels: { a: 'b' } } }),
          { c: 'd' },
        ),
        labels(
          entry('x/b', [81], { workloadSelector: { labels: { a: 'b' } } }),
          { c: 'd' },
        ),
      ],
      '80,81',
    ],
    ['resolved otherwise', [FIRST, second({ resolution: 'STATIC' })], '80,443'],
    [
      'without a resolution',
      [FIRST, second({ resolution: undefined })],
      '80,443',
    ],
    [
      'exported to others',
      [FIRST, second({ exportTo: ['*', 'other'] })],
      '80,443',
    ],
    [
      'exported to more names',
      [entry('x/a', [80, 443]), second({ exportTo: ['*', 'shop'] })],
      '80,443',
    ],
    ['exported to fewer names', [FIRST, second({ exportTo: ['*'] })], '80,443'],
    [
      'for workloads',
      [FIRST, second({ workloadSelector: { labels: { a: 'b' } } })],
      '80,443',
    ],
    [
      'with labels of its own',
      [labels(FIRST, { a: 'b' }), second({})],
      '80,443',
    ],
    ['of another namespace', [FIRST, entry('y/b', [81], {}, 1)], '80,443'],
  ])('takes in another one %s', (_, raw, ports) => {
    const { registry } = sidecarMesh(...raw);
    expect(hostInWords(registry.seenBy('shop', HOST))).toBe(`x/a ${ports}`);
    expect(hostInWords(registry.seenBy('shop', HOST, 'gateway'))).toBe(
      `x/a ${ports}`,
    );
  });

  it('is called on any port that another one of its namespace has, cluster or not', () => {
    const { registry } = sidecarMesh(
      FIRST,
      second({ resolution: 'STATIC' }, [8080]),
      entry('y/b', [9090], {}, 1),
    );
    expect(hostInWords(registry.routedAt('shop', HOST, 8080))).toBe(
      'x/a 80,443,8080',
    );
    expect(registry.routedAt('shop', 'b.example.com', 80)).toBeUndefined();
  });
});

describe('within a Sidecar', () => {
  const PUBLIC = entry('x/public', [80, 443]);
  const NARROW = entry('x/narrow', [8080], { exportTo: ['shop'] }, 1);
  const OTHER = entry('y/other', [80], {}, 2);

  it.each<
    [
      rule: string,
      sidecar: ReturnType<typeof sidecarOf>,
      raw: unknown[],
      answers: { seen?: string; at80?: string; destination?: string },
    ]
  >([
    [
      'a host is what its namespace has of it',
      sidecarOf('shop', ['y/*']),
      [PUBLIC, OTHER],
      { seen: 'y/other 80', at80: 'y/other 80', destination: 'y/other 80' },
    ],
    [
      'a host is unknown that is not imported, but for what a route leads to',
      sidecarOf('shop', ['z/*']),
      [PUBLIC, OTHER],
      { destination: 'x/public 80,443' },
    ],
    [
      'a wildcard finds what is exported to fewer first',
      sidecarOf('shop', ['x/*.example.com']),
      [PUBLIC, NARROW],
      {
        seen: 'x/narrow 8080',
        at80: 'x/narrow 8080,80,443',
        destination: 'x/narrow 8080',
      },
    ],
    [
      'full names find the oldest of each namespace',
      sidecarOf('shop', [`x/${HOST}`, `y/${HOST}`]),
      [PUBLIC, NARROW, OTHER],
      {
        seen: 'x/public 80,443',
        at80: 'x/public 80,443',
        destination: 'x/public 80,443',
      },
    ],
    [
      'full names find nothing where the oldest is hidden',
      sidecarOf('shop', [`x/${HOST}`]),
      [entry('x/public', [80], { exportTo: ['.'] }), NARROW],
      {},
    ],
    [
      'a wildcard finds nothing that is hidden',
      sidecarOf('shop', ['x/*']),
      [entry('x/public', [80], { exportTo: ['.'] })],
      {},
    ],
    [
      'a full name of any namespace is as good as a wildcard',
      sidecarOf('shop', [`*/${HOST}`]),
      [PUBLIC, NARROW],
      {
        seen: 'x/narrow 8080',
        at80: 'x/narrow 8080,80,443',
        destination: 'x/narrow 8080',
      },
    ],
    [
      'full names stay so beside what is taken out',
      sidecarOf('shop', [`x/${HOST}`, '~y/*']),
      [PUBLIC, NARROW],
      {
        seen: 'x/public 80,443',
        at80: 'x/public 80,443',
        destination: 'x/public 80,443',
      },
    ],
    [
      'a listener for a port takes that port of it',
      sidecarOf('shop', [80, 'x/*']),
      [PUBLIC],
      {
        seen: 'x/public 80',
        at80: 'x/public 80',
        destination: 'x/public 80,443',
      },
    ],
    [
      'a listener for another port takes nothing of it there',
      sidecarOf('shop', [443, 'x/*']),
      [PUBLIC],
      { seen: 'x/public 443', destination: 'x/public 443,80' },
    ],
    [
      'listeners for two ports take both of it',
      sidecarOf('shop', [443, 'x/*'], [80, 'x/*']),
      [PUBLIC],
      {
        seen: 'x/public 443,80',
        at80: 'x/public 80',
        destination: 'x/public 443,80',
      },
    ],
    [
      'the first of two listeners decides on the namespace',
      sidecarOf('shop', [443, 'x/*'], ['y/*']),
      [PUBLIC, OTHER],
      {
        seen: 'x/public 443',
        at80: 'y/other 80',
        destination: 'x/public 443,80',
      },
    ],
  ])('%s', (_, sidecar, raw, answers) => {
    const { registry, scopeOf } = sidecarMesh(sidecar, ...raw);
    const scope = scopeOf('shop');
    expect({
      seen: hostInWords(registry.seenBy('shop', HOST, 'sidecar', scope)),
      at80: hostInWords(registry.routedAt('shop', HOST, 80, scope)),
      destination: hostInWords(
        registry.destination('shop', HOST, 'sidecar', scope),
      ),
    }).toEqual({
      seen: undefined,
      at80: undefined,
      destination: undefined,
      ...answers,
    });
  });

  it('a Service of a later listener comes before a ServiceEntry', () => {
    const { registry, scopeOf } = sidecarMesh(
      sidecarOf('other', [80, 'x/*'], ['shop/*']),
      entryAt('x/early', CART, [80]),
      serviceAt('shop/cart', [80]),
    );
    const scope = scopeOf('other');
    expect(hostInWords(registry.seenBy('other', CART, 'sidecar', scope))).toBe(
      'shop/cart 80',
    );
  });
});

describe('a request for a name and port', () => {
  const WIDE = entryAt('x/wide', '*.example.com', [80, 443]);
  const NARROWER = entryAt('x/narrower', '*.a.example.com', [80]);

  it.each<[string, number, string | undefined]>([
    ['x.a.example.com', 80, 'x/narrower 80'],
    // The narrower one has no such port.
    ['x.a.example.com', 443, 'x/wide 80,443'],
    ['b.example.com', 80, 'x/wide 80,443'],
    ['b.example.com', 8080, undefined],
    ['example.org', 80, undefined],
    [HOST, 81, 'x/exact 81'],
    [HOST, 80, 'x/wide 80,443'],
  ])('%s:%d meets %s', (host, port, expected) => {
    const { registry } = sidecarMesh(
      WIDE,
      NARROWER,
      entryAt('x/exact', HOST, [81]),
    );
    expect(hostInWords(registry.answering('shop', host, port))).toBe(expected);
  });

  it('asks whether a name under a wildcard has the port', () => {
    const { registry, scopeOf } = sidecarMesh(
      entry('x/a', [80]),
      entryAt('y/b', 'b.example.org', [81]),
      sidecarOf('shop', ['y/*']),
    );
    expect(registry.someUnder('shop', '*.example.com', 80)).toBe(true);
    expect(registry.someUnder('shop', '*.example.com', 81)).toBe(false);
    expect(registry.someUnder('shop', '*.example.org', 80)).toBe(false);
    const scope = scopeOf('shop');
    expect(registry.someUnder('shop', '*.example.com', 80, scope)).toBe(false);
    expect(registry.someUnder('shop', '*.example.org', 81, scope)).toBe(true);
  });
});

describe('ports on which sidecars listen for HTTP', () => {
  const mesh = () =>
    sidecarMesh(
      entry('x/http', [80, 443]),
      entryAt('x/tcp', 'db.example.com', [5432, 81], {
        ports: [
          { number: 5432, name: 'db', protocol: 'TCP' },
          { number: 81, name: 'any', protocol: 'OTHER' },
        ],
      }),
      sidecarOf('shop', ['x/*']),
      sidecarOf('other', ['y/*']),
    );

  it.each<[number, boolean, boolean]>([
    [80, true, true],
    [443, false, false],
    [5432, false, false],
    // Its protocol is found out from the first bytes.
    [81, false, true],
    [82, false, false],
  ])('%d: somewhere %s, within the Sidecar %s', (port, some, within) => {
    const { registry, scopeOf } = mesh();
    expect(registry.hasHttpPort(port)).toBe(some);
    const scope = scopeOf('shop');
    const none = scopeOf('other');
    expect(scope && registry.hasHttpPortWithin('shop', port, scope)).toBe(
      within,
    );
    expect(none && registry.hasHttpPortWithin('other', port, none)).toBe(false);
  });

  it('lists every host under its name', () => {
    const { registry } = mesh();
    expect(registry.all().map(hostInWords)).toEqual([
      'x/http 80,443',
      'x/tcp 5432,81',
    ]);
    expect(registry.named(HOST).map(hostInWords)).toEqual(['x/http 80,443']);
    expect(registry.named('b.example.com')).toEqual([]);
  });
});

describe('names that the certificate of a server must have', () => {
  it('are those of the youngest ServiceEntry of the namespace, for each host', () => {
    const { registry } = sidecarMesh(
      entry('x/b', [80], { subjectAltNames: ['young'] }, 2),
      entry('x/a', [81], { subjectAltNames: ['old'] }, 1),
      entry('y/c', [80], { exportTo: ['.'], subjectAltNames: ['other'] }, 3),
      entryAt('x/d', 'd.example.com', [80]),
    );
    expect(registry.seenBy('shop', HOST)?.subjectAltNames).toEqual(['young']);
    expect(registry.seenBy('y', HOST)?.subjectAltNames).toEqual(['other']);
    expect(
      registry.seenBy('shop', 'd.example.com')?.subjectAltNames,
    ).toBeUndefined();
  });
});
