import { recordAnswers } from '@meshwright/test-kit';
import { FINDING_KINDS } from '../../findings/catalogue';
import { WATCHED_RESOURCES, resourceKey } from '../../trim/watchedResources';
import { objectTypeOf } from '../../model/objectType';
import { assessRaw } from '../../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawIngressGateway,
  rawInjector,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawRoute,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';
import { ALL_RULES } from './all';

const HOST = 'web.example.com';
const STRICT = rawPeerAuthentication({ mtls: { mode: 'STRICT' } });
const SOUND = [
  ...rawMesh(),
  rawInjector('1-30-3', 'default'),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawIssuer(),
  rawCertificate(),
  rawGateway([httpsServer(HOST)]),
  rawRoute(HOST, 'cart', { gateways: ['web'] }),
  STRICT,
];

const answer = recordAnswers(__filename);

function findings(raw: unknown[], states = {}) {
  return answer(assessRaw([...SOUND, ...raw], { states }).findings);
}

/** `code Kind namespace/name` of each finding. */
function codes(raw: unknown[], states = {}) {
  return findings(raw, states).map(
    ({ code, ref }) => `${code} ${ref.kind} ${ref.namespace ?? ''}/${ref.name}`,
  );
}

describe('catalogue and rules', () => {
  const kinds = Object.values(FINDING_KINDS);

  it('uses no code or name twice', () => {
    for (const key of ['code', 'name', 'short'] as const) {
      expect(new Set(kinds.map(kind => kind[key])).size).toBe(kinds.length);
    }
  });

  it('says of every code what is wrong, what to do and where it comes from', () => {
    for (const { code, cause, action, source } of kinds) {
      expect(code).toMatch(/^(IST|KIA|MW)\d{4}$/);
      for (const text of [cause, action])
        expect(text).toMatch(/^[A-Za-z].*\.$/);
      expect(source).not.toBe('');
    }
  });

  it('lists every rule once, and a rule for every code', () => {
    const names = ALL_RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ALL_RULES.flatMap(({ raises }) => raises))).toEqual(
      new Set(Object.keys(FINDING_KINDS)),
    );
  });

  it('declares types that are watched', () => {
    const watched = new Map(
      WATCHED_RESOURCES.map(one => [
        resourceKey(one),
        objectTypeOf(one.group, one.kind),
      ]),
    );
    for (const [resource, type] of ALL_RULES.flatMap(({ reads }) => reads)) {
      expect(watched.get(resource)).toBe(type);
    }
  });
});

describe('findings', () => {
  it('has none in a sound cluster', () => {
    expect(findings([])).toEqual([]);
  });

  const younger = { createdAt: '2026-01-09T00:00:00Z' };
  const cases: Array<[string, string, unknown[]]> = [
    [
      'IST0101 VirtualService shop/web',
      'a route to a missing host',
      [rawRoute(HOST, 'nobody', { gateways: ['web'] })],
    ],
    [
      'IST0101 VirtualService shop/web',
      'a name with a dot, which is not completed',
      [rawRoute(HOST, 'cart.shop', { gateways: ['web'] })],
    ],
    [
      'IST0101 VirtualService shop/other',
      'a Gateway that is missing',
      [rawRoute(HOST, 'cart', { name: 'other', gateways: ['gone'] })],
    ],
    [
      'IST0101 Gateway shop/web',
      'a credential in the wrong namespace',
      [
        rawGateway([httpsServer(HOST, 'moved')]),
        rawCertificate({
          name: 'moved',
          namespace: 'shop',
          spec: { secretName: 'moved' },
        }),
      ],
    ],
    [
      'IST0109 VirtualService shop/second',
      'one mesh host routed twice',
      [
        rawRoute('cart', 'cart', { name: 'first' }),
        rawRoute('cart', 'cart', { name: 'second', ...younger }),
      ],
    ],
    [
      'IST0112 VirtualService shop/web',
      'a port left open',
      [
        rawService({ ports: [{ port: 8080 }, { name: 'm', port: 9090 }] }),
        rawRoute(HOST, 'cart', {
          gateways: ['web'],
          spec: { http: [{ route: [{ destination: { host: 'cart' } }] }] },
        }),
      ],
    ],
    [
      'IST0123 Namespace /shop',
      'two injection labels',
      [
        rawNamespace('shop', {
          'istio-injection': 'enabled',
          'istio.io/rev': 'prod',
        }),
      ],
    ],
    [
      'MW0004 Namespace /other',
      'a misspelt injection label',
      [rawNamespace('other', { 'istio-injection': 'Enabled' })],
    ],
    [
      'IST0132 VirtualService shop/web',
      'a host that the Gateway does not take',
      [rawRoute('x.elsewhere.org', 'cart', { gateways: ['web'] })],
    ],
    [
      'IST0138 Gateway shop/web',
      'one certificate on two Gateways',
      [
        rawCertificate({ spec: { dnsNames: [HOST, 'b.example.com'] } }),
        rawGateway([httpsServer('b.example.com')], { name: 'b' }),
        rawRoute('b.example.com', 'cart', { name: 'b', gateways: ['b'] }),
      ],
    ],
    [
      'IST0145 Gateway shop/young',
      'a host that an older Gateway holds',
      [rawGateway([httpsServer(HOST)], { name: 'young', ...younger })],
    ],
    [
      'IST0162 Gateway shop/web',
      'a port that the gateway Service lacks',
      [
        rawGateway([
          httpsServer(HOST, 'web-tls', {
            port: { number: 9443, name: 'https', protocol: 'HTTPS' },
          }),
        ]),
      ],
    ],
    [
      'IST0167 PeerAuthentication istio-system/odd',
      'a selector in the root namespace',
      [
        rawPeerAuthentication(
          { selector: { matchLabels: { app: 'cart' } } },
          { name: 'odd', namespace: 'istio-system' },
        ),
      ],
    ],
    [
      'IST0167 PeerAuthentication shop/late',
      'a younger policy of the same scope',
      [rawPeerAuthentication({}, { name: 'late', ...younger })],
    ],
    [
      'IST0167 PeerAuthentication other/ports',
      'ports without a selector',
      [
        rawPeerAuthentication(
          { portLevelMtls: { 8080: { mode: 'DISABLE' } } },
          { name: 'ports', namespace: 'other' },
        ),
      ],
    ],
    [
      'IST0173 DestinationRule shop/rule',
      'a subset without pods',
      [
        rawDestinationRule({
          host: 'cart',
          subsets: [{ name: 'v2', labels: { version: 'v2' } }],
        }),
      ],
    ],
    [
      'IST0174 DestinationRule shop/rule',
      'a rule for a host that is not there',
      [rawDestinationRule({ host: 'nobody' })],
    ],
    [
      'MW0001 Certificate istio-ingress/web-tls',
      'a host that the certificate does not name',
      [rawCertificate({ spec: { dnsNames: ['x.example.com'] } })],
    ],
    [
      'MW0002 DestinationRule shop/rule',
      'clients that a STRICT port refuses',
      [
        rawDestinationRule({
          host: 'cart',
          trafficPolicy: { tls: { mode: 'DISABLE' } },
        }),
      ],
    ],
    [
      'MW0003 StatefulSet shop/cart',
      'plain text accepted',
      [rawPeerAuthentication({ mtls: { mode: 'PERMISSIVE' } })],
    ],
  ];

  it.each(cases)('%s: %s', (code, _, raw) => {
    expect(codes(raw)).toContain(code);
    for (const { cause, fix, title } of findings(raw)) {
      expect(cause).not.toBe('');
      expect(fix).toMatch(/\S/);
      expect(title).toBeTruthy();
    }
  });

  it('tells nothing of a ServiceEntry host', () => {
    const entry = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        hosts: ['*.partner.org'],
        ports: [{ number: 8080, protocol: 'TLS' }],
      },
    };
    const route = rawRoute('api.partner.org', 'api.partner.org', {
      name: 'api',
    });
    expect(codes([entry, route])).toEqual([]);
  });

  it('does not judge what it could not read', () => {
    const route = rawRoute(HOST, 'nobody', { gateways: ['web'] });
    expect(codes([route], { services: 'forbidden' })).toEqual([]);
  });

  it('completes a name for who wrote it with a dot', () => {
    const [found] = findings([
      rawRoute(HOST, 'cart.shop', { gateways: ['web'] }),
    ]);
    expect(found.fix).toContain('cart.shop.svc.cluster.local');
  });

  it('ties a dead route to the Service that it is about', () => {
    const [found] = findings([rawRoute('cart', 'cart-v2', { name: 'cart' })]);
    expect(found.related).toEqual([
      { group: '', kind: 'Service', namespace: 'shop', name: 'cart' },
    ]);
  });

  it.each([
    ['galley.istio.io/analyze-suppress', 'IST0101', true],
    ['galley.istio.io/analyze-suppress', 'IST0999,IST0101', true],
    ['galley.istio.io/analyze-suppress', '*', true],
    ['kiali.io/ignore-validations', 'true', true],
    ['galley.istio.io/analyze-suppress', 'IST0102', false],
  ])('annotation %s: %s mutes: %s', (key, value, muted) => {
    const [found] = findings([
      rawVirtualService(
        {
          hosts: ['x'],
          http: [{ route: [{ destination: { host: 'nobody' } }] }],
        },
        { name: 'x', annotations: { [key]: value } },
      ),
    ]);
    expect(found).toMatchObject({ code: 'IST0101', muted });
  });
});
