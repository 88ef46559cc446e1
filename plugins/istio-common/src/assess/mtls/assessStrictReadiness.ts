import type { StrictReadiness } from '../../api/security';
import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { decisionsOf } from '../assessWorkload';
import type { WorkloadGroup } from '../groupWorkloads';
import { workloadNamespaces } from '../workloadNamespaces';
import { viewOf } from '../workloadStatuses';
import type { PortDecision } from './inboundDecisions';
import { plainClients } from './plainClients';
import {
  type MeshMember,
  type MemberState,
  blindSpot,
  readinessOf,
} from './readinessOf';

/** Modes in which mTLS does not take place, or not for sure. */
const OFF: ReadonlySet<string> = new Set(['plaintext', 'bypassed', 'DISABLE']);

/** Least strict first. */
function stateOf(ports: readonly PortDecision[]): MemberState {
  if (ports.some(({ mode }) => mode === 'unknown')) return 'unknown';
  if (ports.some(({ mode }) => OFF.has(mode))) return 'off';
  return ports.some(({ mode }) => mode === 'PERMISSIVE')
    ? 'permissive'
    : 'strict';
}

const NONE: readonly never[] = [];

/** A workload of the mesh as readiness sees it; undefined for any other. */
function memberOf(
  scope: AssessScope,
  group: WorkloadGroup,
): MeshMember | undefined {
  const { dataPlane, revision: running } = viewOf(scope, group);
  const { mode } = dataPlane;
  if (mode !== 'sidecar' && !mode.startsWith('ambient')) return undefined;
  const ports = decisionsOf(scope, group);
  const open = ports.filter(
    port => port.mode === 'PERMISSIVE' || port.mode === 'DISABLE',
  );
  const reasons = new Map(
    open
      .flatMap(({ own }) => own)
      .map(one => [`${stringifyObjectRef(one.ref)} ${one.reason}`, one]),
  );
  const bypassed = ports
    .filter(port => port.mode === 'bypassed')
    .map(({ port }) => port);
  const revision = running.actual[0]?.revision ?? running.desired;
  return {
    ref: group.ref,
    state: stateOf(ports),
    reasons: reasons.size > 0 ? [...reasons.values()] : NONE,
    bypassed: bypassed.length > 0 ? bypassed : NONE,
    ...(revision !== undefined && { revision }),
    rootNamespace: scope.settingsOf(revision).rootNamespace,
  };
}

function membersIn(scope: AssessScope, namespace: string): MeshMember[] {
  return scope
    .workloadsIn(namespace)
    .flatMap(group => scope.memo(memberOf, group) ?? []);
}

function ofNamespace(
  scope: AssessScope,
  namespace: string,
): StrictReadiness | undefined {
  const members = scope.memo(membersIn, namespace);
  if (members.length === 0) return undefined;
  const what = { scope: 'namespace', namespace } as const;
  return readinessOf(scope, what, members, plainClients(scope));
}

/** A row for each mesh of the cluster, by root namespace. */
function ofMeshes(
  scope: AssessScope,
  namespaces: readonly string[],
): StrictReadiness[] {
  const meshes = new Map<string, MeshMember[]>();
  for (const namespace of namespaces) {
    for (const member of scope.memo(membersIn, namespace)) {
      const known = meshes.get(member.rootNamespace);
      if (known) known.push(member);
      else meshes.set(member.rootNamespace, [member]);
    }
  }
  if (meshes.size === 0 && blindSpot(scope)) {
    // That no workload is known says nothing then.
    meshes.set(scope.settingsOf(undefined).rootNamespace, []);
  }
  return [...meshes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, members]) =>
      readinessOf(
        scope,
        { scope: 'mesh', namespace },
        members,
        plainClients(scope),
      ),
    );
}

/**
 * What would break if each namespace, and each mesh as a whole, went STRICT:
 * a static analysis. A client without a proxy is taken to call anything, since
 * who calls whom is not in the API. Clients are found once for all.
 */
export function assessStrictReadiness(scope: AssessScope): StrictReadiness[] {
  const namespaces = [...workloadNamespaces(scope)].sort();
  return [
    ...ofMeshes(scope, namespaces),
    ...namespaces.flatMap(
      namespace => scope.memo(ofNamespace, namespace) ?? [],
    ),
  ];
}
