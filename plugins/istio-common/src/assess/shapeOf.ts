import type { StringMap } from '../model/objectMeta';
import type { PodObject } from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';
import { podDataPlane } from './dataplane/podDataPlane';
import type { GroupShape, WorkloadGroup } from './groupWorkloads';

const NO_LABELS: StringMap = {};

/** The labels of the pods, each combination once. */
function combinations(pods: readonly PodObject[]): StringMap[] {
  // Equal labels of pods are one object in the index, mostly.
  return [...new Set(pods.map(({ labels }) => labels ?? NO_LABELS))];
}

/**
 * What is said of a workload's pods together, in one result: who asks this
 * instead of reading the pods is not run again for each of them.
 */
export function shapeOf(scope: AssessScope, group: WorkloadGroup): GroupShape {
  const { pods, object } = group;
  const [newest] = pods;
  const template = object?.template;
  const serviceAccount = newest?.serviceAccount ?? template?.serviceAccount;
  return {
    labels: newest?.labels ?? template?.labels ?? NO_LABELS,
    ports: newest?.ports ?? template?.ports ?? [],
    ...(serviceAccount !== undefined && { serviceAccount }),
    modes: scope.shared([...new Set(pods.map(podDataPlane))].sort()),
    podLabels: combinations(pods),
    hostNetwork: pods.some(pod => pod.hostNetwork),
  };
}
