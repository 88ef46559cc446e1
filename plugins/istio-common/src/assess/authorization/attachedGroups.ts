import type {
  AuthorizationPolicyObject,
  PolicyScope,
  RequestAuthenticationObject,
} from '../../model/securityObjects';
import type { DataPlaneMode } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import type { Gate } from './gates';
import { isAttached, proxyOf } from './proxyOf';
import { workloadGates } from './workloadGates';

/** Modes in which a proxy enforces policies. */
const ENFORCING = ['sidecar', 'gateway', 'ambient'] as const;

/** How policies are enforced at a workload; undefined where none is. */
function enforcedMode({ shape }: WorkloadGroup): DataPlaneMode | undefined {
  return ENFORCING.find(mode => shape.modes.includes(mode));
}

function gatesOf(scope: AssessScope, group: WorkloadGroup): readonly Gate[] {
  const mode = enforcedMode(group);
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
      enforcedMode(group) !== undefined &&
      isAttached(policy, namespace, proxyOf(scope, group), rootNamespace),
  );
}
