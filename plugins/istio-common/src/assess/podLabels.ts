import type { StringMap } from '../model/objectMeta';
import type { AssessScope } from './AssessScope';
import type { WorkloadGroup } from './groupWorkloads';

const NO_LABELS: StringMap = {};

function distinctLabels(
  _scope: AssessScope,
  { pods }: WorkloadGroup,
): readonly StringMap[] {
  // Equal labels of pods are one object in the index, mostly.
  return [...new Set(pods.map(({ labels }) => labels ?? NO_LABELS))];
}

/**
 * The labels of a workload's pods, each combination once. Who asks this instead
 * of reading the pods is not run again for each of them.
 */
export function podLabels(
  scope: AssessScope,
  group: WorkloadGroup,
): readonly StringMap[] {
  return scope.memo(distinctLabels, group);
}
