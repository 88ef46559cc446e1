import type {
  NetworkPeer,
  NetworkPolicyObject,
  NetworkPort,
  NetworkRule,
} from '../../model/networkPolicyObjects';
import type { StringMap } from '../../model/objectMeta';
import { selectorMatches } from '../../model/selectorMatches';
import { type Chance, anyOf } from '../authorization/chance';
import { blockContains, isEverywhere } from './cidr';

/** Where traffic comes from. */
export type NetworkSource =
  | {
      kind: 'pod';
      namespace: string;
      namespaceLabels: StringMap | undefined;
      labels: StringMap;
    }
  | { kind: 'address'; address: string }
  /** Some namespace that is not known. */
  | { kind: 'elsewhere' }
  /** A machine of the cluster, whose address is not known. */
  | { kind: 'host' };

/** Every namespace carries its name as a label, by the API server. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

function podChance(
  { pods, namespaces, block }: NetworkPeer,
  source: Extract<NetworkSource, { kind: 'pod' }>,
  policyNamespace: string,
): Chance {
  if (block)
    return isEverywhere(block.cidr) && !block.except ? 'always' : 'sometimes';
  if (!pods && !namespaces) return 'never';
  const inPlace = namespaces
    ? selectorMatches(namespaces, {
        ...source.namespaceLabels,
        [NAME_LABEL]: source.namespace,
      })
    : source.namespace === policyNamespace;
  return inPlace && selectorMatches(pods, source.labels) ? 'always' : 'never';
}

function addressChance({ block }: NetworkPeer, address: string): Chance {
  const inside =
    block !== undefined &&
    blockContains(block.cidr, address) &&
    !block.except?.some(one => blockContains(one, address));
  return inside ? 'always' : 'never';
}

/**
 * Whether a peer of a rule stands for the source. Selectors match pods only;
 * without `namespaceSelector` those of the policy's own namespace. The address
 * of a pod is not known, so that a block may hold it.
 * Source: k8s.io/api/networking/v1/types.go, NetworkPolicyPeer.
 */
export function peerChance(
  peer: NetworkPeer,
  source: NetworkSource,
  policyNamespace: string,
): Chance {
  switch (source.kind) {
    case 'pod':
      return podChance(peer, source, policyNamespace);
    case 'address':
      return addressChance(peer, source.address);
    case 'host':
      if (!peer.block) return 'never';
      return isEverywhere(peer.block.cidr) && !peer.block.except
        ? 'always'
        : 'sometimes';
    default:
      return peer.namespaces || peer.block ? 'always' : 'never';
  }
}

/** A port of the pods, with the name that its container gives it. */
export interface TargetPort {
  port: number;
  name?: string;
}

function portMatches(rule: NetworkPort, { port, name }: TargetPort): boolean {
  if (rule.protocol !== undefined) return false;
  if (rule.port === undefined) return true;
  if (typeof rule.port === 'string') return rule.port === name;
  return (
    rule.port === port ||
    (rule.endPort !== undefined && rule.port <= port && port <= rule.endPort)
  );
}

/** Whether a rule opens a TCP port; without `ports` it opens every one. */
export function opensPort({ ports }: NetworkRule, port: TargetPort): boolean {
  return ports === undefined || ports.some(one => portMatches(one, port));
}

function ruleChance(
  rule: NetworkRule,
  source: NetworkSource,
  port: TargetPort,
  policyNamespace: string,
): Chance {
  if (!opensPort(rule, port)) return 'never';
  if (!rule.from) return 'always';
  return anyOf(
    rule.from.map(peer => peerChance(peer, source, policyNamespace)),
  );
}

/** Whether a policy lets traffic from a source to a port. */
export function policyAdmits(
  policy: NetworkPolicyObject,
  source: NetworkSource,
  port: TargetPort,
): Chance {
  if (policy.unreadable) return 'sometimes';
  const namespace = policy.ref.namespace ?? '';
  return anyOf(
    policy.rules.map(rule => ruleChance(rule, source, port, namespace)),
  );
}

/** What the policies that isolate some pods say of traffic; they add up. */
export interface Admission {
  allowed: 'yes' | 'no' | 'unknown';
  by: NetworkPolicyObject[];
}

const ALLOWED = { always: 'yes', sometimes: 'unknown', never: 'no' } as const;

/** Whether isolated pods are reached: one policy that lets traffic in is enough. */
export function admits(
  isolating: readonly NetworkPolicyObject[],
  source: NetworkSource,
  port: TargetPort,
): Admission {
  if (isolating.length === 0) return { allowed: 'yes', by: [] };
  const chances = isolating.map(policy => policyAdmits(policy, source, port));
  const chance = anyOf(chances);
  const by =
    chance === 'never'
      ? [...isolating]
      : isolating.filter((_, at) => chances[at] === chance);
  return { allowed: ALLOWED[chance], by };
}
