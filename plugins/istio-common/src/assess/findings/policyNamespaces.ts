import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';

function namespaceNames({ index }: AssessScope): readonly string[] {
  return [...index.all('namespace')]
    .filter(({ ref }) => !isIgnored(ref))
    .map(({ ref }) => ref.name.toLowerCase());
}

/** A name, or one with a star at either end; `*` alone is any. */
function matches(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return name === pattern.toLowerCase();
}

function namedIn({ rules }: AuthorizationPolicyObject): Set<string> {
  return new Set(
    rules
      .flatMap(({ from = [] }) => from.flat())
      .filter(({ key }) => key === 'namespaces')
      .flatMap(({ values = [], notValues = [] }) => [...values, ...notValues]),
  );
}

/**
 * AuthorizationPolicies about namespaces that do not exist.
 * Source: pkg/config/analysis/analyzers/authz/authorizationpolicies.go.
 */
export const policyNamespaces = objectRule({
  name: 'policy-namespaces',
  raises: ['notFound'],
  subjects: ['authorizationpolicy'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['namespaces', 'namespace'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    const known = scope.memo(namespaceNames, undefined);
    for (const pattern of namedIn(policy)) {
      if (
        (pattern === '*' && known.length > 0) ||
        known.some(name => matches(pattern, name))
      ) {
        continue;
      }
      yield {
        kind: 'notFound',
        title: 'namespace not found',
        object: policy,
        cause: `${nameOf(
          policy.ref,
        )} names namespace ${pattern}, which does not exist`,
        fix: `Correct the namespace in the rules of ${nameOf(policy.ref)}.`,
      };
    }
  },
});
