import type { WorkloadStatus } from '../../api/facts';
import type { StrictReadiness } from '../../api/security';
import type { AssessScope } from '../AssessScope';

/** What would break if each namespace, and the mesh, went STRICT. */
export function assessStrictReadiness(
  _scope: AssessScope,
  _workloads: readonly WorkloadStatus[],
): StrictReadiness[] {
  return [];
}
