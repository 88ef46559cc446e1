import type { FindingStatus, WorkloadStatus } from '../../api/facts';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { workloadNamespaces } from '../workloadNamespaces';
import { viewOf } from '../workloadStatuses';
import { completeFinding } from './completeFinding';
import type { FindingRule, RawFinding } from './findingRule';

/** A rule that judges one workload after the other, each on its own. */
export interface WorkloadRule extends Omit<FindingRule, 'find'> {
  judge(
    scope: AssessScope,
    workload: WorkloadStatus,
    group: WorkloadGroup,
  ): Iterable<RawFinding>;
}

/**
 * A rule for each workload. Those of one namespace are judged together: one
 * result for each workload takes more room than most findings are worth.
 */
export function workloadRule({ judge, ...rule }: WorkloadRule): FindingRule {
  function findingsIn(scope: AssessScope, namespace: string): FindingStatus[] {
    const found: FindingStatus[] = [];
    for (const group of scope.workloadsIn(namespace)) {
      const view = viewOf(scope, group);
      for (const one of judge(scope, view, group)) {
        found.push(completeFinding(scope, one));
      }
    }
    return found;
  }
  return {
    ...rule,
    find: ({ scope }) =>
      workloadNamespaces(scope).flatMap(namespace =>
        scope.memo(findingsIn, namespace),
      ),
  };
}
