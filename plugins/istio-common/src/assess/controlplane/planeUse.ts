import type { NextStep } from '../../api/facts';
import type { AssessScope } from '../AssessScope';
import type { ControlPlane } from '../controlPlanes';
import { revisionsInUse } from './proxyCounts';
import { safeCommand } from '../safeCommand';
import { agentsOf } from './planeFollowers';

/** Tags and labels of namespaces by which new pods would come to the revision. */
function leadersTo(scope: AssessScope, revision: string): string[] {
  const tags = [...scope.tags]
    .filter(([, target]) => target === revision)
    .map(([tag]) => `tag ${tag}`);
  const namespaces = [...scope.index.all('namespace')]
    .filter(({ labels }) => labels?.['istio.io/rev'] === revision)
    .map(({ ref }) => `namespace ${ref.name}`);
  return [...tags.sort(), ...namespaces.sort()];
}

/** Whether something of the revision runs, or may run where it cannot be seen. */
function isUsed(scope: AssessScope, revision: string): boolean {
  const unread =
    scope.unread('pods', 'pod') ?? scope.unread('namespaces', 'namespace');
  return (
    unread !== undefined ||
    agentsOf(scope, revision).length > 0 ||
    revisionsInUse(scope).includes(revision)
  );
}

function isOnly(scope: AssessScope, plane: ControlPlane): boolean {
  return scope.controlPlanes.every(one => one.revision === plane.revision);
}

/**
 * What to do about a control plane whose support has ended. One that nothing
 * uses any more, beside another revision, is removed: there is nothing to move.
 */
export function endedStep(scope: AssessScope, plane: ControlPlane): NextStep {
  const { revision, version, deployment } = plane;
  if (isUsed(scope, revision) || isOnly(scope, plane)) {
    return {
      title: `Upgrade ${deployment.ref.name}`,
      detail: `Support of ${version} has ended, so it gets no security fixes: install a supported minor release as a new revision and move the workloads over.`,
    };
  }
  const leaders = leadersTo(scope, revision);
  const more = leaders.length > 5 ? ` and ${leaders.length - 5} more` : '';
  const first =
    leaders.length > 0
      ? `first give ${leaders
          .slice(0, 5)
          .join(', ')}${more} another revision, then uninstall it`
      : 'uninstall it';
  return {
    title: `Remove ${deployment.ref.name}`,
    detail: `Support of ${version} has ended and no proxy uses revision ${revision} in this cluster: ${first}.`,
    ...safeCommand`istioctl uninstall --revision ${{ label: revision }}`,
  };
}
