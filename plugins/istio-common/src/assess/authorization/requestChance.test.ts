import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import { trimAll } from '../../testing/assessRaw';
import { rawAuthorizationPolicy } from '../../testing/raw/security';
import { allOf, anyOf, not } from './chance';
import { hostChance } from './hostChance';
import { serviceAccountOf } from './peerChance';
import type { RequestFacts } from './requestFacts';
import { requestPrincipalChance } from './requestPrincipal';
import { policyChance } from './ruleChance';

function policy(spec: Record<string, unknown>): AuthorizationPolicyObject {
  const [object] = trimAll([rawAuthorizationPolicy(spec)]);
  // Every policy is kept by trimming.
  return object as AuthorizationPolicyObject;
}

describe('chances', () => {
  it.each([
    [[], 'always', 'never'],
    [['always', 'sometimes'], 'sometimes', 'always'],
    [['sometimes', 'always', 'never'], 'never', 'always'],
    [['never', 'sometimes'], 'never', 'sometimes'],
    [['sometimes', 'never'], 'never', 'sometimes'],
    [['always', 'always'], 'always', 'always'],
    [['never', 'never'], 'never', 'never'],
  ] as const)('of %j: all %s, any %s', (chances, all, any) => {
    expect([allOf(chances), anyOf(chances)]).toEqual([all, any]);
    // What does not hold for all of them fails for some.
    expect(not(allOf(chances))).toBe(anyOf(chances.map(not)));
  });
});

describe('an operation', () => {
  const request: RequestFacts = {
    port: 8080,
    path: '/shop/cart',
    method: 'GET',
  };
  it.each<[string, unknown, RequestFacts]>([
    ['always', { ports: ['8080'] }, request],
    ['never', { ports: ['81'] }, request],
    ['always', { ports: ['81', '8080'] }, request],
    ['sometimes', { ports: ['8080'] }, {}],
    ['never', { notPorts: ['8080'] }, request],
    ['always', { notPorts: ['81'] }, request],
    ['always', { ports: ['65535'] }, { port: 65535 }],
    ['never', { ports: ['65536'] }, { port: 65536 }],
    ['never', { ports: ['8080', 'x1'] }, request],
    ['never', { ports: ['8080', '1x'] }, request],
    ['never', { ports: ['8080'], notPorts: ['http'] }, request],
    ['always', { paths: ['/shop/cart'] }, request],
    ['always', { paths: ['/shop/*'] }, request],
    ['never', { paths: ['/pay/*'] }, request],
    ['always', { paths: ['/*'] }, {}],
    ['always', { paths: ['*'] }, {}],
    ['sometimes', { paths: ['/x*'] }, {}],
    ['sometimes', { paths: ['/shop/{*}'] }, request],
    ['never', { notPaths: ['/*'] }, {}],
    ['always', { methods: ['GET'] }, request],
    ['never', { methods: ['POST'] }, request],
    ['always', { methods: ['P*', '*T'] }, request],
    ['sometimes', { methods: ['GET'] }, {}],
    ['never', { methods: ['GET'], paths: ['/pay'] }, request],
    ['sometimes', { methods: ['GET'], hosts: ['a'] }, request],
  ])('matches %s: %j', (chance, operation, facts) => {
    const one = policy({ rules: [{ to: [{ operation }] }] });
    expect(policyChance(one, 'http', facts)).toBe(chance);
  });
});

describe('a condition', () => {
  const token: RequestFacts = { token: { issuers: [undefined] } };
  it.each<[string, unknown, RequestFacts]>([
    ['never', { key: 'request.auth.claims[group]', values: ['a'] }, {}],
    ['sometimes', { key: 'request.auth.claims[group]', values: ['a'] }, token],
    ['sometimes', { key: 'request.auth.audiences', values: ['a'] }, token],
    ['never', { key: 'request.auth.presenter', values: ['a'] }, {}],
    ['always', { key: 'request.auth.principal', values: ['*'] }, token],
    ['sometimes', { key: 'request.auth.principal', values: ['a/b'] }, token],
    ['sometimes', { key: 'request.headers[x-a]', values: ['*'] }, token],
    ['sometimes', { key: 'source.ip', values: ['10.0.0.0/8'] }, {}],
    ['sometimes', { key: 'connection.sni', notValues: ['a'] }, {}],
    ['sometimes', { key: 'experimental.envoy.filters.a', values: ['b'] }, {}],
    ['always', { key: 'destination.port', values: ['81'] }, { port: 81 }],
    ['never', { key: 'source.principal', values: ['*'] }, { peer: null }],
    ['never', { key: 'request.nothing', values: ['*'] }, {}],
    ['never', { key: 'request.nothing', notValues: ['a'] }, {}],
  ])('matches %s: %j', (chance, condition, facts) => {
    const one = policy({ rules: [{ when: [condition] }] });
    expect(policyChance(one, 'http', facts)).toBe(chance);
  });

  it('voids its rule only', () => {
    const unknown = { when: [{ key: 'request.nothing', values: ['a'] }] };
    const port = { to: [{ operation: { ports: ['81'] } }] };
    const both = { rules: [{ ...unknown, ...port }] };
    expect(policyChance(policy(both), 'http', { port: 81 })).toBe('never');
    const beside = { rules: [unknown, port] };
    expect(policyChance(policy(beside), 'http', { port: 81 })).toBe('always');
  });
});

describe('a rule of ztunnel', () => {
  const peer = ['spiffe://cluster.local/ns/web/sa/shop'];
  it.each<[string, string, unknown]>([
    ['never', 'ALLOW', { when: [{ key: 'nothing', values: ['a'] }] }],
    ['always', 'DENY', { when: [{ key: 'nothing', values: ['a'] }] }],
    ['never', 'ALLOW', { when: [{ key: 'request.nothing', values: ['a'] }] }],
    [
      'always',
      'ALLOW',
      { when: [{ key: 'source.namespace', values: ['web'] }] },
    ],
    ['never', 'ALLOW', { when: [{ key: 'source.principal', values: ['x'] }] }],
    [
      'sometimes',
      'ALLOW',
      { when: [{ key: 'source.ip', values: ['1.1.1.1'] }] },
    ],
    [
      'sometimes',
      'ALLOW',
      { when: [{ key: 'destination.ip', values: ['1.1.1.1'] }] },
    ],
    [
      'never',
      'ALLOW',
      { when: [{ key: 'source.trustDomain', values: ['a'] }] },
    ],
    ['never', 'ALLOW', { when: [{ key: 'connection.sni', values: ['a'] }] }],
    [
      'always',
      'ALLOW',
      { from: [{ source: { serviceAccounts: ['web/shop'] } }] },
    ],
    ['never', 'ALLOW', { from: [{ source: { serviceAccounts: ['shop'] } }] }],
    [
      'sometimes',
      'ALLOW',
      { from: [{ source: { ipBlocks: ['10.0.0.0/8'] } }] },
    ],
    // A port that is none is left out, so that the others remain.
    ['always', 'ALLOW', { to: [{ operation: { ports: ['81', 'http'] } }] }],
    ['never', 'ALLOW', { to: [{ operation: { ports: ['82', 'http'] } }] }],
  ])('matches %s for %s: %j', (chance, action, rule) => {
    const one = policy({ action, rules: [rule] });
    expect(policyChance(one, 'ztunnel', { peer, port: 81 })).toBe(chance);
  });
});

describe('the identity of a client', () => {
  const peer = ['spiffe://cluster.local/ns/team-a-prod/sa/web'];
  it.each<[string, unknown, string[]]>([
    // Stars of a namespace stand anywhere, also for nothing.
    ['always', { namespaces: ['team-a-prod'] }, peer],
    ['never', { namespaces: ['team-a'] }, peer],
    ['never', { namespaces: ['team-a-prod-x'] }, peer],
    ['always', { namespaces: ['team-a-prod*'] }, peer],
    ['always', { namespaces: ['*team-a-prod'] }, peer],
    ['always', { namespaces: ['team-a*-prod'] }, peer],
    ['never', { namespaces: ['team-a-*-prod'] }, peer],
    ['never', { namespaces: ['x*'] }, peer],
    ['never', { namespaces: ['*x'] }, peer],
    ['always', { namespaces: ['te*-a-*od'] }, peer],
    ['always', { namespaces: ['*-*-*'] }, peer],
    ['never', { namespaces: ['*-*-*-*'] }, peer],
    ['never', { namespaces: ['te*prod*prod'] }, peer],
    ['never', { namespaces: ['*'] }, ['spiffe://cluster.local/vm/1']],
    ['never', { serviceAccounts: ['a/b'] }, ['spiffe://cluster.local/vm/1']],
    ['never', { namespaces: ['*'] }, ['spiffe://d/ns']],
    // Account and namespace both have to fit; the namespace of the policy is shop.
    ['never', { serviceAccounts: ['team-a-prod/job'] }, peer],
    ['never', { serviceAccounts: ['other/web'] }, peer],
    ['always', { serviceAccounts: ['web'] }, ['spiffe://d/ns/shop/sa/web']],
    ['never', { serviceAccounts: ['we'] }, ['spiffe://d/ns/shop/sa/web']],
    // The domain may be called ns, and the namespace sa.
    ['always', { namespaces: ['sa'] }, ['spiffe://ns/ns/sa/sa/ns']],
    ['never', { trustDomains: ['cluster'] }, peer],
    ['always', { trustDomains: ['cluster.*'] }, peer],
    // A client of two names is known by either.
    [
      'always',
      { trustDomains: ['b'] },
      ['spiffe://a/ns/x/sa/y', 'spiffe://b/ns/x/sa/y'],
    ],
    ['always', { principals: ['x', 'a/ns/x/sa/y'] }, ['spiffe://a/ns/x/sa/y']],
  ])('matches %s: %j for %j', (chance, source, identities) => {
    const one = policy({ rules: [{ from: [{ source }] }] });
    expect(policyChance(one, 'http', { peer: identities })).toBe(chance);
  });

  it.each([
    ['web', 'shop', 'web'],
    ['team/web', 'team', 'web'],
    ['/web', '', 'web'],
    ['a/b/c', 'a', 'b/c'],
  ])('%s is an account of %s', (value, namespace, name) => {
    expect(serviceAccountOf(value, 'shop')).toEqual({ namespace, name });
  });
});

describe('a host', () => {
  it.each<[string, string, RequestFacts]>([
    // The authority of a request that is known whole, port and all.
    ['always', 'a.example.com:443', { authority: 'A.example.com:443' }],
    ['never', 'a.example.com', { authority: 'a.example.com:443' }],
    ['always', 'A.Example.com*', { authority: 'a.example.com:443' }],
    ['never', 'a.example.com', { authority: '' }],
    // Nothing is known of it, or it may be any.
    ['always', '*', {}],
    ['sometimes', 'a.example.com', {}],
    ['sometimes', '*.com', { host: '*' }],
    // A name, to which clients may add a port.
    ['always', 'a.ex*', { host: 'a.example.com' }],
    ['always', 'a.example.com:*', { authority: 'a.example.com:443' }],
    ['never', 'b*', { host: 'a.example.com' }],
    ['sometimes', 'a.example.com:4*', { host: 'a.example.com' }],
    ['never', 'a.example.com.*', { host: 'a.example.com' }],
    ['sometimes', '*:', { host: 'a.example.com' }],
    ['never', '*:x', { host: 'a.example.com' }],
    ['never', '*:443x', { host: 'a.example.com' }],
    ['sometimes', 'A.EXAMPLE.com', { host: 'a.Example.COM' }],
    // Names under a wildcard.
    ['sometimes', 'b*', { host: '*.example.com' }],
    ['always', '*', { host: '*.example.com' }],
    ['sometimes', 'a.example.com:443', { host: '*.example.com' }],
    ['never', 'a.example.org:443', { host: '*.example.com' }],
    ['sometimes', '*.a.example.com', { host: '*.example.com' }],
    ['sometimes', '*ple.com', { host: '*.example.com' }],
    ['never', 'com', { host: '*.example.com' }],
  ])('matches %s: %s for %j', (chance, value, request) => {
    expect(hostChance(value, request)).toBe(chance);
  });

  it.each<[string, string[], RequestFacts]>([
    ['always', ['a.example.com', 'a.example.com:*'], { host: 'a.example.com' }],
    [
      'sometimes',
      ['a.example.com', 'a.example.com:443'],
      { host: 'a.example.com' },
    ],
    ['sometimes', ['a.example.com:*'], { host: 'a.example.com' }],
    ['never', ['b.example.com', 'b.example.com:*'], { host: 'a.example.com' }],
    [
      'sometimes',
      ['*.example.com', '*.example.com:*'],
      { host: '*.example.com' },
    ],
    ['sometimes', ['a.example.com', 'a.example.com:*'], {}],
  ])('is covered %s by %j together: %j', (chance, hosts, request) => {
    const one = policy({ rules: [{ to: [{ operation: { hosts } }] }] });
    expect(policyChance(one, 'http', request)).toBe(chance);
  });
});

describe('a token of several issuers', () => {
  const token = (...issuers: Array<string | undefined>): RequestFacts => ({
    token: { issuers },
  });
  it.each<[string, string, RequestFacts]>([
    ['always', '*', token('https://a', undefined)],
    ['sometimes', 'https://a/*', token('https://a', 'https://b')],
    ['always', 'https://a/*', token('https://a')],
    ['never', 'https://c/*', token('https://a', 'https://b')],
    ['sometimes', 'https://c/*', token('https://a', undefined)],
    ['sometimes', 'https://a/x', token('https://a')],
    ['never', '*', token()],
    ['always', '/*', { token: { issuers: [''], subject: 'x' } }],
    ['never', '/*', { token: { issuers: ['/'], subject: 'x' } }],
    ['always', '*/x', { token: { issuers: ['a', 'b'], subject: 'x' } }],
    ['never', '*/x', { token: { issuers: [''], subject: 'x' } }],
  ])('is %s %s: %j', (chance, value, request) => {
    expect(requestPrincipalChance(value, request)).toBe(chance);
  });
});
