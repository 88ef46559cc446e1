import type { PortMtlsStatus, WorkloadStatus } from '../api/facts';
import type { AssessScope } from './AssessScope';
import { assessAuthorization } from './authorization/assessAuthorization';
import { workloadDataPlane } from './dataplane/workloadDataPlane';
import { type WorkloadGroup, labelsOf } from './groupWorkloads';
import { assessInbound } from './mtls/assessInbound';
import { assessNetwork } from './network/assessNetwork';
import { assessRevision } from './revision/assessRevision';
import { podRevision } from './revision/podRevision';
import { workloadSupply } from './supply/workloadSupply';

function proxyVersions(
  pods: WorkloadStatus['podList'],
  inferred: ReadonlySet<string>,
): WorkloadStatus['proxyVersions'] {
  const counts = new Map<string, number>();
  for (const { proxyVersion } of pods) {
    if (proxyVersion === undefined) continue;
    counts.set(proxyVersion, (counts.get(proxyVersion) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }))
    .map(([version, count]) => ({
      version,
      pods: count,
      inferred: inferred.has(version),
    }));
}

function podRows(
  scope: AssessScope,
  group: WorkloadGroup,
): { rows: WorkloadStatus['podList']; inferred: Set<string> } {
  const inferred = new Set<string>();
  const rows = group.pods.map(pod => {
    const actual = podRevision(pod, scope.tags, scope.versions);
    if (actual?.inferred && actual.version) inferred.add(actual.version);
    return {
      name: pod.ref.name,
      ready: pod.ready,
      ...(actual && { revision: actual.revision }),
      ...(actual?.version && { proxyVersion: actual.version }),
      createdAt: pod.createdAt ?? '',
      ...(pod.problem && { problem: pod.problem }),
    };
  });
  return { rows: rows.sort((a, b) => (a.name < b.name ? -1 : 1)), inferred };
}

/** Everything that is said of one workload. */
export function assessWorkload(
  scope: AssessScope,
  group: WorkloadGroup,
  clients: PortMtlsStatus['strict']['reasons'],
): WorkloadStatus {
  const { revision, desired, currentPods } = assessRevision(scope, group);
  const services = scope.servicesOf(group);
  const dataPlane = workloadDataPlane(scope, group, desired, services);
  const supply = workloadSupply(scope.context, group);
  const { rows, inferred } = podRows(scope, group);
  const { rootNamespace } = scope.settingsOf(
    revision.actual[0]?.revision ?? revision.desired,
  );
  const serviceAccount =
    group.pods[0]?.serviceAccount ?? group.object?.template.serviceAccount;
  const authorization = assessAuthorization(
    scope,
    group,
    dataPlane,
    rootNamespace,
  );
  const network = assessNetwork(scope, group, dataPlane.mode);
  return {
    cluster: scope.context.cluster,
    ref: group.ref,
    labels: { ...labelsOf(group) },
    ...(serviceAccount && { serviceAccount }),
    pods: {
      total: group.pods.length,
      ready: group.pods.filter(pod => pod.ready).length,
      current: currentPods,
    },
    dataPlane,
    proxyVersions: proxyVersions(rows, inferred),
    revision,
    mtls: assessInbound({
      scope,
      group,
      dataPlane,
      services,
      rootNamespace,
      clients,
    }),
    ...(supply && { supply }),
    ...(authorization && { authorization }),
    ...(network && { network }),
    services: services.map(({ ref, ports }) => ({
      name: ref.name,
      ports: ports.map(({ port, name, targetPort, protocol }) => ({
        port,
        ...(name && { name }),
        targetPort,
        protocol,
      })),
    })),
    podList: rows,
  };
}
