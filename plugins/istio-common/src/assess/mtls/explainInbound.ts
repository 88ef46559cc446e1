import type { ConsideredObject, Why } from '../../api/facts';
import type { PeerAuthenticationObject } from '../../model/securityObjects';
import {
  type InboundDecision,
  type InboundPolicies,
  modeOf,
  portModeOf,
} from './inboundPolicies';

type Level = 'workload' | 'namespace' | 'mesh';

const LEVELS: readonly Level[] = ['workload', 'namespace', 'mesh'];

/** So many policies of a level are told; the oldest, which decides, is the first. */
const TOLD = 20;

/** How a policy is named in a sentence: `shop/default`. */
function named(policy: PeerAuthenticationObject): string {
  return `${policy.ref.namespace}/${policy.ref.name}`;
}

function listed(policies: readonly PeerAuthenticationObject[]): string {
  const first = policies.slice(0, 5).map(named).join(', ');
  const more = policies.length - 5;
  return more > 0 ? `${first} and ${more} more` : first;
}

function reasonOf(
  level: Level,
  position: number,
  unset: boolean,
  decision: InboundDecision,
): string {
  if (position > 0) return 'younger, same scope';
  if (unset) return 'leaves the mode to the wider scope';
  const winner = decision.source === 'port' ? 'workload' : decision.source;
  return winner === level
    ? 'leaves this port to itself'
    : `${winner} beats ${level}`;
}

function decidingReason(level: Level, count: number): string {
  if (count > 1) return 'oldest match';
  return level === 'workload' ? 'selects this workload' : `the ${level} policy`;
}

function considered(
  policies: InboundPolicies,
  decision: InboundDecision,
  port: number,
): ConsideredObject[] {
  const rows = LEVELS.flatMap(level =>
    policies[level].slice(0, TOLD).map((policy, position): ConsideredObject => {
      const decides = policy === decision.decidedBy;
      const portMode =
        level === 'workload' ? portModeOf(policy, port) : undefined;
      const mode = portMode ?? modeOf(policy);
      return {
        ref: policy.ref,
        says: portMode ? `${portMode} on port ${port}` : mode ?? 'UNSET',
        scope: level,
        decides,
        reason: decides
          ? decidingReason(level, policies[level].length)
          : reasonOf(level, position, mode === undefined, decision),
        createdAt: policy.createdAt,
      };
    }),
  );
  const ignored = policies.ignored.slice(0, TOLD).map(
    (policy): ConsideredObject => ({
      ref: policy.ref,
      says: modeOf(policy) ?? 'UNSET',
      scope: 'mesh',
      decides: false,
      reason: 'a selector in the root namespace has no effect',
      createdAt: policy.createdAt,
    }),
  );
  return [...rows, ...ignored];
}

const MODE_WORDS: Readonly<Record<string, string>> = {
  STRICT: 'Strict',
  PERMISSIVE: 'Permissive',
  DISABLE: 'Disabled',
};

function summaryOf(
  policies: InboundPolicies,
  decision: InboundDecision,
  port: number,
): string {
  const word = MODE_WORDS[decision.mode] ?? decision.mode;
  const { decidedBy, source } = decision;
  if (!decidedBy || source === 'default') {
    return `${word}, because no policy sets a mode and Istio's default is PERMISSIVE`;
  }
  const name = named(decidedBy);
  const level = source === 'port' ? 'workload' : source;
  const rivals = policies[level].filter(policy => policy !== decidedBy);
  const younger =
    rivals.length > 0
      ? `; ${listed(rivals)} ${
          rivals.length > 1 ? 'are' : 'is'
        } younger and ignored`
      : '';
  const subject = {
    port: `${name} sets port ${port}`,
    workload:
      rivals.length > 0
        ? `${name} is the oldest policy that selects this workload`
        : `${name} selects this workload`,
    namespace: `${name} is the ${
      rivals.length > 0 ? 'oldest ' : ''
    }policy of the namespace`,
    mesh: `${name} is the ${rivals.length > 0 ? 'oldest ' : ''}mesh policy`,
  }[source];
  return `${word}, because ${subject}${younger}`;
}

/** Every policy considered for a port, in order of precedence, and the sentence. */
export function explainInbound(
  policies: InboundPolicies,
  decision: InboundDecision,
  port: number,
): Why {
  return {
    summary: summaryOf(policies, decision, port),
    considered: considered(policies, decision, port),
  };
}
