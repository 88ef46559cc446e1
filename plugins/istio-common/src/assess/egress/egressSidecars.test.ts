import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  EXTERNAL_HOST,
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  HTTP_PORT,
  TO_GATEWAY,
  rawBothLegs,
  rawEgressServer,
  rawHopRule,
  toHost,
} from '../../testing/raw/egressLegs';
import {
  rawDestinationRule,
  rawPod,
  rawVirtualService,
} from '../../testing/rawObjects';
import { trimRaw } from '../../replay/trimRaw';
import { SidecarScopes } from './SidecarScopes';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

function rawSidecar(spec: Json, namespace = 'shop', name = 'default') {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec,
  };
}

function importing(hosts: string[], more: Json = {}, namespace = 'shop') {
  return rawSidecar({ egress: [{ hosts }], ...more }, namespace);
}

const REGISTRY_ONLY = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const ALLOW_ANY = { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } };

/** Both legs through the egress gateway. */
const THROUGH_GATEWAY = Object.values(rawEgressParts());
/** The same, with the route in the namespace of the gateway. */
const ROUTED_ELSEWHERE = Object.values({
  ...rawEgressParts(),
  route: rawEgressRoute(
    { exportTo: ['*'], gateways: ['mesh', 'shop/egress-nginx'] },
    { namespace: 'istio-system' },
  ),
});
/** A route of another namespace. */
const past = (http: Json[]) =>
  rawVirtualService(
    { hosts: [EXTERNAL_HOST], http },
    { name: 'past', namespace: 'zoo' },
  );
/** Nothing but the host, for all. */
const DIRECT = [rawServiceEntry({ exportTo: ['*'] })];

function judged(raw: unknown[]) {
  const { egress, findings } = assessRaw([...rawEgressMesh(), ...raw]);
  const found = {
    egress,
    findings: findings.filter(({ code }) => code === 'MW0180'),
  };
  answer(found);
  expect(egress).toHaveLength(1);
  return { ...found, only: egress[0] };
}

describe('a Sidecar in the namespace of the clients', () => {
  it.each<[string, unknown[], unknown[]]>([
    ['imports everything', THROUGH_GATEWAY, [importing(['*/*'])]],
    [
      // The destinations of imported routes are known as well.
      'imports its own namespace, the egress gateway not',
      THROUGH_GATEWAY,
      [importing(['./*'])],
    ],
    [
      'imports just the host, of whichever namespace',
      THROUGH_GATEWAY,
      [importing([`*/${EXTERNAL_HOST}`])],
    ],
    ['says nothing of egress', THROUGH_GATEWAY, [rawSidecar(REGISTRY_ONLY)]],
    [
      'is for other pods only',
      THROUGH_GATEWAY,
      [
        importing(['istio-system/*'], {
          workloadSelector: { labels: { app: 'web' } },
        }),
      ],
    ],
    [
      'counts before that of the root namespace',
      THROUGH_GATEWAY,
      [importing(['./*']), importing(['~./*'], {}, 'istio-system')],
    ],
    [
      'has a listener for another port',
      THROUGH_GATEWAY,
      [
        rawSidecar({
          egress: [
            { port: { number: 9090, protocol: 'HTTP' }, hosts: ['./none'] },
            { hosts: ['./*'] },
          ],
        }),
      ],
    ],
  ])('hinders nothing when it %s', (_, parts, sidecars) => {
    const { only, findings } = judged([...parts, ...sidecars]);
    expect(only).toMatchObject({ state: 'effective', via: 'gateway' });
    expect(findings).toEqual([]);
  });

  it.each<[string, string, RegExp, unknown[], unknown[]]>([
    [
      'broken',
      'leaves out host and route',
      /^Sidecar shop\/default does not import nginx\.partner\.example\.com from VirtualService shop\/egress-nginx, so that requests of clients in shop go out as the client sends them$/,
      THROUGH_GATEWAY,
      [importing(['istio-system/*'])],
    ],
    [
      'broken',
      'takes the host out again',
      /from VirtualService shop\/egress-nginx, so that/,
      THROUGH_GATEWAY,
      [importing(['*/*', `~*/${EXTERNAL_HOST}`])],
    ],
    [
      'broken',
      'leaves out the route, which is defined elsewhere',
      /from VirtualService istio-system\/egress-nginx, so that requests of clients in shop go past it$/,
      ROUTED_ELSEWHERE,
      [importing(['./*'])],
    ],
    [
      'degraded',
      'leaves out a route that changes nothing',
      /from VirtualService zoo\/past, so that requests of clients in shop go past it$/,
      [...DIRECT, past([{ route: [toHost(EXTERNAL_HOST, 80)] }])],
      [importing(['shop/*'])],
    ],
    [
      'broken',
      'leaves out a route that leads to a port with TLS',
      /from VirtualService zoo\/past, so that requests of clients in shop go past it$/,
      [
        ...DIRECT,
        past([{ route: [toHost(EXTERNAL_HOST, 443)] }]),
        rawDestinationRule({
          host: EXTERNAL_HOST,
          trafficPolicy: {
            portLevelSettings: [
              { port: { number: 443 }, tls: { mode: 'SIMPLE' } },
            ],
          },
        }),
      ],
      [importing(['shop/*'])],
    ],
    [
      'broken',
      'leaves out the namesake that comes first',
      /from VirtualService zoo\/egress-nginx, so that requests of clients in shop go past it$/,
      [
        ...DIRECT,
        rawVirtualService(
          {
            hosts: [EXTERNAL_HOST],
            http: [{ route: [toHost('gone.example.com')] }],
          },
          {
            name: 'egress-nginx',
            namespace: 'zoo',
            createdAt: '2025-01-01T00:00:00Z',
          },
        ),
        rawVirtualService(
          {
            hosts: [EXTERNAL_HOST],
            http: [{ route: [toHost(EXTERNAL_HOST, 80)] }],
          },
          { name: 'egress-nginx' },
        ),
      ],
      [importing(['shop/*'])],
    ],
    [
      'broken',
      'leaves out the way through the gateway, plain as it is',
      /go out as the client sends them$/,
      Object.values({
        ...rawEgressParts(),
        gateway: rawEgressServer({
          port: { number: 443, name: 'http', protocol: 'HTTP' },
          tls: undefined,
        }),
        toGateway: rawHopRule([
          { name: 'nginx', trafficPolicy: { tls: { mode: 'DISABLE' } } },
        ]),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 80)]),
        entry: rawServiceEntry({ ports: HTTP_PORT }),
        originate: rawPod({ app: 'web', proxy: {} }),
      }),
      [importing(['istio-system/*'])],
    ],
    [
      'broken',
      'has its own listener for the port, without the host',
      /from VirtualService shop\/egress-nginx/,
      THROUGH_GATEWAY,
      [
        rawSidecar({
          egress: [
            {
              port: { number: 80, protocol: 'HTTP' },
              hosts: ['istio-system/*'],
            },
            { hosts: ['./*'] },
          ],
        }),
      ],
    ],
    [
      'broken',
      'of the root namespace leaves it out for all',
      /^Sidecar istio-system\/default does not import/,
      THROUGH_GATEWAY,
      [importing(['istio-system/*'], {}, 'istio-system')],
    ],
    [
      'degraded',
      'leaves out a host that needs nothing of the mesh',
      /from ServiceEntry shop\/nginx, so that requests of clients in shop go out as the client sends them$/,
      DIRECT,
      [importing(['istio-system/*'], ALLOW_ANY)],
    ],
    [
      'broken',
      'leaves it out and lets nothing unknown pass',
      /so that requests of clients in shop are turned away \(REGISTRY_ONLY\)$/,
      DIRECT,
      [importing(['istio-system/*'], REGISTRY_ONLY)],
    ],
    [
      'broken',
      'says REGISTRY_ONLY by saying no mode',
      /are turned away/,
      DIRECT,
      [importing(['istio-system/*'], { outboundTrafficPolicy: {} })],
    ],
  ])('%s when it %s', (state, _, words, parts, sidecars) => {
    const { only, findings } = judged([...parts, ...sidecars]);
    expect(only.state).toBe(state);
    expect(only.why.summary).toMatch(words);
    expect(findings).toMatchObject([
      { code: 'MW0180', ref: { kind: 'Sidecar' }, cause: only.why.summary },
    ]);
  });

  const port = (number: number, hosts: string[], protocol = 'HTTP') => ({
    port: { number, protocol },
    hosts,
  });
  const ofApp = (app: string, hosts: string[]) =>
    importing(hosts, { workloadSelector: { labels: { app } } });
  const REST = rawPod({ app: 'web', proxy: {} });

  it.each<[string, string, RegExp, RegExp, unknown[], unknown[]]>([
    [
      'degraded',
      'has listeners for other ports only',
      /does not import \S+ from ServiceEntry shop\/nginx for port 80, so that requests of clients in shop go out as the client sends them$/,
      /^Add an egress listener without a port to Sidecar shop\/default, with "shop\/nginx\.partner\.example\.com" among its hosts\.$/,
      [...DIRECT],
      [rawSidecar({ egress: [port(8080, ['./*']), port(443, ['*/*'])] })],
    ],
    [
      'degraded',
      'has the host at its listener for another port',
      /for port 80, so that/,
      /^Add "shop\/nginx\.partner\.example\.com" to the hosts of the egress listener for port 80 of Sidecar/,
      [...DIRECT],
      [rawSidecar({ egress: [port(80, ['other/*']), { hosts: ['./*'] }] })],
    ],
    [
      'broken',
      'imports the route for its port alone, which leads to another',
      /^Sidecar shop\/default imports VirtualService shop\/egress-nginx for port 80 alone, so that port 443 of istio-egressgateway\.istio-system\.svc\.cluster\.local, to which it leads, is not known and requests of clients in shop get 503$/,
      /^Add "istio-system\/istio-egressgateway\.istio-system\.svc\.cluster\.local" to the hosts of an egress listener of Sidecar shop\/default that is for port 443 or for none in particular\.$/,
      THROUGH_GATEWAY,
      [rawSidecar({ egress: [port(80, ['./*', 'istio-system/*'])] })],
    ],
    [
      'broken',
      'selects all pods and leaves the host out',
      /so that requests of clients in shop that it selects go out as the client sends them$/,
      /to egress\.hosts of Sidecar shop\/default/,
      THROUGH_GATEWAY,
      [ofApp('cart', ['istio-system/*'])],
    ],
    [
      'degraded',
      'selects some of the pods and leaves the host out for them',
      /clients in shop that it selects/,
      /to egress\.hosts of Sidecar shop\/default/,
      THROUGH_GATEWAY,
      [REST, ofApp('cart', ['istio-system/*'])],
    ],
  ])('%s when it %s', (state, _, words, fix, parts, sidecars) => {
    const { only, findings } = judged([...parts, ...sidecars]);
    expect(only.state).toBe(state);
    expect(only.why.summary).toMatch(words);
    expect(only.action?.detail).toMatch(fix);
    expect(findings).toMatchObject([{ cause: only.why.summary }]);
  });

  it.each<[string, unknown[], unknown[]]>([
    [
      'has a listener for the port of the gateway too',
      THROUGH_GATEWAY,
      [
        rawSidecar({
          egress: [port(80, ['./*']), port(443, ['istio-system/*'])],
        }),
      ],
    ],
    [
      'imports the route elsewhere for every port',
      THROUGH_GATEWAY,
      [
        rawSidecar({
          egress: [port(80, ['./*']), { hosts: [`./${EXTERNAL_HOST}`] }],
        }),
      ],
    ],
    [
      'has a listener for a proxy, which takes hosts with all their ports',
      THROUGH_GATEWAY,
      [
        rawSidecar({
          egress: [port(80, ['./*'], 'HTTP_PROXY')],
        }),
      ],
    ],
    [
      'selects pods that are none of the mesh',
      THROUGH_GATEWAY,
      [
        rawPod({ app: 'plain' }),
        rawPod({
          app: 'flat',
          annotations: { 'ambient.istio.io/redirection': 'enabled' },
        }),
        ofApp('plain', ['istio-system/*']),
        rawSidecar(
          {
            egress: [{ hosts: ['istio-system/*'] }],
            workloadSelector: { labels: { app: 'flat' } },
          },
          'shop',
          'flat',
        ),
      ],
    ],
    [
      'leaves out the host for pods that another one selects',
      THROUGH_GATEWAY,
      [
        importing(['istio-system/*']),
        rawSidecar(
          {
            egress: [{ hosts: ['*/*'] }],
            workloadSelector: { labels: { app: 'cart' } },
          },
          'shop',
          'for-cart',
        ),
      ],
    ],
  ])('hinders nothing when it %s', (_, parts, sidecars) => {
    const { only, findings } = judged([...parts, ...sidecars]);
    expect(only).toMatchObject({ state: 'effective', via: 'gateway' });
    expect(findings).toEqual([]);
  });

  it('may leave out what nobody there speaks of', () => {
    const { only, findings } = judged([
      ...DIRECT,
      rawPod({ app: 'web', namespace: 'other', proxy: {} }),
      importing(['./*'], {}, 'other'),
    ]);
    expect(only.state).toBe('effective');
    expect(findings).toEqual([]);
  });
});

describe('SidecarScopes', () => {
  function scopesOf(...raw: unknown[]) {
    const sidecars = raw.flatMap(one => {
      const object = trimRaw(one);
      return object?.type === 'sidecar' ? [object] : [];
    });
    return new SidecarScopes(sidecars, 'istio-system');
  }
  const cart = { namespace: 'shop', labels: { app: 'cart' } };
  const nameOf = (scopes: SidecarScopes, pods = cart) =>
    scopes.of(pods)?.sidecar.ref.name;
  const selecting = (name: string, labels: Json) =>
    rawSidecar(
      { egress: [{ hosts: ['./*'] }], workloadSelector: { labels } },
      'shop',
      name,
    );
  const wide = rawSidecar({ egress: [{ hosts: ['./*'] }] }, 'shop', 'a-wide');

  it('takes one that selects the pods before that of the namespace', () => {
    const scopes = scopesOf(wide, selecting('z-cart', { app: 'cart' }));
    expect(nameOf(scopes)).toBe('z-cart');
    expect(nameOf(scopes, { ...cart, labels: { app: 'web' } })).toBe('a-wide');
  });

  it('narrows nothing where no Sidecar is for the pods', () => {
    expect(
      scopesOf(selecting('z-cart', { app: 'web' })).of(cart),
    ).toBeUndefined();
    expect(
      scopesOf(
        rawSidecar(
          {
            egress: [{ hosts: ['./*'] }],
            workloadSelector: { labels: { a: 'b' } },
          },
          'istio-system',
        ),
      ).of(cart),
    ).toBeUndefined();
  });

  it.each<[hosts: string[], known: string[]]>([
    [['./*'], ['shop a', 'shop b']],
    [
      ['./b', './a'],
      ['shop a', 'shop b'],
    ],
    [
      ['*/a', 'other/b'],
      ['shop a', 'other a', 'other b'],
    ],
    [
      ['*/*', '~/a'],
      ['shop b', 'other b'],
    ],
    [
      ['*/*', '~other/*'],
      ['shop a', 'shop b'],
    ],
    [
      ['~./a', '*/*'],
      ['shop b', 'other a', 'other b'],
    ],
    [['a', './a/b', 'other/a'], ['other a']],
    [[], []],
  ])('knows by %j: %j', (hosts, known) => {
    const [listener] = scopesOf(importing(hosts)).of(cart)?.listeners ?? [];
    const found = ['shop', 'other'].flatMap(namespace =>
      ['a', 'b']
        .filter(host => listener.portsOf(namespace, host, []))
        .map(host => `${namespace} ${host}`),
    );
    expect(found).toEqual(known);
  });

  it('takes the oldest of several for the namespace, whatever the order', () => {
    const old = rawSidecar({ egress: [{ hosts: ['./*'] }] }, 'shop', 'z-old');
    const young = {
      ...wide,
      metadata: {
        ...wide.metadata,
        creationTimestamp: '2026-01-02T00:00:00Z',
      },
    };
    expect(nameOf(scopesOf(young, old))).toBe('z-old');
    expect(nameOf(scopesOf(old, young))).toBe('z-old');
  });

  it('imports a route once any listener and any of its names does', () => {
    const scope = scopesOf(
      rawSidecar({
        egress: [
          { port: { number: 80, protocol: 'HTTP' }, hosts: ['./a'] },
          { hosts: ['other/b'] },
        ],
      }),
    ).of(cart);
    expect(scope?.routes('other', ['a', 'b'])).toBe(true);
    expect(scope?.routes('shop', ['a', 'b'])).toBe(true);
    expect(scope?.routes('other', ['a'])).toBe(false);
  });

  it('leaves a host with the ports of its listener only', () => {
    const scope = scopesOf(
      rawSidecar({
        egress: [
          { port: { number: 443, protocol: 'HTTPS' }, hosts: ['./*'] },
          {
            port: { number: 3128, protocol: 'HTTP_PROXY' },
            hosts: ['other/*'],
          },
          {
            port: { number: 0, protocol: 'HTTP' },
            hosts: ['./a', 'b', 'c/d/e'],
          },
        ],
      }),
    ).of(cart);
    const ports = [{ port: 80 }, { port: 443 }];
    const [own, proxy, socket] = scope?.listeners ?? [];
    expect(own.portsOf('shop', 'x', ports)).toEqual([{ port: 443 }]);
    expect(own.portsOf('shop', 'x', [{ port: 80 }])).toBeUndefined();
    expect(own.portsOf('other', 'x', ports)).toBeUndefined();
    expect(proxy.portsOf('other', 'x', ports)).toEqual(ports);
    expect(socket.portsOf('c', 'd', ports)).toBeUndefined();
    expect(socket.portsOf('shop', 'a', ports)).toEqual(ports);
    expect(scope?.at(443)).toBe(own);
    expect(scope?.at(80)).toBeUndefined();
    // A route is imported as soon as the names overlap, a Service when covered.
    const [narrow] =
      scopesOf(importing(['./a.example.com'])).of(cart)?.listeners ?? [];
    expect(narrow.routes('shop', ['*.example.com'])).toBe(true);
    expect(narrow.portsOf('shop', '*.example.com', ports)).toBeUndefined();
  });
});
