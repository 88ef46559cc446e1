import type { NeededTraffic } from '../../api/security';
import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { networkOf } from '../assessWorkload';
import { containerPortOf } from '../findServices';
import type { WorkloadGroup } from '../groupWorkloads';
import { networkFix } from '../network/assessNetwork';
import { HBONE } from '../network/neededTraffic';
import type { ExposureDraft, ReadyDraft } from './exposureDraft';

/** The container ports of a workload that the routes lead to. */
function routedPorts(
  scope: AssessScope,
  group: WorkloadGroup,
  routes: ExposureDraft['routes'],
): ReadonlySet<number> {
  const own = scope.servicesOf(group);
  const ports = new Set<number>();
  for (const { service: ref, port } of routes) {
    const service = own.find(
      one => one.ref.name === ref?.name && one.ref.namespace === ref.namespace,
    );
    const found =
      port === undefined
        ? service?.ports[0]
        : service?.ports.find(one => one.port === port);
    const target = found && containerPortOf(group, found);
    if (target !== undefined) ports.add(target);
  }
  return ports;
}

/**
 * What NetworkPolicies do to the way from the gateway pods to the workloads
 * of a host: the first workload that they may not reach.
 */
export function shutOut(
  scope: AssessScope,
  { workloads, routes }: ExposureDraft,
  serving: readonly WorkloadGroup[],
): ReadyDraft['shutOut'] {
  if (scope.index.count('networkpolicy') === 0) return undefined;
  const gateways = new Set(serving.map(({ ref }) => stringifyObjectRef(ref)));
  for (const ref of workloads) {
    const group = scope.workload(ref);
    if (!group) continue;
    const ports = routedPorts(scope, group, routes);
    const isOurs = ({ what, port, allowed, gateways: shut }: NeededTraffic) =>
      what === 'ingress-gateway' &&
      allowed === 'no' &&
      (port === HBONE || (port !== undefined && ports.has(port))) &&
      (shut ?? []).some(one => gateways.has(stringifyObjectRef(one)));
    const need = scope.memo(networkOf, group)?.needs.find(isOurs);
    if (!need) continue;
    const [policy] = need.by;
    return {
      summary: `${need.detail}: ${
        policy
          ? `NetworkPolicy ${policy.namespace}/${policy.name}`
          : 'a NetworkPolicy'
      } isolates ${ref.kind} ${ref.namespace}/${ref.name}`,
      object: policy ?? ref,
      action: networkFix(group, need),
    };
  }
  return undefined;
}
