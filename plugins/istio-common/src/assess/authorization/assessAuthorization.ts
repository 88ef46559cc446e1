import type { ConsideredObject } from '../../api/facts';
import type { AuthorizationFacts } from '../../api/security';
import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import {
  authenticationFacts,
  unknownAuthentication,
} from './authenticationFacts';
import { anyOf } from './chance';
import type { Gate } from './gates';
import { policyWords } from './policyWords';
import { policyChance } from './ruleChance';
import { type TokenDemand, tokenDemand } from './tokenDemand';
import {
  type Enforcement,
  policiesUnread,
  workloadGates,
} from './workloadGates';

/** Whether every request is let in by the ALLOW policies of a gate. */
function admitsAll({ allow, layer, request }: Gate): boolean {
  return (
    anyOf(allow.map(policy => policyChance(policy, layer, request))) ===
    'always'
  );
}

function accessOf(
  gates: readonly Gate[],
  demand: TokenDemand,
): AuthorizationFacts['access'] {
  const policies = gates.flatMap(({ custom, deny, allow }) => [
    ...custom,
    ...deny,
    ...allow,
  ]);
  if (demand.closed) return 'denied';
  if (policies.some(policy => policy.unreadable)) return 'unknown';
  if (gates.some(({ custom }) => custom.length > 0)) return 'custom';
  return gates.some(gate => gate.allow.length > 0 && !admitsAll(gate))
    ? 'allow-listed'
    : 'open';
}

function scopeOf(
  policy: AuthorizationPolicyObject,
  rootNamespace: string,
): string {
  const [target] = policy.targets ?? [];
  if (target) return target.kind.toLowerCase();
  if (policy.selector) return 'workload';
  return policy.ref.namespace === rootNamespace ? 'mesh' : 'namespace';
}

/** So many policies are told. */
const TOLD = 50;

const REASONS = {
  CUSTOM: 'asked first, by an external authorizer',
  DENY: 'asked before ALLOW',
  ALLOW: 'what no ALLOW policy matches is turned away',
} as const;

function reasonOf(policy: AuthorizationPolicyObject, gate: Gate): string {
  const action = policy.action as keyof typeof REASONS;
  const chance = policyChance(policy, gate.layer, gate.request);
  if (
    chance === 'never' &&
    gate.layer === 'ztunnel' &&
    policy.rules.length > 0
  ) {
    return 'ztunnel cannot look at HTTP, so no rule matches';
  }
  if (chance === 'never') return 'matches no request';
  return chance === 'always'
    ? `matches every request; ${REASONS[action]}`
    : REASONS[action];
}

function considered(
  gates: readonly Gate[],
  access: AuthorizationFacts['access'],
  rootNamespace: string,
): ConsideredObject[] {
  const deciding =
    {
      denied: ['DENY', 'ALLOW'],
      'allow-listed': ['ALLOW'],
      custom: ['CUSTOM'],
    }[access as string] ?? [];
  const rows = gates.flatMap(gate => [
    ...[...gate.custom, ...gate.deny, ...gate.allow].map(policy => ({
      policy,
      decides: deciding.includes(policy.action),
      reason: reasonOf(policy, gate),
    })),
    ...gate.inert.map(one => ({ ...one, decides: false })),
  ]);
  return rows.slice(0, TOLD).map(({ policy, decides, reason }) => ({
    ref: policy.ref,
    says: policyWords(policy),
    scope: scopeOf(policy, rootNamespace),
    decides,
    reason,
    createdAt: policy.createdAt,
  }));
}

/**
 * What AuthorizationPolicies and RequestAuthentications do at a workload;
 * undefined where no proxy enforces any.
 */
export function assessAuthorization(
  scope: AssessScope,
  group: WorkloadGroup,
  dataPlane: Enforcement,
  rootNamespace: string,
): AuthorizationFacts | undefined {
  const gates = workloadGates(scope, group, dataPlane, rootNamespace);
  if (gates.length === 0) return undefined;
  const unread = policiesUnread(scope);
  if (unread) {
    return {
      access: 'unknown',
      policies: [],
      authentication: unknownAuthentication(unread),
    };
  }
  const demand = tokenDemand(gates);
  const access = accessOf(gates, demand);
  return {
    access,
    policies: considered(gates, access, rootNamespace),
    authentication: scope.shared(authenticationFacts(demand, gates)),
  };
}
