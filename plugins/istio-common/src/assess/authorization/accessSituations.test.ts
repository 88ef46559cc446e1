import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawNodeAgent, rawWaypoint } from '../../testing/raw/dataPlane';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import {
  httpsServer,
  rawGateway,
  rawIngressGateway,
  rawMesh,
  rawNamespace,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const TOKEN = { from: [{ source: { requestPrincipals: ['*'] } }] };
const WEB = { from: [{ source: { namespaces: ['web'] } }] };
const ROOT = { namespace: 'istio-system' };

function accessOf(raw: unknown[], pod: unknown = rawPod({ proxy: {} })) {
  return answer(assessRawWorkload([...rawMesh(), pod, ...raw]).authorization);
}

describe('access to a workload', () => {
  it('is told of each action oldest first, then by name, whatever the order', () => {
    const named = (action: string, name: string, createdAt: string) =>
      rawAuthorizationPolicy({ action, rules: [WEB] }, { name, createdAt });
    const raw = ['AUDIT', 'CUSTOM', 'DENY', 'ALLOW'].flatMap(action => [
      named(action, `${action}-c`, '2026-01-02T00:00:00Z'),
      named(action, `${action}-b`, '2026-01-02T00:00:00Z'),
      named(action, `${action}-a`, '2026-01-03T00:00:00Z'),
      named(action, `${action}-d`, '2026-01-01T00:00:00Z'),
    ]);
    const later = rawRequestAuthentication(
      {},
      { name: 'later', createdAt: '2026-01-02T00:00:00Z' },
    );
    const facts = accessOf([...raw, later, rawRequestAuthentication()]);
    expect(facts?.policies.map(({ ref }) => ref.name).join(' ')).toBe(
      ['CUSTOM', 'DENY', 'ALLOW', 'AUDIT']
        .map(action => `${action}-d ${action}-b ${action}-c ${action}-a`)
        .join(' '),
    );
    expect(
      facts?.authentication.why.considered
        .slice(0, 2)
        .map(({ ref }) => ref.name),
    ).toEqual(['oidc', 'later']);
  });

  it('names fifty policies, three of which in words', () => {
    const many = Array.from({ length: 55 }, (_, at) =>
      rawAuthorizationPolicy(
        { rules: [TOKEN] },
        { name: `p${String(at).padStart(2, '0')}` },
      ),
    );
    const facts = accessOf([rawRequestAuthentication(), ...many]);
    expect(facts?.policies).toHaveLength(50);
    expect(facts?.authentication.why.considered).toHaveLength(50);
    expect(facts?.authentication.why.summary).toBe(
      'Requests without a token are turned away, by AuthorizationPolicy shop/p00, shop/p01, shop/p02 and 52 more',
    );
  });

  it('says where a policy applies and what it does by itself', () => {
    const facts = accessOf([
      rawAuthorizationPolicy({ rules: [WEB] }, { name: 'mesh', ...ROOT }),
      rawAuthorizationPolicy({ rules: [TOKEN, WEB] }, { name: 'namespace' }),
      rawAuthorizationPolicy(
        {
          action: 'DENY',
          selector: { matchLabels: { app: 'cart' } },
          rules: [{ to: [{ operation: { ports: ['http'] } }] }, {}],
        },
        { name: 'workload' },
      ),
      rawAuthorizationPolicy(
        { action: 'L'.repeat(41) },
        { name: 'no-such-action' },
      ),
    ]);
    expect(facts?.policies.map(({ scope, reason }) => [scope, reason])).toEqual(
      [
        ['workload', 'matches every request; asked before ALLOW'],
        ['mesh', 'what no ALLOW policy matches is turned away'],
        ['namespace', 'what no ALLOW policy matches is turned away'],
        ['namespace', `Istio knows no action ${'L'.repeat(40)}`],
      ],
    );
  });

  it('is denied by an ALLOW that asks for a claim which nobody validates', () => {
    const claim = { key: 'request.auth.claims[group]', values: ['a'] };
    const policy = rawAuthorizationPolicy({ rules: [{ when: [claim] }] });
    expect(accessOf([policy])).toMatchObject({
      access: 'denied',
      policies: [{ reason: 'matches no request' }],
      authentication: {
        why: {
          summary:
            'Every request is turned away: no rule of a policy lets one in',
        },
      },
    });
  });

  it('is unknown for tokens beside a policy that cannot be read, unless none gets in without', () => {
    const broken = rawAuthorizationPolicy({ rules: 1 }, { name: 'broken' });
    expect(accessOf([rawRequestAuthentication(), broken])).toMatchObject({
      access: 'unknown',
      authentication: {
        jwt: 'unknown',
        why: { summary: 'A policy has parts that cannot be read' },
      },
    });
    const raw = [rawRequestAuthentication(), broken, rawTokenDenial(undefined)];
    expect(accessOf(raw)).toMatchObject({
      access: 'unknown',
      authentication: { jwt: 'required' },
    });
  });

  it('is denied by the policies that turn everything away, not by others', () => {
    const none = { when: [{ key: 'request.nothing', values: ['a'] }] };
    const deny = (name: string, rule: Json) =>
      rawAuthorizationPolicy({ action: 'DENY', rules: [rule] }, { name });
    const closed = rawAuthorizationPolicy({}, { name: 'closed' });
    const summary = (...raw: unknown[]) =>
      accessOf(raw)?.authentication.why.summary;
    expect(summary(deny('idle', none), closed)).toBe(
      'Every request is turned away, by AuthorizationPolicy shop/closed',
    );
    expect(summary(deny('all', {}), closed)).toBe(
      'Every request is turned away, by AuthorizationPolicy shop/all, shop/closed',
    );
  });

  it('is enforced by gateways as by sidecars', () => {
    const gateway = rawPod({ proxy: { kind: 'gateway' } });
    expect(accessOf([rawAuthorizationPolicy()], gateway)?.access).toBe(
      'denied',
    );
  });

  it('is not a matter of an external authorizer that no request comes to', () => {
    const custom = rawAuthorizationPolicy({
      action: 'CUSTOM',
      rules: [{ when: [{ key: 'request.nothing', values: ['a'] }] }],
    });
    expect(accessOf([custom])).toMatchObject({
      access: 'custom',
      authentication: { jwt: 'none' },
    });
  });
});

describe('issuers', () => {
  it('are named once, in order, and by their keys where they have no name', () => {
    const facts = accessOf([
      rawRequestAuthentication({
        jwtRules: [
          { issuer: 'https://b' },
          { issuer: 'https://a' },
          { jwksUri: 'https://keys' },
          { jwks: '{}' },
          { issuer: 'c'.repeat(301) },
        ],
      }),
      rawRequestAuthentication(
        { jwtRules: [{ issuer: 'https://b' }] },
        { name: 'second' },
      ),
      rawRequestAuthentication({ jwtRules: [] }, { name: 'third' }),
      rawRequestAuthentication({}, { name: 'fourth' }),
    ]);
    expect(facts?.authentication.issuers).toEqual([
      'any issuer with keys of https://keys',
      'any issuer with keys of the policy',
      'c'.repeat(300),
      'https://a',
      'https://b',
      ISSUER,
    ]);
    expect(facts?.authentication.why.summary).toBe(
      'A token is checked when one is sent, by RequestAuthentication shop/fourth, shop/oidc, shop/second and 1 more, but none is needed',
    );
  });
});

describe('access in ambient through a waypoint', () => {
  const captured = rawPod({
    annotations: { 'ambient.istio.io/redirection': 'enabled' },
  });
  const mesh = [
    rawNamespace('shop', {
      'istio.io/dataplane-mode': 'ambient',
      'istio.io/use-waypoint': 'waypoint',
    }),
    rawNodeAgent('ztunnel'),
    rawNodeAgent('cni'),
    rawWaypoint(),
    rawService(),
  ];
  const toService = {
    targetRefs: [{ kind: 'Service', group: '', name: 'cart' }],
  };
  const toGateway = {
    targetRefs: [
      {
        kind: 'Gateway',
        group: 'gateway.networking.k8s.io',
        name: 'waypoint',
      },
    ],
  };
  const get = { to: [{ operation: { methods: ['GET'] } }] };

  it('is judged at the waypoint by targets, at ztunnel by selectors', () => {
    const facts = accessOf(
      [
        ...mesh,
        rawAuthorizationPolicy({ ...toService, rules: [get] }, { name: 'get' }),
        rawAuthorizationPolicy(
          { ...toGateway, action: 'DENY', rules: [WEB] },
          { name: 'not-web' },
        ),
        rawAuthorizationPolicy({ rules: [WEB] }, { name: 'l4' }),
        rawRequestAuthentication({ ...toService }, { name: 'at-waypoint' }),
        rawRequestAuthentication({}, { name: 'for-no-one' }),
      ],
      captured,
    );
    expect(
      facts?.policies.map(({ ref, scope }) => `${ref.name} ${scope}`),
    ).toEqual(['not-web gateway', 'get service', 'l4 namespace']);
    expect(facts).toMatchObject({
      access: 'allow-listed',
      authentication: { issuers: [ISSUER] },
    });
  });

  it('is judged at a waypoint of another namespace by the targets there and here', () => {
    const shop = rawNamespace('shop', {
      'istio.io/dataplane-mode': 'ambient',
      'istio.io/use-waypoint': 'waypoint',
      'istio.io/use-waypoint-namespace': 'infra',
    });
    const allowedRoutes = { namespaces: { from: 'All' } };
    const raw = [
      ...mesh.slice(1, 3),
      shop,
      rawNamespace('infra'),
      rawWaypoint({ namespace: 'infra', allowedRoutes }),
      rawService(),
      rawAuthorizationPolicy({ ...toService, rules: [get] }, { name: 'here' }),
      rawAuthorizationPolicy(
        { ...toGateway, rules: [get] },
        { name: 'there', namespace: 'infra' },
      ),
      rawAuthorizationPolicy({ ...toGateway }, { name: 'lost' }),
    ];
    expect(
      accessOf(raw, captured)?.policies.map(({ ref }) => ref.name),
    ).toEqual(['here', 'there']);
  });

  it('asks the external authorizer of the waypoint', () => {
    const custom = { action: 'CUSTOM', rules: [{}] };
    const raw = [
      ...mesh,
      rawAuthorizationPolicy({ ...toService, ...custom }, { name: 'ask' }),
      rawAuthorizationPolicy(custom, { name: 'deaf' }),
    ];
    expect(accessOf(raw, captured)).toMatchObject({ access: 'custom' });
  });

  it('is denied where the waypoint lets in and ztunnel does not', () => {
    const raw = [
      ...mesh,
      rawAuthorizationPolicy({ ...toService, rules: [{}] }, { name: 'all' }),
      rawAuthorizationPolicy({ rules: [get] }, { name: 'http' }),
      rawAuthorizationPolicy({}, { name: 'nothing' }),
    ];
    const facts = accessOf(raw, captured);
    expect(facts?.access).toBe('denied');
    expect(facts?.policies.map(({ reason }) => reason)).toEqual([
      'matches every request; what no ALLOW policy matches is turned away',
      'ztunnel cannot look at HTTP, so no rule matches',
      'matches no request',
    ]);
  });
});

const HOST = 'web.example.com';

function second(app: string) {
  return rawPod({
    app,
    namespace: 'istio-ingress',
    labels: { istio: 'ingressgateway' },
    proxy: { kind: 'gateway' },
    ports: [],
  });
}

function tokensAt(raw: unknown[], server: Json = httpsServer(HOST)) {
  const { exposures } = assessRaw([
    ...rawMesh(),
    ...rawIngressGateway(),
    rawPod({ proxy: {} }),
    rawService(),
    rawGateway([server]),
    rawRoute(HOST, 'cart', { gateways: ['web'] }),
    ...raw,
  ]);
  return answer(exposures.find(({ host }) => host === HOST)?.authentication);
}

describe('tokens for a host that two gateways serve', () => {
  const EDGE = { namespace: 'istio-ingress' };
  const at = (app: string) => ({ selector: { matchLabels: { app } } });
  const validated = (app: string) =>
    rawRequestAuthentication(at(app), { ...EDGE, name: `oidc-${app}` });
  const required = (app: string) =>
    rawTokenDenial(undefined, at(app), { ...EDGE, name: `token-${app}` });
  const custom = (app: string) =>
    rawAuthorizationPolicy(
      { ...at(app), action: 'CUSTOM', rules: [{}] },
      { ...EDGE, name: `ask-${app}` },
    );
  const closed = (app: string) =>
    rawAuthorizationPolicy(at(app), { ...EDGE, name: `closed-${app}` });
  const A = 'istio-ingressgateway';
  const B = 'backup';
  it.each<[string, string, unknown[]]>([
    ['none', 'neither looks at them', []],
    ['validated', 'one validates them', [validated(A)]],
    ['required-on-some', 'one requires them', [validated(A), required(A)]],
    [
      'required-on-some',
      'one requires, the other validates them',
      [validated(A), required(A), validated(B)],
    ],
    [
      'required',
      'both require them',
      [validated(A), required(A), validated(B), required(B)],
    ],
    [
      'required',
      'one requires them and the other is closed',
      [validated(A), required(A), closed(B)],
    ],
    ['none', 'both are closed', [closed(A), closed(B)]],
    ['unknown', 'one asks elsewhere', [custom(A), validated(B), required(B)]],
    ['unknown', 'the other asks elsewhere', [validated(A), custom(B)]],
  ])('are %s where %s', (jwt, _what, raw) => {
    expect(tokensAt([second(B), ...raw])?.jwt).toBe(jwt);
  });
});

describe('tokens behind a gateway', () => {
  const PAY = [rawPod({ app: 'pay', proxy: {} }), rawService({ app: 'pay' })];
  const both = rawRoute(HOST, 'cart', {
    gateways: ['web'],
    spec: {
      http: [
        {
          match: [{ uri: { prefix: '/pay' } }],
          route: [{ destination: { host: 'pay', port: { number: 8080 } } }],
        },
        { route: [{ destination: { host: 'cart', port: { number: 8080 } } }] },
      ],
    },
  });
  const at = (app: string) => ({ selector: { matchLabels: { app } } });
  const cart = [
    rawRequestAuthentication(at('cart')),
    rawTokenDenial(undefined, at('cart')),
  ];
  const pay = [
    rawRequestAuthentication(at('pay'), { name: 'oidc-pay' }),
    rawTokenDenial(undefined, at('pay'), { name: 'token-pay' }),
  ];

  it('are required on some where one of two workloads asks for them', () => {
    expect(tokensAt([...PAY, both, ...cart])?.jwt).toBe('required-on-some');
    expect(tokensAt([...PAY, both, ...cart, ...pay])?.jwt).toBe('required');
  });

  it('are not asked for by a workload outside the mesh', () => {
    expect(tokensAt([rawPod(), ...cart])?.jwt).toBe('none');
  });

  it('are asked for by a workload whose pods no longer run', () => {
    expect(tokensAt([both, ...cart])?.jwt).toBe('required');
  });

  it('are asked for in ambient by nobody: ztunnel cannot look at them', () => {
    const ambient = rawPod({
      annotations: { 'ambient.istio.io/redirection': 'enabled' },
    });
    const allow = rawAuthorizationPolicy({
      rules: [
        {
          from: [
            {
              source: {
                principals: [
                  'cluster.local/ns/istio-ingress/sa/istio-ingressgateway',
                ],
              },
            },
          ],
        },
      ],
    });
    expect(tokensAt([ambient, rawRequestAuthentication(), allow])?.jwt).toBe(
      'none',
    );
  });

  it('are asked for behind an Ingress, whose own proxy is not known', () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        rules: [
          {
            host: HOST,
            http: {
              paths: [
                {
                  path: '/',
                  backend: {
                    service: { name: 'cart', port: { number: 8080 } },
                  },
                },
              ],
            },
          },
        ],
      },
    };
    const tokens = (raw: unknown[]) =>
      answer(
        assessRaw([...rawMesh(), rawService(), ingress, ...raw]).exposures[0]
          ?.authentication,
      );
    expect(tokens([rawPod({ proxy: {} }), ...cart])?.jwt).toBe('required');
    expect(tokens([rawPod(), ...cart])).toBeUndefined();
    expect(tokens([])).toBeUndefined();
  });
});

describe('tokens at a server', () => {
  const EDGE = { namespace: 'istio-ingress' };
  const VALIDATED = rawRequestAuthentication({}, EDGE);
  const server = (protocol: string, tls?: Json) =>
    httpsServer(HOST, 'web-tls', {
      port: { number: 443, name: 'https', protocol },
      tls,
    });
  it.each<[string, Json | undefined, boolean]>([
    ['HTTP', undefined, true],
    ['HTTP2', undefined, true],
    ['GRPC', undefined, true],
    ['HTTPS', { mode: 'SIMPLE', credentialName: 'a' }, true],
    ['HTTPS', { mode: 'MUTUAL', credentialName: 'a' }, true],
    ['HTTPS', { mode: 'OPTIONAL_MUTUAL', credentialName: 'a' }, true],
    ['HTTPS', { mode: 'ISTIO_MUTUAL' }, true],
    ['HTTPS', { mode: 'PASSTHROUGH' }, false],
    ['TLS', { mode: 'SIMPLE', credentialName: 'a' }, false],
    ['TLS', { mode: 'PASSTHROUGH' }, false],
    ['TCP', undefined, false],
  ])('of %s with %j are looked at: %s', (protocol, tls, seen) => {
    const facts = tokensAt([VALIDATED], server(protocol, tls));
    expect(facts?.jwt).toBe(seen ? 'validated' : undefined);
  });

  it.each([
    // Without a client certificate there is no principal: all are turned away.
    ['SIMPLE', true],
    ['MUTUAL', false],
    ['OPTIONAL_MUTUAL', false],
    ['ISTIO_MUTUAL', false],
  ])('of %s where clients need an identity: closed %s', (mode, closed) => {
    const deny = rawAuthorizationPolicy(
      {
        action: 'DENY',
        rules: [{ from: [{ source: { notPrincipals: ['*'] } }] }],
      },
      EDGE,
    );
    const tls = { mode, credentialName: 'a' };
    const facts = tokensAt([VALIDATED, deny], server('HTTPS', tls));
    expect(facts?.tone).toBe(closed ? 'warning' : 'info');
  });

  it('says that hosts with a port get by only where a form is left out', () => {
    const denial = (...hosts: string[]) =>
      tokensAt([VALIDATED, rawTokenDenial(hosts, {}, EDGE)])?.why.summary;
    const by = /requests that name the host with a port get by/;
    expect(denial(HOST)).toMatch(by);
    expect(denial(HOST, `${HOST}:443`)).not.toMatch(by);
    expect(denial('web.*', HOST)).not.toMatch(by);
    const path = {
      rules: [
        {
          from: [{ source: { notRequestPrincipals: ['*'] } }],
          to: [{ operation: { notPaths: ['/healthz'] } }],
        },
      ],
    };
    const raw = [VALIDATED, rawTokenDenial(undefined, path, EDGE)];
    expect(tokensAt(raw)?.why.summary).not.toMatch(by);
    const named = rawTokenDenial([HOST], {}, { ...EDGE, name: 'named' });
    expect(tokensAt([...raw, named])?.why.summary).toMatch(by);
  });
});
