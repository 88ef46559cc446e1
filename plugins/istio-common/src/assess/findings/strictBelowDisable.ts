import type { WorkloadStatus } from '../../api/facts';
import { byCreation } from '../../model/byCreation';
import type { AssessScope } from '../AssessScope';
import { decisionsOf, handlingOf } from '../assessWorkload';
import type { WorkloadGroup } from '../groupWorkloads';
import { modeOf } from '../mtls/inboundPolicies';
import { type RawFinding, nameOf } from './findingRule';
import { listPorts } from './listPorts';
import { workloadRule } from './workloadRule';

/** The policy that makes a namespace DISABLE, as clients see it. */
function disabling(scope: AssessScope, namespace: string) {
  const { rootNamespace } = scope.settingsOf(undefined);
  const oldest = (place: string) =>
    [...scope.index.inNamespace('peerauthentication', place)]
      .filter(({ selector }) => !selector)
      .sort(byCreation)[0];
  const own = namespace === rootNamespace ? undefined : oldest(namespace);
  const decisive = modeOf(own) ? own : oldest(rootNamespace);
  return modeOf(decisive) === 'DISABLE' ? decisive : undefined;
}

function findingsOf(
  scope: AssessScope,
  workload: WorkloadStatus,
  group: WorkloadGroup,
): RawFinding[] {
  const { ref } = workload;
  const strict = decisionsOf(scope, group).filter(
    ({ mode, source }) =>
      mode === 'STRICT' && (source === 'workload' || source === 'port'),
  );
  if (strict.length === 0) return [];
  if (scope.memo(handlingOf, group).mode !== 'sidecar') return [];
  const policy = scope.memo(disabling, ref.namespace ?? '');
  // Read only where it matters, because few namespaces are DISABLE.
  const services = policy ? workload.services : [];
  if (services.length === 0) return [];
  const ruled = services.some(
    ({ name }) =>
      scope.destinationRules.covering(
        `${name}.${ref.namespace}.svc.cluster.local`,
      ).length > 0,
  );
  const own = strict[0].decidedBy;
  if (!policy || ruled || !own) return [];
  return [
    {
      kind: 'autoMtlsDisabled',
      object: scope.index.find(own) ?? { ref: own },
      related: [policy.ref, ref],
      cause: `${nameOf(own)} makes ${listPorts(strict)} of ${nameOf(
        ref,
      )} STRICT, and clients send plain text, because ${nameOf(
        policy.ref,
      )} is DISABLE`,
      fix: `Set ${nameOf(
        policy.ref,
      )} to PERMISSIVE, or add a DestinationRule with tls.mode ISTIO_MUTUAL for the Service.`,
    },
  ];
}

/**
 * STRICT workloads in namespaces that are DISABLE: automatic mTLS goes by the
 * namespace or mesh, not by the workload.
 * Source: pilot/pkg/model/push_context.go, BestEffortInferServiceMTLSMode.
 */
export const strictBelowDisable = workloadRule({
  name: 'strict-below-disable',
  raises: ['autoMtlsDisabled'],
  reads: [
    ['peerauthentications.security.istio.io', 'peerauthentication'],
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['namespaces', 'namespace'],
    ['services', 'service'],
  ],
  judge: findingsOf,
});
