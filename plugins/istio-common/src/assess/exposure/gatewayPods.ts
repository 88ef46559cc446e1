import type { ExposureStatus } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';

function hasPods(_scope: AssessScope, { pods }: WorkloadGroup): boolean {
  return pods.length > 0;
}

/** Those of the workloads that have pods. */
export function running(
  scope: AssessScope,
  groups: readonly WorkloadGroup[],
): readonly ObjectRef[] {
  const some = groups.filter(group => scope.memo(hasPods, group));
  return scope.shared(some.map(({ ref }) => ref));
}

function hasReadyPods(_scope: AssessScope, { pods }: WorkloadGroup): boolean {
  return pods.some(({ ready }) => ready);
}

/** Whether a pod of one of the workloads is ready. */
export function anyReady(
  scope: AssessScope,
  workloads: readonly ObjectRef[],
): boolean {
  return workloads.some(ref => {
    const group = scope.workload(ref);
    return group !== undefined && scope.memo(hasReadyPods, group);
  });
}

function gatewayPods(
  scope: AssessScope,
  servedBy: readonly ObjectRef[],
): ExposureStatus['gatewayPods'] {
  const counts = new Map<string, { pods: number; ready: number }>();
  for (const ref of servedBy) {
    const group = scope.workload(ref);
    if (!group) continue;
    const { namespace, pods } = group;
    const count = counts.get(namespace) ?? { pods: 0, ready: 0 };
    count.pods += pods.length;
    count.ready += pods.filter(pod => pod.ready).length;
    counts.set(namespace, count);
  }
  return [...counts].map(([namespace, count]) => ({ namespace, ...count }));
}

/** The pods of a gateway, which all of its hosts have in common. */
export const GATEWAY_PODS = {
  value: gatewayPods,
  fill: <TFact extends Pick<ExposureStatus, 'gatewayPods'>>(
    fact: TFact,
    pods: TFact['gatewayPods'],
  ): TFact => ({ ...fact, gatewayPods: pods }),
};
