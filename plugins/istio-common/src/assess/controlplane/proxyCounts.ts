import type { ControlPlaneStatus } from '../../api/controlPlane';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { assessRevision } from '../revision/assessRevision';
import type { ProxyCount } from '../revision/countProxies';
import { workloadNamespaces } from '../workloadNamespaces';

/** Proxies of one workload. */
function proxiesIn(
  scope: AssessScope,
  group: WorkloadGroup,
): readonly ProxyCount[] {
  return scope.memo(assessRevision, group).proxies;
}

/** The counts of the workloads of one namespace, added up. */
function countsIn(scope: AssessScope, namespace: string): ProxyCount[] {
  const sums = new Map<string, ProxyCount>();
  for (const group of scope.workloadsIn(namespace)) {
    for (const one of proxiesIn(scope, group)) {
      const key = `${one.revision} ${one.version ?? ''}`;
      const known = sums.get(key);
      if (known) known.pods += one.pods;
      else sums.set(key, { ...one });
    }
  }
  return [...sums.values()];
}

const BY_VERSION = new Intl.Collator('en', { numeric: true });

function countVersions(
  scope: AssessScope,
  revision: string,
): NonNullable<ControlPlaneStatus['proxies']> {
  const versions = new Map<string, number>();
  for (const namespace of workloadNamespaces(scope)) {
    for (const one of scope.memo(countsIn, namespace)) {
      if (one.revision !== revision || !one.version) continue;
      versions.set(one.version, (versions.get(one.version) ?? 0) + one.pods);
    }
  }
  return [...versions]
    .sort(([a], [b]) => BY_VERSION.compare(b, a))
    .map(([version, pods]) => ({ version, pods }));
}

function revisionsRunning(scope: AssessScope): readonly string[] {
  const found = new Set<string>();
  for (const namespace of workloadNamespaces(scope)) {
    for (const { revision } of scope.memo(countsIn, namespace)) {
      found.add(revision);
    }
  }
  return [...found].sort();
}

/** The revisions of all proxies, their version known or not. */
export function revisionsInUse(scope: AssessScope): readonly string[] {
  return scope.memo(revisionsRunning, undefined);
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
  return scope.workloadsIn(namespace).flatMap(group =>
    proxiesIn(scope, group).map(({ revision, version }) => ({
      revision,
      version,
      group,
    })),
  );
}

/** The workloads of a revision that run one of the versions. */
export function workloadsRunning(
  scope: AssessScope,
  revision: string,
  versions: ReadonlySet<string>,
): WorkloadGroup[] {
  const running = workloadNamespaces(scope)
    .flatMap(namespace => scope.memo(runnersIn, namespace))
    .filter(one => one.revision === revision && versions.has(one.version ?? ''))
    .map(({ group }) => group);
  return [...new Set(running)].sort((a, b) => (a.key < b.key ? -1 : 1));
}
