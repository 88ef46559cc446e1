import type { ControlPlaneStatus } from '../../api/controlPlane';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { podRevision } from '../revision/podRevision';

/** Proxies of one workload by revision and version read off the image. */
interface ProxyCount {
  revision: string;
  version: string;
  pods: number;
}

function countOf(scope: AssessScope, group: WorkloadGroup): ProxyCount[] {
  const counts = new Map<string, ProxyCount>();
  for (const pod of group.pods) {
    const actual = podRevision(pod, scope.tags, scope.versions);
    // An inferred version is the control plane's own and says nothing of it.
    if (!actual?.version || actual.inferred) continue;
    const { revision, version } = actual;
    const key = `${revision} ${version}`;
    const known = counts.get(key);
    if (known) known.pods += 1;
    else counts.set(key, { revision, version, pods: 1 });
  }
  return [...counts.values()];
}

/** How many proxies of a revision run which version, newest first. */
export function proxiesOf(
  scope: AssessScope,
  revision: string,
): NonNullable<ControlPlaneStatus['proxies']> {
  const versions = new Map<string, number>();
  for (const group of scope.workloads) {
    for (const one of scope.memo(countOf, group)) {
      if (one.revision !== revision) continue;
      versions.set(one.version, (versions.get(one.version) ?? 0) + one.pods);
    }
  }
  return [...versions]
    .sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }))
    .map(([version, pods]) => ({ version, pods }));
}

/** The workloads of a revision that run one of the versions. */
export function workloadsRunning(
  scope: AssessScope,
  revision: string,
  versions: ReadonlySet<string>,
): WorkloadGroup[] {
  return scope.workloads.filter(group =>
    scope
      .memo(countOf, group)
      .some(one => one.revision === revision && versions.has(one.version)),
  );
}
