import type { WorkloadStatus } from '../../api/facts';
import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import { attributeOf } from '../authorization/attributes';
import { matchesOf } from '../authorization/matchesOf';
import type { AssessScope } from '../AssessScope';
import { decisionsOf, handlingOf } from '../assessWorkload';
import type { WorkloadGroup } from '../groupWorkloads';
import type { PortDecision } from '../mtls/inboundDecisions';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import type { ObjectRef } from '../../model/identity';
import { workloadNamespaces } from '../workloadNamespaces';
import { viewOf } from '../workloadStatuses';
import { listPorts } from './listPorts';

const IDENTITIES: ReadonlySet<string> = new Set([
  'principal',
  'namespace',
  'serviceAccount',
  'trustDomain',
]);

/** Whether a policy goes by who the client is. */
function namesClients({ rules }: AuthorizationPolicyObject): boolean {
  return rules
    .flatMap(matchesOf)
    .some(
      ({ key, values }) =>
        values !== undefined && IDENTITIES.has(attributeOf(key)),
    );
}

function openPorts(
  decisions: readonly PortDecision[],
  policy: AuthorizationPolicyObject,
) {
  // A DENY is got round by plain text; an ALLOW admits no one where only that
  // is spoken. What goes past the proxy no policy decides.
  return decisions.filter(
    ({ mode }) =>
      mode === 'DISABLE' || (mode === 'PERMISSIVE' && policy.action === 'DENY'),
  );
}

/** The policies of a workload that go by identities, with the ports where clients need not have one. */
function openTo(scope: AssessScope, group: WorkloadGroup) {
  const workload: WorkloadStatus = viewOf(scope, group);
  if (scope.memo(handlingOf, group).mode === 'gateway') return [];
  return (workload.authorization?.policies ?? []).flatMap(({ ref }) => {
    const policy = scope.index.find(ref);
    if (policy?.type !== 'authorizationpolicy' || policy.dryRun) return [];
    if (!namesClients(policy)) return [];
    const open = openPorts(decisionsOf(scope, group), policy);
    return open.length > 0 ? [{ policy, open, workload: workload.ref }] : [];
  });
}

/** The same for the workloads of one namespace, each policy once. */
function openIn(scope: AssessScope, namespace: string) {
  const found = new Map<ObjectRef, ReturnType<typeof openTo>[number]>();
  for (const group of scope.workloadsIn(namespace)) {
    for (const one of openTo(scope, group)) {
      if (!found.has(one.policy.ref)) found.set(one.policy.ref, one);
    }
  }
  return [...found.values()];
}

/** Policies that go by identities on ports where clients need not have one. */
export const authorizationIdentity: FindingRule = {
  name: 'authorization-identity',
  raises: ['identityNeedsMtls'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['peerauthentications.security.istio.io', 'peerauthentication'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['namespaces', 'namespace'],
    ['services', 'service'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['destinationrules.networking.istio.io', 'destinationrule'],
  ],
  *find({ scope }): Iterable<RawFinding> {
    const found = workloadNamespaces(scope).flatMap(namespace =>
      scope.memo(openIn, namespace),
    );
    // One of the mesh is told of the first of its workloads.
    const reported = new Set<string>();
    for (const { policy, open, workload } of found) {
      const { ref } = policy;
      if (reported.has(nameOf(ref))) continue;
      reported.add(nameOf(ref));
      const where = `${listPorts(open)} of ${nameOf(workload)}`;
      yield {
        kind: 'identityNeedsMtls',
        object: policy,
        related: [workload],
        cause:
          policy.action === 'DENY'
            ? `${nameOf(
                ref,
              )} denies by identity, and a client that sends plain text to ${where} has none and gets by`
            : `${nameOf(
                ref,
              )} admits by identity, and on ${where} no client has one`,
        fix: `Set mode STRICT for ${where}.`,
      };
    }
  },
};
