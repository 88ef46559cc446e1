import type {
  AuthorizationPolicyObject,
  AuthorizationRule,
} from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import { attachedGroups, ownGate } from '../authorization/attachedGroups';
import { attributeOf, isOfToken } from '../authorization/attributes';
import { matchesOf } from '../authorization/matchesOf';
import { type Gate, issuersOf } from '../authorization/gates';
import { requestPrincipalChance } from '../authorization/requestPrincipal';
import { type WorkloadGroup, isGatewayGroup } from '../groupWorkloads';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Whether the rule turns away what has no token, whatever host and path. */
function deniesTokenless(rule: AuthorizationRule): boolean {
  const matches = matchesOf(rule);
  const wants = matches.some(
    ({ key, notValues = [] }) => isOfToken(key) && notValues.includes('*'),
  );
  const narrows = matches.some(({ key }) =>
    ['hosts', 'paths', 'headers', 'methods'].includes(attributeOf(key)),
  );
  return wants && !narrows;
}

interface Attached {
  group: WorkloadGroup;
  gate: Gate;
}

function attached(
  scope: AssessScope,
  policy: AuthorizationPolicyObject,
): Attached[] {
  return attachedGroups(scope, policy).flatMap(group => {
    const gate = ownGate(scope, group);
    return gate?.layer === 'http' ? [{ group, gate }] : [];
  });
}

/**
 * Values that ask for a token which none of the proxies accepts. A denial asks
 * for one by what it spares: of several tokens one that is accepted is enough.
 */
function impossible(
  { rules, action }: AuthorizationPolicyObject,
  places: readonly Attached[],
): string[] {
  const isLost = (value: string) =>
    places.every(({ gate }) => {
      const token = { issuers: issuersOf(gate) };
      return requestPrincipalChance(value, { token }) === 'never';
    });
  const lost = rules
    .flatMap(matchesOf)
    .filter(({ key }) => attributeOf(key) === 'requestPrincipal')
    .flatMap(({ values = [], notValues = [] }) => [
      ...values.filter(isLost),
      ...(action === 'DENY' && notValues.every(isLost) ? notValues : []),
    ]);
  return [...new Set(lost)];
}

/** AuthorizationPolicies that ask for tokens in a way that does not work out. */
export const authorizationTokens = objectRule({
  name: 'authorization-tokens',
  raises: ['tokenDenialUnscoped', 'unknownIssuer'],
  subjects: ['authorizationpolicy'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    if (policy.dryRun || policy.unreadable) return;
    const tokens = policy.rules
      .flatMap(matchesOf)
      .some(({ key }) => isOfToken(key));
    if (!tokens) return;
    const places = attached(scope, policy);
    const gateway = places.find(({ group }) => isGatewayGroup(group));
    const name = nameOf(policy.ref);
    if (
      gateway &&
      policy.action === 'DENY' &&
      policy.rules.some(deniesTokenless)
    ) {
      yield {
        kind: 'tokenDenialUnscoped',
        object: policy,
        related: [gateway.group.ref],
        cause: `${name} turns away every request without a token at gateway ${gateway.group.ref.namespace}/${gateway.group.ref.name}, for any host`,
        fix: `Add to.operation.hosts to the rule of ${name}, each host with and without ":*".`,
      };
    }
    const lost = places.length > 0 ? impossible(policy, places) : [];
    if (lost.length > 0) {
      const [value] = lost;
      yield {
        kind: 'unknownIssuer',
        object: policy,
        related: places.slice(0, 5).map(({ group }) => group.ref),
        cause: places.every(({ gate }) => issuersOf(gate).length === 0)
          ? `${name} asks for tokens, and no RequestAuthentication checks any where it applies`
          : `${name} asks for a token of ${value.slice(
              0,
              200,
            )}, and no RequestAuthentication where it applies accepts that issuer`,
        fix: 'Accept the issuer in a RequestAuthentication with the same selector, or correct requestPrincipals.',
      };
    }
  },
});
