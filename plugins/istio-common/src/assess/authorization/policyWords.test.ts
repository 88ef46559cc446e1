import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import { trimAll } from '../../testing/assessRaw';
import { rawAuthorizationPolicy } from '../../testing/raw/security';
import { policyWords } from './policyWords';

function words(spec: Record<string, unknown>): string {
  const [policy] = trimAll([rawAuthorizationPolicy(spec)]);
  // Every policy is kept by trimming.
  return policyWords(policy as AuthorizationPolicyObject);
}

function source(...sources: unknown[]) {
  return { from: sources.map(one => ({ source: one })) };
}

function operation(...operations: unknown[]) {
  return { to: operations.map(one => ({ operation: one })) };
}

describe('words of a policy', () => {
  it.each<[string, Record<string, unknown>]>([
    ['ALLOW: no rule', {}],
    ['ALLOW: not readable', { rules: 'all' }],
    ['ALLOW: every request', { rules: [{}] }],
    ['ALLOW: every request', { rules: [{ from: [{ source: {} }], to: [] }] }],
    [
      'DENY: every request (and 1 more rule)',
      { action: 'DENY', rules: [{}, {}] },
    ],
    ['ALLOW: every request (and 2 more rules)', { rules: [{}, {}, {}] }],
    [
      'ALLOW: namespaces a, b, c and 1 more',
      { rules: [source({ namespaces: ['a', 'b', 'c', 'd'] })] },
    ],
    [
      'ALLOW: namespaces a, b, c; methods GET',
      {
        rules: [
          {
            ...source({ namespaces: ['a', 'b', 'c'] }),
            ...operation({ methods: ['GET'] }),
          },
        ],
      },
    ],
    [
      'ALLOW: namespaces a, namespaces not b or principals p, namespaces c',
      {
        rules: [
          source(
            { namespaces: ['a'], notNamespaces: ['b'] },
            { principals: ['p'], namespaces: ['c'] },
          ),
        ],
      },
    ],
    [
      'DENY: no token; hosts a.example.com; paths not /health',
      {
        action: 'DENY',
        rules: [
          {
            ...source({ notRequestPrincipals: ['*'] }),
            ...operation({ hosts: ['a.example.com'] }),
            when: [{ key: 'paths', notValues: ['/health'] }],
          },
        ],
      },
    ],
    [
      'DENY: requestPrincipals not https://sso/*',
      {
        action: 'DENY',
        rules: [source({ notRequestPrincipals: ['https://sso/*'] })],
      },
    ],
    [
      'DENY: principals not *',
      { action: 'DENY', rules: [source({ notPrincipals: ['*'] })] },
    ],
    [
      `ALLOW: ${'k'.repeat(60)} ${'v'.repeat(60)}`,
      {
        rules: [{ when: [{ key: 'k'.repeat(61), values: ['v'.repeat(61)] }] }],
      },
    ],
    [`${'A'.repeat(40)}: no rule`, { action: 'A'.repeat(41) }],
    [
      // As long as it may be.
      `ALLOW: hosts ${'a'.repeat(60)}, ${'b'.repeat(60)}, ${'c'.repeat(30)}`,
      {
        rules: [
          operation({
            hosts: ['a'.repeat(60), 'b'.repeat(60), 'c'.repeat(30)],
          }),
        ],
      },
    ],
    [
      `ALLOW: hosts ${'a'.repeat(60)}, ${'b'.repeat(60)}, ${'c'.repeat(29)}…`,
      {
        rules: [
          operation({
            hosts: ['a'.repeat(60), 'b'.repeat(60), 'c'.repeat(31)],
          }),
        ],
      },
    ],
  ])('%s', (expected, spec) => {
    expect(words(spec)).toBe(expected);
  });
});
