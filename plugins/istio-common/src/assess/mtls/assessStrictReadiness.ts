import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { decisionsOf, handlingOf } from '../assessWorkload';
import type { WorkloadGroup } from '../groupWorkloads';
import type { KeptReadiness } from '../keptFacts';
import { workloadNamespaces } from '../workloadNamespaces';
import type { PortDecision } from './inboundDecisions';
import {
  type MeshMember,
  type MemberState,
  type Standing,
  blindSpot,
  readinessOf,
  standingOf,
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
  const { mode, revision, rootNamespace } = scope.memo(handlingOf, group);
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
  return {
    ref: group.ref,
    state: stateOf(ports),
    reasons: reasons.size > 0 ? [...reasons.values()] : NONE,
    bypassed: bypassed.length > 0 ? bypassed : NONE,
    ...(revision !== undefined && { revision }),
    rootNamespace,
  };
}

function membersIn(scope: AssessScope, namespace: string): MeshMember[] {
  return scope
    .workloadsIn(namespace)
    .flatMap(group => memberOf(scope, group) ?? []);
}

function standingIn(scope: AssessScope, namespace: string): Standing {
  return standingOf(scope, scope.memo(membersIn, namespace));
}

function ofNamespace(
  scope: AssessScope,
  namespace: string,
): readonly KeptReadiness[] {
  const standing = scope.memo(standingIn, namespace);
  if (standing.workloads.total === 0) return NONE;
  const what = { scope: 'namespace', namespace } as const;
  return [readinessOf(scope, what, standing)];
}

/** How each mesh of the cluster stands, by root namespace. */
function standingOfMeshes(
  scope: AssessScope,
): Array<readonly [namespace: string, standing: Standing]> {
  const namespaces = [...workloadNamespaces(scope)].sort();
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
    .map(([namespace, members]) => [namespace, standingOf(scope, members)]);
}

/** What the answer is made of: the meshes, and each namespace of workloads. */
export function readinessParts(
  scope: AssessScope,
): ReadonlyArray<string | undefined> {
  return [undefined, ...[...workloadNamespaces(scope)].sort()];
}

/**
 * What would break if a namespace went STRICT, or each mesh as a whole: a
 * static analysis. A client without a proxy is taken to call anything, since
 * who calls whom is not in the API; which there are is left to those who read
 * it, see {@link completeReadiness}.
 */
export function assessStrictReadiness(
  scope: AssessScope,
  part: string | undefined,
): readonly KeptReadiness[] {
  if (part !== undefined) return ofNamespace(scope, part);
  return scope
    .memo(standingOfMeshes, undefined)
    .map(([namespace, standing]) =>
      readinessOf(scope, { scope: 'mesh', namespace }, standing),
    );
}
