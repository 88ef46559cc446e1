import { type Chance, anyOf } from './chance';
import type { RequestFacts } from './requestFacts';
import { patternMatches, textPattern } from './textPattern';

/** What a value says of the client's certificate. */
export type PeerAttribute =
  | 'principal'
  | 'namespace'
  | 'serviceAccount'
  | 'trustDomain';

const SPIFFE = 'spiffe://';

/** The value that follows `ns` or `sa` in `spiffe://domain/ns/a/sa/b`. */
function segment(identity: string, name: 'ns' | 'sa'): string | undefined {
  const parts = identity.split('/');
  const at = parts.indexOf(name, 3);
  return at === -1 ? undefined : parts[at + 1];
}

/** Stars of a namespace stand anywhere, as in `team-*-prod`. */
function namespaceMatches(value: string, namespace: string): boolean {
  const [first, ...rest] = value.split('*');
  const last = rest.pop();
  if (last === undefined) return namespace === value;
  if (!namespace.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = namespace.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return namespace.length - last.length >= at && namespace.endsWith(last);
}

/** `name` is an account of the policy's namespace, `namespace/name` of another. */
export function serviceAccountOf(
  value: string,
  policyNamespace: string,
): { namespace: string; name: string } {
  const slash = value.indexOf('/');
  return slash === -1
    ? { namespace: policyNamespace, name: value }
    : { namespace: value.slice(0, slash), name: value.slice(slash + 1) };
}

function identityMatches(
  attribute: PeerAttribute,
  value: string,
  identity: string,
  policyNamespace: string,
): boolean {
  const bare = identity.slice(SPIFFE.length);
  switch (attribute) {
    case 'principal':
      return patternMatches(textPattern(value), bare);
    case 'namespace': {
      const namespace = segment(identity, 'ns');
      return namespace !== undefined && namespaceMatches(value, namespace);
    }
    case 'serviceAccount': {
      const account = serviceAccountOf(value, policyNamespace);
      return (
        segment(identity, 'ns') === account.namespace &&
        segment(identity, 'sa') === account.name
      );
    }
    default:
      return patternMatches(textPattern(value), bare.split('/')[0]);
  }
}

/**
 * Whether the identity that the client proves by mTLS matches one of the values.
 * Source: pilot/pkg/security/authz/model/generator.go, srcPrincipalGenerator,
 * srcNamespaceGenerator, srcServiceAccountGenerator.
 */
export function peerChance(
  attribute: PeerAttribute,
  values: readonly string[],
  { peer }: RequestFacts,
  policyNamespace: string,
): Chance {
  if (peer === undefined) return 'sometimes';
  if (peer === null) return 'never';
  return anyOf(
    values.map(value =>
      peer.some(identity =>
        identityMatches(attribute, value, identity, policyNamespace),
      )
        ? 'always'
        : 'never',
    ),
  );
}
