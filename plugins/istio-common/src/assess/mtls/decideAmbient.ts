import type { PeerAuthenticationObject } from '../../model/securityObjects';
import {
  type InboundDecision,
  type InboundPolicies,
  decideInbound,
  modeOf,
  portModeOf,
} from './inboundPolicies';

function portModes(
  policy: PeerAuthenticationObject | undefined,
): ReadonlySet<string> {
  return new Set(Object.values(policy?.portLevel ?? {}));
}

function permissive(decision: InboundDecision): InboundDecision {
  // ztunnel refuses plain text or it does not; it never turns mTLS off.
  return decision.mode === 'DISABLE'
    ? { ...decision, mode: 'PERMISSIVE' }
    : decision;
}

/**
 * The effective mode of one port as ztunnel enforces it: STRICT or not. Levels
 * rank as for sidecars, but for a workload policy that leaves its own mode
 * unset below a parent that is STRICT: its ports count only when one of them
 * says PERMISSIVE (DISABLE alone excepts nothing), and when there is a policy
 * of the namespace that leaves the mode unset too, such a port opens every port,
 * because istiod then sends neither the exception nor the parent's STRICT.
 * Source: pilot/pkg/serviceregistry/ambient/authorization.go,
 * convertedSelectorPeerAuthentications and convertPeerAuthentication; ztunnel
 * src/state.rs, assert_rbac, which passes over policies that it lacks.
 */
export function decideAmbient(
  policies: InboundPolicies,
  port: number,
): InboundDecision {
  const decision = decideInbound(policies, port);
  const [workload] = policies.workload;
  if (!workload?.portLevel || modeOf(workload)) return permissive(decision);
  const parent = decideInbound({ ...policies, workload: [] }, port);
  if (parent.mode !== 'STRICT') return permissive(decision);
  if (!portModes(workload).has('PERMISSIVE')) return parent;
  const [namespace] = policies.namespace;
  const lost = namespace !== undefined && modeOf(namespace) === undefined;
  if (lost) return { mode: 'PERMISSIVE', source: 'port', decidedBy: workload };
  return portModeOf(workload, port) ? permissive(decision) : parent;
}
