import type { MeshIndex } from '../../index/MeshIndex';
import type { NetworkPolicyObject } from '../../model/networkPolicyObjects';
import { selectorMatches } from '../../model/selectorMatches';
import { useRule } from './useRule';

/** Whether a pod is under both policies. */
function shareAPod(
  a: NetworkPolicyObject,
  b: NetworkPolicyObject,
  index: MeshIndex,
): boolean {
  for (const { labels } of index.inNamespace('pod', a.ref.namespace ?? '')) {
    if (selectorMatches(a.pods, labels) && selectorMatches(b.pods, labels)) {
      return true;
    }
  }
  return false;
}

/**
 * NetworkPolicies that keep isolating pods: what only the one that goes lets
 * in is then refused, as what policies let in adds up.
 * Source: kubernetes.io/docs/concepts/services-networking/network-policies.
 *
 * @internal
 */
export const networkPolicyUses = useRule({
  type: 'networkpolicy',
  reads: ['networkpolicies.networking.k8s.io', 'pods'],
  usesOf(gone, { after: { index } }) {
    if (!gone.ingress || gone.rules.length === 0) return [];
    const users = [
      ...index.inNamespace('networkpolicy', gone.ref.namespace ?? ''),
    ].filter(other => other.ingress && shareAPod(gone, other, index));
    return [
      {
        users: users.map(({ ref }) => ref),
        harm: 'they isolate the same pods, which then no longer get what only this one lets in',
        fix: 'Remove these too, or let in there what the pods need.',
        severity: 'warning',
      },
    ];
  },
});
