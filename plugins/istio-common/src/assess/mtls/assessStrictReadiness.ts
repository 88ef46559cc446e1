import type { WorkloadStatus } from '../../api/facts';
import type { StrictReadiness } from '../../api/security';
import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { ownReasons } from './ownReasons';
import { plainClients } from './plainClients';
import {
  type MeshMember,
  type MemberState,
  type ReadinessScope,
  blindSpot,
  readinessOf,
} from './readinessOf';

/** Modes in which mTLS does not take place, or not for sure. */
const OFF: ReadonlySet<string> = new Set(['plaintext', 'bypassed', 'DISABLE']);

/** Least strict first. */
function stateOf({ mtls }: WorkloadStatus): MemberState {
  if (mtls.some(({ mode }) => mode === 'unknown')) return 'unknown';
  if (mtls.some(({ mode }) => OFF.has(mode))) return 'off';
  return mtls.some(({ mode }) => mode === 'PERMISSIVE')
    ? 'permissive'
    : 'strict';
}

/** A workload of the mesh as readiness sees it; undefined for any other. */
function memberOf(
  scope: AssessScope,
  status: WorkloadStatus,
): MeshMember | undefined {
  const { mode } = status.dataPlane;
  if (mode !== 'sidecar' && !mode.startsWith('ambient')) return undefined;
  const group = scope.workload(status.ref);
  if (!group) return undefined;
  const services = scope.servicesOf(group);
  const open = status.mtls.filter(
    port => port.mode === 'PERMISSIVE' || port.mode === 'DISABLE',
  );
  const reasons = new Map(
    open
      .flatMap(({ port }) => ownReasons(scope, group, services, port))
      .map(one => [`${stringifyObjectRef(one.ref)} ${one.reason}`, one]),
  );
  const revision =
    status.revision.actual[0]?.revision ?? status.revision.desired;
  return {
    ref: status.ref,
    state: stateOf(status),
    reasons: [...reasons.values()],
    bypassed: status.mtls
      .filter(port => port.mode === 'bypassed')
      .map(({ port }) => port),
    ...(revision !== undefined && { revision }),
  };
}

/**
 * What would break if each namespace, and each mesh as a whole, went STRICT:
 * a static analysis. A client without a proxy is taken to call anything, since
 * who calls whom is not in the API. Clients are found once for all.
 */
export function assessStrictReadiness(
  scope: AssessScope,
  workloads: readonly WorkloadStatus[],
): StrictReadiness[] {
  const members = workloads.flatMap(
    status => scope.memo(memberOf, status) ?? [],
  );
  const clients = plainClients(scope);
  const byNamespace = new Map<string, MeshMember[]>();
  const byMesh = new Map<string, MeshMember[]>();
  const add = (
    map: Map<string, MeshMember[]>,
    key: string,
    member: MeshMember,
  ) => {
    const known = map.get(key);
    if (known) known.push(member);
    else map.set(key, [member]);
  };
  for (const member of members) {
    const { rootNamespace } = scope.settingsOf(member.revision);
    add(byNamespace, member.ref.namespace ?? '', member);
    add(byMesh, rootNamespace, member);
  }
  const rows = (
    kind: ReadinessScope['scope'],
    map: ReadonlyMap<string, MeshMember[]>,
  ) =>
    [...map]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([namespace, own]) =>
        readinessOf(scope, { scope: kind, namespace }, own, clients),
      );
  if (byMesh.size === 0 && blindSpot(scope)) {
    // That no workload is known says nothing then.
    byMesh.set(scope.settingsOf(undefined).rootNamespace, []);
  }
  return [...rows('mesh', byMesh), ...rows('namespace', byNamespace)];
}
