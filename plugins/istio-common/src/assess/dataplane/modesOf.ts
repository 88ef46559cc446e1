import type { DataPlaneMode } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { podDataPlane } from './podDataPlane';

function modesOfPods(_scope: AssessScope, { pods }: WorkloadGroup) {
  return [...new Set(pods.map(podDataPlane))].sort();
}

/**
 * The modes that a workload's pods are in, each once. Who asks this instead of
 * reading the pods is not run again for each of them.
 */
export function modesOf(
  scope: AssessScope,
  group: WorkloadGroup,
): readonly DataPlaneMode[] {
  return scope.memo(modesOfPods, group);
}
