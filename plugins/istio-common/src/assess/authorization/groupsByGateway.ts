import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import type { GatewayWorkload } from '../exposure/gatewayWorkloads';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The workloads that serve each Gateway, of Istio's API or the Gateway API. */
export function groupsByGateway(
  scope: AssessScope,
  serving: readonly GatewayWorkload[],
): (gateway: ObjectRef) => readonly WorkloadGroup[] {
  const groups = new Map<string, WorkloadGroup[]>();
  const add = (ref: ObjectRef, group: WorkloadGroup) => {
    const key = stringifyObjectRef(ref);
    const known = groups.get(key);
    if (known) known.push(group);
    else groups.set(key, [group]);
  };
  for (const { group, gateways } of serving) {
    for (const { ref } of gateways) add(ref, group);
  }
  for (const group of scope.workloads) {
    const labels = labelsOf(group);
    if (!Object.hasOwn(labels, GATEWAY_NAME)) continue;
    add(
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: group.namespace,
        name: labels[GATEWAY_NAME],
      },
      group,
    );
  }
  return gateway => groups.get(stringifyObjectRef(gateway)) ?? [];
}
