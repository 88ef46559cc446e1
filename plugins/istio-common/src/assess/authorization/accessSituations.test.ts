import { recordAnswers } from '@meshwright/test-kit';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawNodeAgent, rawWaypoint } from '../../testing/raw/dataPlane';
import {
  ISSUER,
  rawAuthorizationPolicy,
  rawRequestAuthentication,
  rawTokenDenial,
} from '../../testing/raw/security';
import {
  rawMesh,
  rawNamespace,
  rawPod,
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
