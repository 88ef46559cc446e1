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

/** The counts of the workloads of one namespace, added up. */
function countsIn(scope: AssessScope, namespace: string): ProxyCount[] {
  const sums = new Map<string, ProxyCount>();
  for (const group of scope.workloadsIn(namespace)) {
    for (const one of scope.memo(countOf, group)) {
      const key = `${one.revision} ${one.version}`;
      const known = sums.get(key);
      if (known) known.pods += one.pods;
      else sums.set(key, { ...one });
    }
  }
  return [...sums.values()];
}

function namespacesOf({ workloads }: AssessScope): string[] {
  return [...new Set(workloads.map(({ namespace }) => namespace))];
}

const BY_VERSION = new Intl.Collator('en', { numeric: true });

function countVersions(
  scope: AssessScope,
  revision: string,
): NonNullable<ControlPlaneStatus['proxies']> {
  const versions = new Map<string, number>();
  for (const namespace of scope.memo(namespacesOf, undefined)) {
    for (const one of scope.memo(countsIn, namespace)) {
      if (one.revision !== revision) continue;
      versions.set(one.version, (versions.get(one.version) ?? 0) + one.pods);
    }
  }
  return [...versions]
    .sort(([a], [b]) => BY_VERSION.compare(b, a))
    .map(([version, pods]) => ({ version, pods }));
}

/** How many proxies of a revision run which version, newest first. */
export function proxiesOf(
  scope: AssessScope,
  revision: string,
): NonNullable<ControlPlaneStatus['proxies']> {
  return scope.memo(countVersions, revision);
}

/** Which workloads of one namespace run what. */
function runnersIn(scope: AssessScope, namespace: string) {
  return scope
    .workloadsIn(namespace)
    .flatMap(group =>
      scope
        .memo(countOf, group)
        .map(({ revision, version }) => ({ revision, version, group })),
    );
}

/** The workloads of a revision that run one of the versions. */
export function workloadsRunning(
  scope: AssessScope,
  revision: string,
  versions: ReadonlySet<string>,
): WorkloadGroup[] {
  const running = scope
    .memo(namespacesOf, undefined)
    .flatMap(namespace => scope.memo(runnersIn, namespace))
    .filter(one => one.revision === revision && versions.has(one.version))
    .map(({ group }) => group);
  return [...new Set(running)].sort((a, b) => (a.key < b.key ? -1 : 1));
}
