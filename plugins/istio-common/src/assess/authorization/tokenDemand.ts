import type { JwtRequirement } from '../../api/security';
import type {
  AuthorizationPolicyObject,
  AuthorizationRule,
} from '../../model/securityObjects';
import { isOfToken } from './attributes';
import { allOf } from './chance';
import { type Gate, issuersOf, passes, withToken } from './gates';
import { matchesOf } from './matchesOf';
import { policyChance, ruleChance } from './ruleChance';

/** Whether requests that pass some gates one after another need a token. */
export interface TokenDemand {
  jwt: JwtRequirement;
  /** The policies for which a token makes the difference. */
  deciders: readonly AuthorizationPolicyObject[];
  /** Nothing gets through, with or without a token. */
  closed: boolean;
  /** An external authorizer has a say, which is not known. */
  external?: AuthorizationPolicyObject;
}

/**
 * Whether a rule judges a request with a token otherwise than one without. Of
 * one that matches some of both it is said to where it looks at tokens: which
 * of them have the audience or the claim is not known.
 */
function tellsApart(
  rule: AuthorizationRule,
  policy: AuthorizationPolicyObject,
  gate: Gate,
): boolean {
  const bare = ruleChance(rule, policy, gate.layer, gate.request);
  const token = ruleChance(rule, policy, gate.layer, withToken(gate));
  if (bare === 'sometimes' && token === 'sometimes') {
    return (
      issuersOf(gate).length > 0 &&
      matchesOf(rule).some(({ key }) => isOfToken(key))
    );
  }
  return policy.action === 'DENY'
    ? bare !== 'never' && bare !== token
    : token !== 'never' && bare !== token;
}

/** Policies of a gate that judge a request with a token otherwise than one without. */
function decidersOf(gate: Gate): AuthorizationPolicyObject[] {
  return [...gate.deny, ...gate.allow].filter(
    policy =>
      !policy.unreadable &&
      policy.rules.some(rule => tellsApart(rule, policy, gate)),
  );
}

/** Policies of a gate that turn every request away by themselves: what all match, or no one can. */
function closersOf({ deny, allow, layer, request }: Gate) {
  return [
    ...deny.filter(one => policyChance(one, layer, request) === 'always'),
    ...(allow.some(({ rules }) => rules.length > 0) ? [] : allow),
  ];
}

/**
 * Weighs requests without a token against the same with one. They need it when
 * none gets through without, and some of them when a policy that tells the two
 * apart turns some away. A RequestAuthentication by itself requires nothing.
 */
export function tokenDemand(gates: readonly Gate[]): TokenDemand {
  const bare = allOf(gates.map(gate => passes(gate, gate.request)));
  const bearing = allOf(gates.map(gate => passes(gate, withToken(gate))));
  const policies = gates.flatMap(gate => [...gate.deny, ...gate.allow]);
  const unreadable = policies.some(policy => policy.unreadable);
  const external = gates
    .flatMap(gate => gate.custom.map(policy => ({ gate, policy })))
    .find(
      ({ gate, policy }) =>
        policyChance(policy, gate.layer, gate.request) !== 'never',
    )?.policy;
  const deciders = gates.flatMap(decidersOf);
  const accepts = gates.some(gate => issuersOf(gate).length > 0);
  const base = { deciders, closed: false };
  if (bare === 'never' && bearing === 'never') {
    return { jwt: 'none', deciders: gates.flatMap(closersOf), closed: true };
  }
  if (bare === 'never') return { ...base, jwt: 'required' };
  if (unreadable) return { ...base, jwt: 'unknown' };
  if (external) return { ...base, jwt: 'unknown', external };
  if (bare === 'sometimes' && deciders.length > 0) {
    return { ...base, jwt: 'required-on-some' };
  }
  return { jwt: accepts ? 'validated' : 'none', deciders: [], closed: false };
}
