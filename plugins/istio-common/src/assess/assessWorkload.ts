import type { WorkloadStatus } from '../api/facts';
import { packed } from '../model/packed';
import type { PodObject } from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';
import { assessAuthorization } from './authorization/assessAuthorization';
import type { Draft } from './commonPart';
import type { KeptWorkload } from './keptFacts';
import { workloadDataPlane } from './dataplane/workloadDataPlane';
import { type WorkloadGroup, labelsOf } from './groupWorkloads';
import { type InboundCase, inboundCase } from './mtls/inboundCase';
import { type PortDecision, inboundDecisions } from './mtls/inboundDecisions';
import { assessNetwork } from './network/assessNetwork';
import { assessRevision } from './revision/assessRevision';
import { podRevisions } from './revision/podRevisions';
import { workloadSupply } from './supply/workloadSupply';

const BY_VERSION = new Intl.Collator('en', { numeric: true });

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
    .sort(([a], [b]) => BY_VERSION.compare(b, a))
    .map(([version, count]) => ({
      version,
      pods: count,
      inferred: inferred.has(version),
    }));
}

function podRow(
  { ref, ready, createdAt = '', problem }: PodObject,
  revision: string | undefined,
  proxyVersion: string | undefined,
): WorkloadStatus['podList'][number] {
  const { name } = ref;
  // There are as many rows as pods: a literal of all fields takes least room.
  if (revision !== undefined && proxyVersion && !problem) {
    return { name, ready, revision, proxyVersion, createdAt };
  }
  return {
    name,
    ready,
    ...(revision !== undefined && { revision }),
    ...(proxyVersion && { proxyVersion }),
    createdAt,
    ...(problem && { problem }),
  };
}

function podRows(
  scope: AssessScope,
  group: WorkloadGroup,
): { rows: WorkloadStatus['podList']; inferred: Set<string> } {
  const inferred = new Set<string>();
  const revisions = podRevisions(scope, group.pods);
  const rows = group.pods.map((pod, at) => {
    const actual = revisions[at];
    if (actual?.inferred && actual.version) inferred.add(actual.version);
    const version = actual?.version && scope.sharedText(actual.version);
    return podRow(pod, actual?.revision, version);
  });
  return { rows: rows.sort((a, b) => (a.name < b.name ? -1 : 1)), inferred };
}

/** Where the traffic of its pods is handled. */
export function dataPlaneOf(scope: AssessScope, group: WorkloadGroup) {
  const { desired } = scope.memo(assessRevision, group);
  return workloadDataPlane(scope, group, desired, scope.servicesOf(group));
}

/** What policies are judged by: it stays the same while pods come and go. */
export function handlingOf(scope: AssessScope, group: WorkloadGroup) {
  const { mode, waypoint } = scope.memo(dataPlaneOf, group);
  const { actual, desired } = scope.memo(assessRevision, group).revision;
  const revision = actual[0]?.revision ?? desired;
  const { rootNamespace } = scope.settingsOf(revision);
  return scope.shared({ mode, waypoint, revision, rootNamespace });
}

/** What AuthorizationPolicies and RequestAuthentications do at it. */
export function authorizationOf(scope: AssessScope, group: WorkloadGroup) {
  const handling = scope.memo(handlingOf, group);
  const facts = assessAuthorization(
    scope,
    group,
    handling,
    handling.rootNamespace,
  );
  // Most workloads are open in the same way.
  return facts && scope.shared(facts);
}

/** What NetworkPolicies do to traffic into it. */
export function networkOf(scope: AssessScope, group: WorkloadGroup) {
  return assessNetwork(scope, group, scope.memo(handlingOf, group).mode);
}

/** Images of the mesh that its pods run, and those that cannot be pulled. */
export function supplyOf(scope: AssessScope, group: WorkloadGroup) {
  const supply = workloadSupply(scope.context, group);
  return supply && scope.shared(supply);
}

/** The Services that select its pods, as a status lists them. */
export function serviceRows(
  scope: AssessScope,
  group: WorkloadGroup,
): WorkloadStatus['services'] {
  return scope.servicesOf(group).map(({ ref, ports }) => ({
    name: ref.name,
    ports: scope.shared(
      ports.map(({ port, name, targetPort, protocol }) => ({
        port,
        ...(name && { name }),
        targetPort,
        protocol,
      })),
    ),
  }));
}

/** What the inbound mTLS of its ports rests on. */
export function inboundCaseOf(
  scope: AssessScope,
  group: WorkloadGroup,
): InboundCase {
  const { mode, rootNamespace } = scope.memo(handlingOf, group);
  return inboundCase(scope, {
    group,
    mode,
    whyMode: () => scope.memo(dataPlaneOf, group).why.summary,
    services: scope.servicesOf(group),
    rootNamespace,
  });
}

/** The mode of each of its ports, for those who need no explanation. */
export function decisionsOf(
  scope: AssessScope,
  group: WorkloadGroup,
): readonly PortDecision[] {
  return scope.memo(inboundDecisions, scope.memo(inboundCaseOf, group));
}

const NO_PORTS: KeptWorkload['mtls'] = [];

/**
 * Everything that is said of one workload, apart from its ports. What policies
 * do is worked out apart, so that it is not done again for every pod, nor the
 * rest for them.
 */
export function assessWorkload(
  scope: AssessScope,
  group: WorkloadGroup,
): Draft<KeptWorkload, InboundCase> {
  const { revision, currentPods } = scope.memo(assessRevision, group);
  const supply = scope.memo(supplyOf, group);
  const { rows, inferred } = podRows(scope, group);
  const { serviceAccount } = group.shape;
  const authorization = scope.memo(authorizationOf, group);
  const network = scope.memo(networkOf, group);
  const fact: KeptWorkload = {
    cluster: scope.context.cluster,
    ref: group.ref,
    labels: labelsOf(group),
    ...(serviceAccount && { serviceAccount }),
    pods: scope.shared({
      total: group.pods.length,
      ready: group.pods.filter(pod => pod.ready).length,
      current: currentPods,
    }),
    dataPlane: scope.memo(dataPlaneOf, group),
    proxyVersions: scope.shared(proxyVersions(rows, inferred)),
    revision,
    mtls: NO_PORTS,
    ...(supply && { supply }),
    ...(authorization && { authorization }),
    ...(network && { network }),
    services: serviceRows(scope, group),
    podList: rows,
  };
  // Rows are copies of it, and take the room that it takes.
  return { fact: packed(fact), common: scope.memo(inboundCaseOf, group) };
}
