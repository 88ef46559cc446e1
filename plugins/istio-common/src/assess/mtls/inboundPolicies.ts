import { byCreation } from '../../model/byCreation';
import type { StringMap } from '../../model/objectMeta';
import type { PeerAuthenticationObject } from '../../model/securityObjects';
import { isSubset } from '../../model/selectorMatches';
import type { InboundMtlsMode } from '../../model/verdicts';

/** The PeerAuthentications that concern one pod, each list oldest first. */
export interface InboundPolicies {
  readonly workload: readonly PeerAuthenticationObject[];
  readonly namespace: readonly PeerAuthenticationObject[];
  readonly mesh: readonly PeerAuthenticationObject[];
  /** Policies with a selector in the root namespace, which never apply. */
  readonly ignored: readonly PeerAuthenticationObject[];
}

/** Which level decided the mode of a port. */
export type InboundSource =
  | 'port'
  | 'workload'
  | 'namespace'
  | 'mesh'
  | 'default';

/** The mode of one port and what decided it. */
export interface InboundDecision {
  mode: InboundMtlsMode;
  source: InboundSource;
  decidedBy?: PeerAuthenticationObject;
}

const MODES: ReadonlySet<string> = new Set(['STRICT', 'PERMISSIVE', 'DISABLE']);

function setMode(mode: string | undefined): InboundMtlsMode | undefined {
  return mode !== undefined && MODES.has(mode)
    ? // The set holds nothing but modes.
      (mode as InboundMtlsMode)
    : undefined;
}

/** The mode that the policy sets for the whole workload; undefined for UNSET. */
export function modeOf(
  policy: PeerAuthenticationObject | undefined,
): InboundMtlsMode | undefined {
  return setMode(policy?.mode);
}

/** The mode that the policy sets for one container port; undefined for UNSET. */
export function portModeOf(
  policy: PeerAuthenticationObject | undefined,
  port: number,
): InboundMtlsMode | undefined {
  return setMode(policy?.portLevel?.[String(port)]);
}

/**
 * Sorts the policies by what they apply to. A selector that is absent or empty
 * makes a policy of the namespace, or of the mesh in the root namespace; a
 * selector in the root namespace is ignored, also for the pods that run there.
 * Source: pilot/pkg/model/authentication.go, addPeerAuthentication and
 * getConfigsForWorkload; pilot/pkg/security/authn/policy_applier.go.
 *
 * @param selects - whether a policy that has a selector selects the pod
 */
export function policyLevels(
  policies: Iterable<PeerAuthenticationObject>,
  place: { namespace: string; rootNamespace: string },
  selects: (policy: PeerAuthenticationObject) => boolean,
): InboundPolicies {
  const workload: PeerAuthenticationObject[] = [];
  const namespace: PeerAuthenticationObject[] = [];
  const mesh: PeerAuthenticationObject[] = [];
  const ignored: PeerAuthenticationObject[] = [];
  for (const policy of policies) {
    const inRoot = policy.ref.namespace === place.rootNamespace;
    if (!inRoot && policy.ref.namespace !== place.namespace) continue;
    if (!policy.selector) (inRoot ? mesh : namespace).push(policy);
    else if (selects(policy)) (inRoot ? ignored : workload).push(policy);
  }
  for (const level of [workload, namespace, mesh, ignored]) {
    level.sort(byCreation);
  }
  return { workload, namespace, mesh, ignored };
}

/** The policies that concern a pod, see {@link policyLevels}. */
export function inboundPolicies(
  policies: Iterable<PeerAuthenticationObject>,
  { namespace, labels }: { namespace: string; labels: StringMap | undefined },
  rootNamespace: string,
): InboundPolicies {
  return policyLevels(policies, { namespace, rootNamespace }, ({ selector }) =>
    isSubset(selector, labels),
  );
}

/**
 * The effective mode of one container port. Of each level only the oldest
 * policy counts, even when it leaves the mode unset. The narrowest level that
 * sets a mode wins: port, workload, namespace, mesh; PERMISSIVE when none does.
 * Port-level modes of namespace and mesh policies are ignored.
 * Source: pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication.
 */
export function decideInbound(
  policies: InboundPolicies,
  port: number,
): InboundDecision {
  const [workload] = policies.workload;
  const portMode = portModeOf(workload, port);
  if (portMode) return { mode: portMode, source: 'port', decidedBy: workload };
  for (const source of ['workload', 'namespace', 'mesh'] as const) {
    const [oldest] = policies[source];
    const mode = modeOf(oldest);
    if (mode) return { mode, source, decidedBy: oldest };
  }
  return { mode: 'PERMISSIVE', source: 'default' };
}
