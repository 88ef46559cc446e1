import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import { trimAll } from '../../testing/assessRaw';
import { rawAuthorizationPolicy } from '../../testing/raw/security';
import { hostChance } from './hostChance';
import { requestPrincipalChance } from './requestPrincipal';
import type { RequestFacts } from './requestFacts';
import { policyChance } from './ruleChance';

function policy(spec: Record<string, unknown>): AuthorizationPolicyObject {
  const [object] = trimAll([rawAuthorizationPolicy(spec)]);
  if (object?.type !== 'authorizationpolicy') throw new Error('not kept');
  return object;
}

describe('a value of requestPrincipals', () => {
  const token = (issuer: string, subject: string): RequestFacts => ({
    token: { issuers: [issuer], subject },
  });
  it.each([
    ['*', 'https://a/b', 'x', 'always'],
    ['https://a/b/x', 'https://a/b', 'x', 'always'],
    ['https://a/b/x', 'https://a/b', 'y', 'never'],
    ['https://a/b/*', 'https://a/b', 'y', 'always'],
    ['https://a/b*', 'https://a', 'bob', 'always'],
    ['https://a/b*', 'https://a/b', 'x', 'never'],
    ['*/x', 'https://a/b', 'x', 'always'],
    ['*b/x', 'https://a/b', 'x', 'always'],
    ['*/*', 'https://a/b', 'x', 'never'],
    ['*/*', 'https://a/b', '*', 'always'],
    ['*x', 'https://a/b', 'ax', 'always'],
    ['iss*', 'issuer', 'x', 'always'],
    ['iss', 'iss', 'x', 'never'],
    ['iss', 'iss', '', 'always'],
  ])('%s against %s and %s: %s', (value, issuer, subject, chance) => {
    expect(requestPrincipalChance(value, token(issuer, subject))).toBe(chance);
  });

  it('is no one without a token', () => {
    expect(requestPrincipalChance('*', {})).toBe('never');
  });
});

describe('a value of hosts', () => {
  it.each([
    ['a.example.com', 'a.example.com', 'sometimes'],
    ['a.example.com*', 'a.example.com', 'always'],
    ['a.example.com:*', 'a.example.com', 'sometimes'],
    ['a.example.com:443', 'a.example.com', 'sometimes'],
    ['*', 'a.example.com', 'always'],
    ['*.example.com', 'a.example.com', 'sometimes'],
    ['*:443', 'a.example.com', 'sometimes'],
    ['*.example.com:*', 'a.example.com', 'never'],
    ['b.example.com', 'a.example.com', 'never'],
    ['a.example.org*', 'a.example.com', 'never'],
    ['*.example.com', '*.example.com', 'sometimes'],
    ['a.example.com', '*.example.com', 'sometimes'],
    ['*.com', '*.example.com', 'sometimes'],
    ['*.example.org', '*.example.com', 'never'],
    ['*', '*', 'always'],
    ['a', '*', 'sometimes'],
  ])('%s against %s: %s', (value, host, chance) => {
    expect(hostChance(value, { host })).toBe(chance);
  });
});

describe('a rule that a layer cannot look at', () => {
  const http = { to: [{ operation: { hosts: ['a'], ports: ['81'] } }] };
  const principal = { from: [{ source: { requestPrincipals: ['*'] } }] };
  it.each([
    ['ALLOW', http, 'tcp', 'never'],
    ['DENY', http, 'tcp', 'sometimes'],
    ['DENY', principal, 'tcp', 'always'],
    ['ALLOW', principal, 'ztunnel', 'never'],
    ['ALLOW', principal, 'http', 'never'],
    [
      'ALLOW',
      { from: [{ source: { remoteIpBlocks: ['10.0.0.0/8'] } }] },
      'tcp',
      'sometimes',
    ],
    [
      'ALLOW',
      { from: [{ source: { remoteIpBlocks: ['10.0.0.0/8'] } }] },
      'ztunnel',
      'never',
    ],
    [
      'ALLOW',
      { when: [{ key: 'source.serviceAccount', values: ['a'] }] },
      'ztunnel',
      'never',
    ],
    [
      'ALLOW',
      { from: [{ source: { trustDomains: ['a'] } }] },
      'ztunnel',
      'always',
    ],
  ] as const)('%s %j in %s: %s', (action, rule, layer, chance) => {
    expect(policyChance(policy({ action, rules: [rule] }), layer, {})).toBe(
      chance,
    );
  });
});

describe('the identity of a client', () => {
  const peer = ['spiffe://cluster.local/ns/team-a-prod/sa/web'];
  it.each([
    [{ principals: ['cluster.local/ns/team-a-prod/sa/web'] }, 'always'],
    [{ principals: ['*'] }, 'always'],
    [{ principals: ['*/sa/web'] }, 'always'],
    [{ principals: ['other/ns/team-a-prod/sa/web'] }, 'never'],
    [{ namespaces: ['team-*-prod'] }, 'always'],
    [{ namespaces: ['team-*-test'] }, 'never'],
    [{ namespaces: ['*'] }, 'always'],
    [{ serviceAccounts: ['team-a-prod/web'] }, 'always'],
    [{ serviceAccounts: ['web'] }, 'never'],
    [{ trustDomains: ['cluster.local'] }, 'always'],
    [{ notPrincipals: ['*'] }, 'never'],
  ])('%j: %s', (source, chance) => {
    const rules = [{ from: [{ source }] }];
    expect(policyChance(policy({ rules }), 'http', { peer })).toBe(chance);
  });

  it.each([
    [undefined, 'sometimes'],
    [null, 'never'],
  ])('that is %s: %s', (unknown, chance) => {
    const rules = [{ from: [{ source: { principals: ['*'] } }] }];
    expect(policyChance(policy({ rules }), 'http', { peer: unknown })).toBe(
      chance,
    );
  });
});
