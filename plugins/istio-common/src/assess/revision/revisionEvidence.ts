import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import type { WorkloadGroup } from '../groupWorkloads';
import { type DesiredRevision, desiredRevision } from './desiredRevision';
import { podRevision } from './podRevision';

/** What the verdict is taken from. */
export interface RevisionEvidence {
  desired: DesiredRevision;
  /** Version of the control plane of the desired revision. */
  wantedVersion?: string;
  /** Whether that control plane is there and ready; undefined when not known. */
  controlPlaneReady?: boolean;
  pods: {
    total: number;
    withoutProxy: number;
    otherRevision: number;
    otherVersion: number;
    current: number;
    ambient: number;
  };
}

/** Desired revision, its control plane, and how many pods differ from it. */
export function revisionEvidence(
  scope: AssessScope,
  group: WorkloadGroup,
): RevisionEvidence {
  const desired = desiredRevision(scope, group);
  const wanted = desired.kind === 'injected' ? desired.revision : undefined;
  const wantedVersion =
    wanted === undefined ? undefined : scope.versions.get(wanted);
  const pods = {
    total: group.pods.length,
    withoutProxy: 0,
    otherRevision: 0,
    otherVersion: 0,
    current: 0,
    ambient: 0,
  };
  for (const pod of group.pods) {
    const mode = podDataPlane(pod);
    const actual = podRevision(pod, scope.tags, scope.versions);
    if (mode === 'ambient' || mode === 'ambient-pending') pods.ambient += 1;
    if (!actual) {
      if (mode === 'none') pods.withoutProxy += 1;
      if (wanted === undefined) pods.current += 1;
    } else if (actual.revision !== wanted) pods.otherRevision += 1;
    else if (
      wantedVersion &&
      actual.version &&
      !actual.inferred &&
      actual.version !== wantedVersion
    ) {
      pods.otherVersion += 1;
    } else pods.current += 1;
  }
  const planesUnread = scope.unread('deployments.apps', 'workload');
  const planes = scope.controlPlanes.filter(one => one.revision === wanted);
  return {
    desired,
    ...(wantedVersion && { wantedVersion }),
    // A cluster without any istiod is run by a control plane elsewhere.
    ...(wanted !== undefined &&
      !planesUnread &&
      scope.controlPlanes.length > 0 && {
        controlPlaneReady: planes.some(({ ready }) => ready),
      }),
    pods,
  };
}
