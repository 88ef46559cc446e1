import type {
  AuthorizationPolicyObject,
  PolicyScope,
  RequestAuthenticationObject,
} from '../../model/securityObjects';
import type { DataPlaneMode } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import type { WorkloadGroup } from '../groupWorkloads';
import type { Gate } from './gates';
import { isAttached, proxyOf } from './proxyOf';
import { workloadGates } from './workloadGates';

/** Modes in which a proxy enforces policies. */
const ENFORCING = ['sidecar', 'gateway', 'ambient'] as const;

/** How policies are enforced at a workload; undefined where none is. */
function enforcedMode(
  _scope: AssessScope,
  { pods }: WorkloadGroup,
): DataPlaneMode | undefined {
  const modes = new Set(pods.map(podDataPlane));
  return ENFORCING.find(mode => modes.has(mode));
}

function gatesOf(scope: AssessScope, group: WorkloadGroup): readonly Gate[] {
  const mode = scope.memo(enforcedMode, group);
  if (!mode) return [];
  const { rootNamespace } = scope.settingsOf(undefined);
  return workloadGates(scope, group, { mode }, rootNamespace);
}

/** The proxy of a workload with what it enforces, waypoints aside. */
export function ownGate(
  scope: AssessScope,
  group: WorkloadGroup,
): Gate | undefined {
  return scope.memo(gatesOf, group)[0];
}

/** The workloads whose own proxy enforces a policy. */
export function attachedGroups(
  scope: AssessScope,
  policy: PolicyScope &
    Pick<AuthorizationPolicyObject | RequestAuthenticationObject, 'ref'>,
): readonly WorkloadGroup[] {
  const { rootNamespace } = scope.settingsOf(undefined);
  const namespace = policy.ref.namespace ?? '';
  const near =
    namespace === rootNamespace
      ? scope.workloads
      : scope.workloadsIn(namespace);
  return near.filter(
    group =>
      scope.memo(enforcedMode, group) !== undefined &&
      isAttached(policy, namespace, proxyOf(scope, group), rootNamespace),
  );
}

function gateway(_scope: AssessScope, { pods }: WorkloadGroup): boolean {
  return pods.some(pod => podDataPlane(pod) === 'gateway');
}

/** Whether the pods of a workload are gateways. */
export function isGatewayGroup(
  scope: AssessScope,
  group: WorkloadGroup,
): boolean {
  return scope.memo(gateway, group);
}
