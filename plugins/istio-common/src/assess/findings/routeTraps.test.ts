import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { rawServiceEntry } from '../../testing/raw/egress';
import {
  httpsServer,
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawPod,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const HOST = 'web.example.com';
const WORLD = [...rawMesh(), rawPod({ proxy: {} }), rawService()];

function findingsOf(raw: unknown[], code: string) {
  return answer(
    assessRaw([...WORLD, ...raw]).findings.filter(one => one.code === code),
  ).map(({ cause }) => cause);
}

function to(host: string, weight?: number, subset?: string) {
  return {
    destination: { host, ...(subset && { subset }) },
    ...(weight !== undefined && { weight }),
  };
}

/** An ExternalName Service. */
function alias(name: string, externalName: string) {
  const service = rawService({ name });
  return { ...service, spec: { type: 'ExternalName', externalName } };
}

function headless(name: string) {
  const service = rawService({ name });
  return { ...service, spec: { ...(service.spec as Json), clusterIP: 'None' } };
}

describe('MW0181: destinations without a weight', () => {
  it.each<[string, Json[], number]>([
    ['a single one needs none', [to('cart')], 0],
    ['a single one of weight 0', [to('cart', 0)], 0],
    ['one beside one with a weight', [to('cart', 100), to('web')], 1],
    ['a weight of 0 is meant', [to('cart', 100), to('web', 0)], 0],
    // Admission refuses it; nothing says which of them was meant.
    ['none has one', [to('cart'), to('web')], 0],
    ['two of three', [to('cart'), to('web', 7), to('cart', 1, 'v2')], 1],
  ])('%s', (_, route, count) => {
    for (const kind of ['http', 'tcp', 'tls']) {
      const service = rawVirtualService({
        hosts: ['cart'],
        [kind]: [{ route }],
      });
      expect(findingsOf([service], 'MW0181')).toHaveLength(count);
    }
  });

  it('names three of those that get nothing', () => {
    const hosts = ['a', 'b', 'c', 'd'].map(host => to(host));
    const service = rawVirtualService({
      hosts: ['cart'],
      http: [{ route: [to('cart', 9), ...hosts] }],
    });
    expect(findingsOf([service], 'MW0181')[0]).toContain('gives a, b, c no');
  });

  it('names what gets nothing', () => {
    const service = rawVirtualService({
      hosts: ['cart'],
      http: [{ route: [to('cart', 9), to('cart', undefined, 'v2')] }],
    });
    expect(findingsOf([service], 'MW0181')[0]).toMatch(/gives cart \(v2\) no/);
  });
});

describe('MW0182: ExternalName Services as destinations', () => {
  const route = rawVirtualService({
    hosts: ['cart'],
    http: [{ route: [to('db'), to('db', 1)] }],
  });

  it.each<[string, unknown[], number]>([
    ['nothing has the name', [alias('db', 'db.example.com')], 1],
    [
      'a ServiceEntry has it',
      [
        alias('db', 'DB.example.com'),
        rawServiceEntry({ hosts: ['db.example.com'], exportTo: ['*'] }),
      ],
      0,
    ],
    [
      'a ServiceEntry for a wildcard makes no cluster of the name',
      [
        alias('db', 'db.example.com'),
        rawServiceEntry({ hosts: ['*.example.com'], exportTo: ['*'] }),
      ],
      1,
    ],
    [
      'a ServiceEntry that the clients do not see',
      [
        alias('db', 'db.example.com'),
        rawServiceEntry(
          { hosts: ['db.example.com'], exportTo: ['.'] },
          { namespace: 'other' },
        ),
      ],
      1,
    ],
    [
      'a ServiceEntry has it among others',
      [
        alias('db', 'db.example.com'),
        rawServiceEntry({
          hosts: ['a.example.com', 'db.example.com'],
          exportTo: ['*'],
        }),
      ],
      0,
    ],
    ['a Service has it', [alias('db', 'cart.shop.svc.cluster.local')], 0],
    [
      'another ExternalName Service has it',
      [
        alias('db', 'hop.shop.svc.cluster.local'),
        alias('hop', 'cart.shop.svc.cluster.local'),
      ],
      1,
    ],
  ])('%s', (_, more, count) => {
    expect(findingsOf([route, ...more], 'MW0182')).toHaveLength(count);
  });
});

describe('MW0183: headless Services as destinations', () => {
  const route = (hosts: string[], more: Json = {}) =>
    rawVirtualService({ hosts, http: [{ route: [to('db')] }], ...more });

  it.each<[string, unknown, number]>([
    ['from another host', route(['cart']), 1],
    ['from its own', route(['db']), 0],
    ['from both', route(['db', 'cart']), 1],
    ['at a gateway', route([HOST], { gateways: ['web'] }), 0],
    [
      'at a gateway and in the mesh',
      route([HOST], { gateways: ['web', 'mesh'] }),
      1,
    ],
  ])('%s', (_, service, count) => {
    expect(findingsOf([headless('db'), service], 'MW0183')).toHaveLength(count);
    expect(
      findingsOf([rawService({ name: 'db' }), service], 'MW0183'),
    ).toHaveLength(0);
  });
});

describe('what destinations mean for a host that is exposed', () => {
  function exposed(route: Json[], more: unknown[] = []) {
    const { exposures } = assessRaw([
      ...WORLD,
      ...rawIngressGateway(),
      rawGateway([
        {
          ...httpsServer(HOST),
          port: { number: 80, name: 'http', protocol: 'HTTP' },
          tls: undefined,
        },
      ]),
      rawVirtualService({
        hosts: [HOST],
        gateways: ['web'],
        http: [{ route }],
      }),
      ...more,
    ]);
    answer(exposures);
    expect(exposures).toHaveLength(1);
    return exposures[0];
  }

  it('does not mind a destination of weight 0 that is not there', () => {
    const found = exposed([to('cart', 100), to('gone', 0)]);
    expect(found.state).toBe('exposed');
    expect(found.routes).toMatchObject([{ service: { name: 'cart' } }]);
  });

  it('does not count ready pods behind a weight of 0', () => {
    const found = exposed(
      [to('cart', 0), to('idle', 100)],
      [rawService({ name: 'idle', app: 'idle' })],
    );
    expect(found).toMatchObject({
      state: 'broken',
      why: { summary: 'No pod of Service shop/idle is ready' },
    });
  });

  it('takes a single destination whatever its weight', () => {
    expect(exposed([to('cart', 0)]).state).toBe('exposed');
  });

  it.each<[string, string, RegExp, unknown[]]>([
    [
      'exposed',
      'to a Service of the cluster',
      /leads to shop\/cart$/,
      [alias('db', 'cart.shop.svc.cluster.local')],
    ],
    [
      'exposed',
      'to a host of a ServiceEntry',
      /is served by/,
      [
        alias('db', 'db.example.com'),
        rawServiceEntry({ hosts: ['db.example.com'], exportTo: ['*'] }),
      ],
    ],
    [
      'broken',
      'to a name that nobody knows',
      /ExternalName Service shop\/db, whose name db\.example\.com nothing in the mesh defines$/,
      [alias('db', 'db.example.com')],
    ],
    [
      'broken',
      'to another one',
      /whose name hop\.shop\.svc\.cluster\.local nothing/,
      [
        alias('db', 'hop.shop.svc.cluster.local'),
        alias('hop', 'cart.shop.svc.cluster.local'),
      ],
    ],
    [
      'exposed',
      'nowhere, as it is headless',
      /leads to shop\/db$/,
      [headless('db')],
    ],
  ])('%s: an ExternalName Service leads %s', (state, _, words, more) => {
    const found = exposed([to('db')], more);
    expect(found.why.summary).toMatch(words);
    expect(found.state).toBe(state);
  });
});
