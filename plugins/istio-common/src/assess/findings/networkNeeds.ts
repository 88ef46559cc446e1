import type { WorkloadStatus } from '../../api/facts';
import type { NeededTraffic } from '../../api/security';
import type { WorkloadGroup } from '../groupWorkloads';
import { networkFix } from '../network/assessNetwork';
import { type RawFinding, nameOf } from './findingRule';
import { workloadRule } from './workloadRule';

/** Metrics are missed, everything else breaks. */
function kindOf({ what }: NeededTraffic): 'metricsBlocked' | 'networkBlocked' {
  return what === 'metrics' ? 'metricsBlocked' : 'networkBlocked';
}

/** The text of the status where it is about the same need, which is held once. */
function fixOf(
  group: WorkloadGroup,
  need: NeededTraffic,
  network: WorkloadStatus['network'],
): string {
  const { detail } = networkFix(group, need);
  return network?.action?.detail === detail ? network.action.detail : detail;
}

/** NetworkPolicies that shut out what the mesh needs. */
export const networkNeeds = workloadRule({
  name: 'network-needs',
  raises: ['networkBlocked', 'metricsBlocked'],
  reads: [
    ['networkpolicies.networking.k8s.io', 'networkpolicy'],
    ['namespaces', 'namespace'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['gateways.networking.istio.io', 'gateway'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
    ['httproutes.gateway.networking.k8s.io', 'httproute'],
    ['grpcroutes.gateway.networking.k8s.io', 'grpcroute'],
    ['tlsroutes.gateway.networking.k8s.io', 'tlsroute'],
  ],
  *judge(scope, { ref, network }, group): Iterable<RawFinding> {
    const blocked = (network?.needs ?? []).filter(
      ({ allowed }) => allowed === 'no',
    );
    for (const kind of ['networkBlocked', 'metricsBlocked'] as const) {
      const needs = blocked.filter(need => kindOf(need) === kind);
      const [first] = needs;
      if (!first) continue;
      // Without a policy nothing is blocked.
      const [policy] = first.by;
      yield {
        kind,
        object: scope.index.find(ref) ?? { ref },
        related: first.by,
        cause: `${first.detail}: ${nameOf(policy)} isolates ${nameOf(ref)}${
          needs.length > 1 ? ` (and ${needs.length - 1} more)` : ''
        }`,
        fix: fixOf(group, first, network),
      };
    }
  },
});
