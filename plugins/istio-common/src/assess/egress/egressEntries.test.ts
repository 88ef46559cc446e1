import { recordAnswers } from '@meshwright/test-kit';
import {
  type EgressChanges,
  type EgressRow,
  egressAnswers,
} from '../../testing/egressAnswers';
import {
  EGRESS_GATEWAY,
  EXTERNAL_HOST,
  rawEgressRoute,
  rawMeshConfig,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  HTTPS_PORT,
  HTTP_PORT,
  TO_GATEWAY,
  rawBothLegs,
  toHost,
} from '../../testing/raw/egressLegs';
import { rawPod, rawVirtualService } from '../../testing/rawObjects';

type Json = Record<string, unknown>;
const { assessed, egressOf, verdict } = egressAnswers(
  recordAnswers(__filename),
);

describe('the ServiceEntry', () => {
  const own = (entry: Json, options = {}): EgressChanges => ({
    entry: rawServiceEntry({ ports: HTTP_PORT, ...entry }, options),
    gateway: undefined,
    toGateway: undefined,
    route: undefined,
    originate: undefined,
  });
  const WILD = { hosts: ['*.partner.example.com'] };

  it.each<EgressRow>([
    [
      'with endpoints needs no DNS',
      'effective',
      'from the sidecar',
      own({ resolution: 'STATIC', endpoints: [{ address: '1.2.3.4' }] }),
    ],
    [
      'that selects workloads needs no endpoints',
      'effective',
      'from the sidecar',
      own({ resolution: 'STATIC', workloadSelector: { labels: { app: 'x' } } }),
    ],
    [
      'of a wildcard without resolution',
      'effective',
      'reach *.partner',
      own({ ...WILD, resolution: 'NONE' }),
    ],
    [
      'of a wildcard that says nothing of resolution',
      'effective',
      'reach *.partner',
      own({ ...WILD, resolution: undefined }),
    ],
    [
      'of a wildcard with an endpoint',
      'effective',
      'reach *.partner',
      own({ ...WILD, endpoints: [{ address: 'a.example.com' }] }),
    ],
    [
      'of a wildcard by DNS',
      'broken',
      'which has no answer for a wildcard',
      own({ ...WILD, resolution: 'DNS_ROUND_ROBIN' }),
    ],
    [
      'that does not say where it is',
      'effective',
      'from the sidecar',
      own({ location: undefined }),
    ],
    [
      'with capitals, in the namespace that nobody else sees',
      'effective',
      'Clients in shop',
      own({ hosts: ['TO_GATEWAY.Example.com'], exportTo: ['.'] }),
    ],
    [
      'of a TCP port',
      'effective',
      'without TLS of the mesh',
      own({ ports: [{ number: 5432, name: 'db', protocol: 'TCP' }] }),
    ],
    [
      'of a port whose protocol is not known',
      'effective',
      'without TLS of the mesh',
      own({ ports: [{ number: 81, name: 'x', protocol: 'UNKNOWN' }] }),
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });

  it('lacks a port for which routes wait, whatever else has port 80', () => {
    const at8080 = { mesh: { port: 8080 } };
    const [found] = egressOf({
      route: rawBothLegs([TO_GATEWAY], undefined, at8080),
    });
    expect(found).toMatchObject({
      state: 'broken',
      why: {
        summary: expect.stringMatching(
          /lacks port 8080, for which VirtualService shop\/egress-nginx routes \S+$/,
        ),
      },
    });
  });

  it('lacks any port for HTTP_PORT, for which a route without a port waits', () => {
    const [found] = egressOf({
      entry: rawServiceEntry({ ports: HTTPS_PORT }),
      route: rawBothLegs([TO_GATEWAY], undefined, {
        mesh: { port: undefined },
      }),
    });
    expect(found).toMatchObject({
      state: 'degraded',
      why: { summary: expect.stringContaining('lacks port 80') },
    });
  });

  it('has what a route without a port waits for, at whatever port', () => {
    const [found] = egressOf({
      entry: rawServiceEntry({
        ports: [
          { number: 8080, name: 'http', protocol: 'HTTP' },
          ...HTTPS_PORT,
        ],
      }),
      route: rawBothLegs([TO_GATEWAY], undefined, {
        mesh: { port: undefined },
      }),
    });
    expect(found).toMatchObject({ state: 'effective', ports: [8080] });
  });

  it.each(['a.example.com', 'b.example.com'])(
    'of two hosts counts for %s',
    host => {
      const found = egressOf(
        own({ hosts: ['b.example.com', 'a.example.com'] }),
      );
      expect(found.map(one => one.host)).toEqual([
        'a.example.com',
        'b.example.com',
      ]);
      expect(found.find(one => one.host === host)?.state).toBe('effective');
    },
  );
});

describe('a ServiceEntry that its clients do not see', () => {
  const hidden = (exportTo: string[], changes: EgressChanges = {}) => ({
    entry: rawServiceEntry({ exportTo, ports: HTTP_PORT }),
    gateway: undefined,
    toGateway: undefined,
    route: undefined,
    originate: undefined,
    certificate: undefined,
    ...changes,
  });
  const REGISTRY_ONLY = rawMeshConfig({
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  });
  const toItself = rawEgressRoute({
    gateways: ['mesh'],
    http: [{ route: [toHost(EXTERNAL_HOST, 80)] }],
  });

  it.each<EgressRow>([
    [
      'is not there for anybody',
      'degraded',
      'ServiceEntry shop/nginx is exported to no namespace, so that requests for nginx.partner.example.com go out as the client sends them',
      hidden(['~']),
    ],
    [
      'is not there where unknown hosts are turned away',
      'broken',
      'are turned away (REGISTRY_ONLY)',
      hidden(['~']),
      [REGISTRY_ONLY],
    ],
    [
      'is not there although another one for the host is',
      'degraded',
      'ServiceEntry shop/nginx is exported to no namespace, so that it has no effect',
      hidden(['~']),
      [
        REGISTRY_ONLY,
        rawServiceEntry({ exportTo: ['*'] }, { namespace: 'the-other' }),
      ],
    ],
    [
      'is there for its port only, which the one that counts lacks',
      'broken',
      'ServiceEntry shop/z-narrow counts before ServiceEntry shop/nginx for nginx.partner.example.com and has no port 80, so that requests get 503',
      hidden(['*']),
      [
        rawServiceEntry(
          { exportTo: ['.'], ports: HTTPS_PORT },
          { name: 'z-narrow' },
        ),
      ],
    ],
    [
      'is not there for namespaces that have no clients',
      'degraded',
      'is exported to no namespace of its clients, so that requests for nginx.partner.example.com from shop go out',
      hidden(['istio-system']),
    ],
    [
      'is what a route of its namespace leads to all the same',
      'effective',
      'Clients in shop reach nginx.partner.example.com from the sidecar',
      hidden(['~'], { route: toItself }),
    ],
    [
      'is not there for the egress gateway, which a route leads to',
      'broken',
      'is not exported to the egress gateway in istio-system',
      { entry: rawServiceEntry({ exportTo: ['~'] }) },
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });

  it('is a finding of its own', () => {
    const { findings } = assessed(hidden(['~']));
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'MW0185', severity: 'warning' }),
    );
  });

  it('is not there either within a Sidecar, whose word on unknown hosts counts', () => {
    const sidecar = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'default', namespace: 'shop' },
      spec: {
        egress: [{ hosts: ['*/*'] }],
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      },
    };
    expect(verdict(hidden(['~']), [sidecar])).toEqual([
      'broken',
      expect.stringContaining('are turned away'),
    ]);
  });
});

describe('hosts that only routes lead to the gateway', () => {
  const routed = (spec: Json, hosts = ['bare.example.com']) =>
    rawVirtualService(
      { hosts, gateways: ['mesh'], exportTo: ['.'], ...spec },
      { name: 'bare' },
    );
  const none: EgressChanges = {
    entry: undefined,
    gateway: undefined,
    toGateway: undefined,
    route: undefined,
    certificate: undefined,
    originate: undefined,
  };

  it.each<[string, unknown, number[]]>([
    [
      'at port 80 where the route does not say',
      routed({ http: [{ route: [toHost(EGRESS_GATEWAY, 443)] }] }),
      [80],
    ],
    [
      'at the ports that the route names',
      routed({
        http: [
          {
            match: [{ port: 81 }, { port: 80 }, {}],
            route: [toHost(EGRESS_GATEWAY, 443)],
          },
        ],
      }),
      [81, 80],
    ],
    [
      'at a port for TLS',
      routed({
        tls: [
          {
            match: [{ port: 443, sniHosts: ['bare.example.com'] }],
            route: [toHost(EGRESS_GATEWAY, 443)],
          },
        ],
      }),
      [443],
    ],
    [
      'at a port for TCP',
      routed({
        tcp: [
          { match: [{ port: 9000 }, {}], route: [toHost(EGRESS_GATEWAY, 443)] },
        ],
      }),
      [9000],
    ],
    [
      'under a wildcard',
      routed({ http: [{ route: [toHost(EGRESS_GATEWAY, 443)] }] }, [
        '*.bare.example.com',
      ]),
      [80],
    ],
  ])('%s', (_, one, ports) => {
    const found = egressOf(none, [one]);
    expect(found.map(row => row.ports)).toEqual([ports]);
    expect(found[0]).not.toHaveProperty('serviceEntry');
  });

  it('are none where the route leads to a Service that is no gateway, or to itself', () => {
    const cart = routed({ http: [{ route: [toHost('cart', 8080)] }] });
    expect(egressOf(none, [cart])).toEqual([]);
    const self = routed({ http: [{ route: [toHost(EGRESS_GATEWAY, 443)] }] }, [
      EGRESS_GATEWAY,
    ]);
    expect(egressOf(none, [self])).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['virtualservices.networking.istio.io'],
    ['destinationrules.networking.istio.io'],
    ['gateways.networking.istio.io'],
    ['services'],
    ['pods'],
  ])('%s: nothing is said', resource => {
    const [found] = egressOf({}, [], { [resource]: 'forbidden' });
    expect(found).toMatchObject({
      state: 'unknown',
      tone: 'unknown',
      why: { summary: `${resource} are forbidden` },
    });
    expect(found).not.toHaveProperty('action');
  });
});

describe('several definitions of one host', () => {
  it('are each told, in order of what defines them', () => {
    const found = egressOf({}, [
      rawServiceEntry(
        { exportTo: ['.'] },
        { name: 'again', namespace: 'other' },
      ),
      rawServiceEntry(
        { exportTo: ['.'], ports: HTTP_PORT },
        { name: 'a-third', namespace: 'shop' },
      ),
      rawPod({ app: 'web', namespace: 'other', proxy: {} }),
    ]);
    expect(
      found.map(
        ({ serviceEntry }) =>
          `${serviceEntry?.namespace}/${serviceEntry?.name}`,
      ),
    ).toEqual(['other/again', 'shop/a-third', 'shop/nginx']);
  });
});
