import {
  EGRESS_GATEWAY,
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawServiceEntry,
} from '../../testing/raw/egress';
import { HTTP_PORT, toHost } from '../../testing/raw/egressLegs';
import {
  rawDestinationRule,
  rawNamespace,
  rawPod,
  rawVirtualService,
} from '../../testing/rawObjects';
import { sidecarOf } from '../../testing/sidecarMesh';
import { scopeOf } from '../../testing/scopeOf';
import { gatewayWorkloads } from '../exposure/gatewayWorkloads';
import { ServiceDirectory } from '../ServiceDirectory';
import { egressClients, meshNamespaces } from './egressClients';
import { egressDrafts } from './egressDrafts';
import { egressSubjects } from './egressSubjects';
import { EgressWorld } from './EgressWorld';

type Json = Record<string, unknown>;

function worldOf(...raw: unknown[]): EgressWorld {
  const scope = scopeOf(...rawEgressMesh(), ...raw);
  return new EgressWorld(
    scope,
    new ServiceDirectory(scope),
    gatewayWorkloads(scope),
  );
}

const meshed = (namespace: string, app = 'web', proxy: Json = {}) => [
  rawNamespace(namespace),
  rawPod({ app, namespace, proxy }),
];
const ambient = (namespace: string) => [
  rawNamespace(namespace),
  rawPod({
    app: 'flat',
    namespace,
    annotations: { 'ambient.istio.io/redirection': 'enabled' },
  }),
];
const route = (namespace: string, spec: Json = {}, hosts = [EXTERNAL_HOST]) =>
  rawVirtualService(
    { hosts, http: [{ route: [toHost(EXTERNAL_HOST)] }], ...spec },
    { name: 'own', namespace },
  );
const forAll = rawServiceEntry({ exportTo: ['*'], ports: HTTP_PORT });

describe('whose view of a host is judged', () => {
  function clients(...raw: unknown[]): string[] {
    const world = worldOf(...raw);
    const [subject] = egressSubjects(world);
    return egressClients(world, subject, meshNamespaces(world)).map(
      ({ namespace, labels }) =>
        labels ? `${namespace} ${labels.app}` : namespace,
    );
  }

  it.each<[rule: string, raw: unknown[], views: string[]]>([
    [
      'that of its own namespace, and one for the rest',
      [forAll, ...meshed('a')],
      ['shop', 'a'],
    ],
    [
      'one for the rest that is in the mesh, by sidecar or in ambient mode',
      [
        forAll,
        rawNamespace('a'),
        rawPod({ namespace: 'a' }),
        ...ambient('b'),
        ...meshed('c'),
      ],
      ['shop', 'b'],
    ],
    [
      'that of each namespace with a route of its own, and one for the rest',
      [
        forAll,
        ...meshed('a'),
        ...meshed('b'),
        ...meshed('c'),
        route('b'),
        route('none'),
      ],
      ['shop', 'b', 'a'],
    ],
    [
      'that of the namespaces to which a route is exported',
      [
        forAll,
        ...meshed('a'),
        ...meshed('b'),
        ...meshed('c'),
        route('shop', { exportTo: ['c'] }, [
          'other.example.com',
          '*.EXAMPLE.com',
        ]),
      ],
      ['shop', 'c', 'a'],
    ],
    [
      'not that of namespaces with routes for other hosts or gateways',
      [
        forAll,
        ...meshed('a'),
        ...meshed('b'),
        ...meshed('c'),
        route('b', {}, ['other.example.com']),
        route('c', { gateways: ['c/gw'] }),
      ],
      ['shop', 'a'],
    ],
    [
      'that of a namespace with a rule for it',
      [
        forAll,
        ...meshed('a'),
        ...meshed('b'),
        rawDestinationRule({ host: '*.example.com' }, { namespace: 'b' }),
      ],
      ['shop', 'b', 'a'],
    ],
    [
      'that of those to which it is exported, in order',
      [
        rawServiceEntry({ exportTo: ['b', 'a', 'gone', '.'] }),
        ...meshed('a'),
        ...meshed('b'),
        ...meshed('c'),
        route('c'),
      ],
      ['shop', 'a', 'b'],
    ],
    [
      'of the rest one whose Sidecar lets it know the host',
      [
        forAll,
        ...meshed('a'),
        ...meshed('b'),
        sidecarOf('a', ['istio-system/*']),
      ],
      ['shop', 'b'],
    ],
    [
      'of the rest none where no Sidecar does',
      [forAll, ...meshed('a'), sidecarOf('a', ['istio-system/*'])],
      ['shop'],
    ],
    [
      'of the rest one whose Sidecar lets it know a route for the host',
      [
        forAll,
        ...meshed('a'),
        sidecarOf('a', ['zoo/*']),
        route('zoo', {}, ['other.example.com', '*.PARTNER.example.com']),
      ],
      ['shop', 'a'],
    ],
    [
      'of the rest none whose Sidecar lets it know routes for other hosts',
      [
        forAll,
        ...meshed('a'),
        sidecarOf('a', ['zoo/*']),
        route('zoo', {}, ['other.example.com']),
      ],
      ['shop'],
    ],
    [
      'none of the rest that is the namespace of the gateway',
      [forAll, ...meshed('istio-system')],
      ['shop'],
    ],
    [
      'that of its namespace where nobody is in the mesh who may see it',
      [
        rawServiceEntry({ exportTo: ['.', 'a'] }, { namespace: 'b' }),
        rawNamespace('b'),
      ],
      ['b'],
    ],
    [
      'that of a namespace to which it is exported where its own is kept from it',
      [rawServiceEntry({ exportTo: ['istio-system', 'zoo'] })],
      ['zoo'],
    ],
    [
      'that of its namespace where only gateways are to see it',
      [rawServiceEntry({ exportTo: ['istio-system'] })],
      ['shop'],
    ],
    [
      'that of the gateway, if it must be',
      [
        rawServiceEntry({ exportTo: ['*'] }, { namespace: 'istio-system' }),
        sidecarOf('shop', ['none/*']),
      ],
      ['istio-system'],
    ],
    [
      'that of the pods that Sidecars select, each once, beside that of the others',
      [
        forAll,
        rawPod({ app: 'web', proxy: {} }),
        rawPod({ app: 'db', proxy: {} }),
        ...['web', 'db'].map(app => {
          const one = sidecarOf('shop', ['*/*']);
          return {
            ...one,
            metadata: { ...(one.metadata as Json), name: app },
            spec: { ...one.spec, workloadSelector: { labels: { app } } },
          };
        }),
      ],
      ['shop', 'shop db', 'shop web'],
    ],
  ])('%s', (_, raw, views) => {
    expect(clients(...raw)).toEqual(views);
  });
});

describe('of several views', () => {
  const parts = rawEgressParts();
  const sound = (spec: Json, exportTo: Json = {}) =>
    Object.values({
      ...parts,
      entry: rawServiceEntry(spec),
      route: rawEgressRoute(exportTo),
    });

  function drafts(...raw: unknown[]) {
    return egressDrafts(worldOf(...raw)).map(
      ({ client, ports, led, trace, unread, problems, leading }) => ({
        client,
        ports,
        led,
        via: trace.via,
        intent: trace.intent,
        unread,
        problems: problems.map(
          one => `${leading.has(one) ? 'leading ' : ''}${one.kind}`,
        ),
      }),
    );
  }

  it('that through the gateway leads, wherever it stands', () => {
    const elsewhere = rawServiceEntry(
      { exportTo: ['.', 'shop', 'istio-system'] },
      { namespace: 'a' },
    );
    const led = { client: 'shop', led: ['shop'], via: 'gateway' };
    expect(
      drafts(
        ...Object.values({ ...parts, entry: elsewhere }),
        ...meshed('a'),
        rawDestinationRule(
          {
            host: EXTERNAL_HOST,
            exportTo: ['.'],
            trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
          },
          { namespace: 'a' },
        ),
      ),
    ).toMatchObject([{ ...led, intent: 'mtls-origination', ports: [80] }]);
    expect(
      drafts(
        ...sound(
          { exportTo: ['zoo', 'istio-system', '.'] },
          { exportTo: ['.', 'istio-system'] },
        ),
        ...meshed('zoo'),
      ),
    ).toMatchObject([led]);
  });

  it('the one that asks most of the definitions leads, and problems of the others are told too', () => {
    const own = (tls: Json) =>
      rawDestinationRule(
        { host: EXTERNAL_HOST, exportTo: ['.'], trafficPolicy: { tls } },
        { namespace: 'b' },
      );
    expect(
      drafts(forAll, ...meshed('a'), ...meshed('b'), own({ mode: 'SIMPLE' })),
    ).toMatchObject([{ client: 'b', intent: 'tls-origination', led: [] }]);
    expect(
      drafts(forAll, ...meshed('b'), own({ mode: 'MUTUAL' })),
    ).toMatchObject([
      { client: 'b', problems: ['leading egressCredentialMissing'] },
    ]);
    const nowhere = route('b', {
      exportTo: ['.'],
      http: [{ route: [toHost('gone.example.com')] }],
    });
    expect(drafts(forAll, ...meshed('b'), nowhere)).toMatchObject([
      { client: 'shop', problems: ['egressHostUnknown'] },
    ]);
  });

  it('those of all that are led to the gateway count, each namespace once', () => {
    const more = sidecarOf('shop', ['*/*']);
    const selecting = {
      ...more,
      spec: { ...more.spec, workloadSelector: { labels: { app: 'web' } } },
    };
    expect(
      drafts(
        ...sound({ exportTo: ['*'] }, { exportTo: ['*'] }),
        rawPod({ app: 'web', proxy: {} }),
        selecting,
        ...meshed('b'),
        route('b', { exportTo: ['.'] }),
        ...meshed('c'),
      ),
    ).toMatchObject([{ client: 'shop', via: 'gateway', led: ['shop', 'c'] }]);
  });

  it('ports count that clients call; those that only the gateway calls do not', () => {
    expect(drafts(...Object.values(parts))).toMatchObject([{ ports: [80] }]);
    const loop = rawVirtualService(
      {
        hosts: [EXTERNAL_HOST],
        http: [
          { match: [{ port: 80 }], route: [toHost(EXTERNAL_HOST, 81)] },
          { match: [{ port: 81 }], route: [toHost(EXTERNAL_HOST, 80)] },
        ],
      },
      { name: 'loop' },
    );
    const both = rawServiceEntry({
      ports: [
        { number: 80, name: 'a', protocol: 'HTTP' },
        { number: 81, name: 'b', protocol: 'HTTP' },
      ],
    });
    expect(drafts(both, loop)).toMatchObject([{ ports: [80, 81] }]);
  });
});

describe('the hosts that are judged', () => {
  function subjects(...raw: unknown[]) {
    return egressSubjects(worldOf(...raw)).map(
      ({ host, ref, ports, namespaces }) =>
        `${host} by ${ref.kind} ${ref.namespace}/${ref.name}, ${ports
          .map(({ port, kind }) => `${port} ${kind}`)
          .join(' and ')}, for ${namespaces.join()}`,
    );
  }
  const toGateway = (spec: Json, name: string, namespace = 'shop') =>
    rawVirtualService(
      {
        hosts: ['bare.example.com'],
        http: [{ route: [toHost(EGRESS_GATEWAY, 443)] }],
        ...spec,
      },
      { name, namespace },
    );

  it('stand in order of what defines them, ServiceEntries first', () => {
    expect(
      subjects(
        toGateway({}, 'b'),
        toGateway({ exportTo: ['.', 'a'] }, 'a', 'zoo'),
        rawServiceEntry({ exportTo: ['~'] }, { name: 'z' }),
        rawServiceEntry({ exportTo: ['shop', 'a'] }, { name: 'a' }),
        rawServiceEntry({ exportTo: ['a', '*'] }, { name: 'all' }),
        rawServiceEntry({ location: 'MESH_INTERNAL' }, { name: 'in' }),
      ),
    ).toEqual([
      'nginx.partner.example.com by ServiceEntry shop/a, 80 http and 443 tls, for a,shop',
      'nginx.partner.example.com by ServiceEntry shop/all, 80 http and 443 tls, for *',
      'nginx.partner.example.com by ServiceEntry shop/z, 80 http and 443 tls, for ',
      'bare.example.com by VirtualService shop/b, 80 http, for *',
      'bare.example.com by VirtualService zoo/a, 80 http, for a,zoo',
    ]);
  });

  it.each<[rule: string, spec: Json, ports: string]>([
    ['80 where no port is named', {}, '80 http'],
    [
      'those of its matches',
      {
        http: [
          {
            match: [{ port: 81 }, { uri: { prefix: '/' } }],
            route: [toHost(EGRESS_GATEWAY, 443)],
          },
        ],
        tls: [
          {
            match: [{ port: 443, sniHosts: ['bare.example.com'] }],
            route: [toHost('x.example.com')],
          },
        ],
        tcp: [{ match: [{ port: 5432 }], route: [toHost('x.example.com')] }],
      },
      '81 http and 443 tls and 5432 tcp',
    ],
    [
      'none where only TCP without a port is routed',
      { http: undefined, tcp: [{ route: [toHost(EGRESS_GATEWAY, 443)] }] },
      '',
    ],
  ])('by a route are called on %s', (_, spec, ports) => {
    expect(subjects(toGateway(spec, 'a'))).toEqual([
      `bare.example.com by VirtualService shop/a, ${ports}, for *`,
    ]);
  });

  it('by a route have the ports of the host, if it is known', () => {
    const inside = rawServiceEntry({
      hosts: ['bare.example.com', '*.wild.example.com'],
      location: 'MESH_INTERNAL',
      ports: HTTP_PORT.map(one => ({ ...one, number: 8080 })),
    });
    const hosts = ['bare.example.com', '*.wild.example.com'];
    expect(subjects(inside, toGateway({ hosts }, 'a'))).toEqual([
      'bare.example.com by VirtualService shop/a, 8080 http, for *',
      '*.wild.example.com by VirtualService shop/a, 80 http, for *',
    ]);
  });

  it('of a ServiceEntry are called on the ports that routes wait for, too', () => {
    const at = (port: number | undefined, hosts: string[]) =>
      rawVirtualService(
        {
          hosts,
          http: [
            {
              ...(port && { match: [{ port }] }),
              route: [toHost(EXTERNAL_HOST, 443)],
            },
          ],
        },
        { name: `p${port}` },
      );
    const found = (...raw: unknown[]) =>
      subjects(
        rawServiceEntry({
          ports: [{ number: 443, name: 'x', protocol: 'HTTPS' }],
          exportTo: ['.'],
        }),
        ...raw,
      )[0].split(', ')[1];
    expect(found(at(8080, [EXTERNAL_HOST.toUpperCase(), 'b']))).toBe(
      '443 tls and 8080 http',
    );
    expect(found(at(undefined, [EXTERNAL_HOST]))).toBe('443 tls and 80 http');
    expect(found(at(443, [EXTERNAL_HOST]))).toBe('443 tls');
    expect(found(at(8080, ['b.example.com']))).toBe('443 tls');
    expect(
      found(at(8080, [EXTERNAL_HOST]), at(undefined, [EXTERNAL_HOST])),
    ).toBe('443 tls and 8080 http and 80 http');
  });
});
