import type { ObjectRef } from '../../model/identity';
import type { PolicyTarget } from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import { attachedGroups } from '../authorization/attachedGroups';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Groups of the kinds that policies can be attached to. */
const GROUPS: Readonly<Record<string, string>> = {
  Service: '',
  ServiceEntry: 'networking.istio.io',
  Gateway: 'gateway.networking.k8s.io',
  GatewayClass: 'gateway.networking.k8s.io',
};

/** Why a target cannot work; undefined when it can. */
function problemOf(
  scope: AssessScope,
  { kind, group, name, namespace }: PolicyTarget,
  policy: ObjectRef,
): string | undefined {
  if (GROUPS[kind] !== (group === 'core' ? '' : group)) {
    return `${kind} of ${
      group || 'the core group'
    } is nothing that policies are attached to`;
  }
  if (kind === 'GatewayClass') {
    const { rootNamespace } = scope.settingsOf(undefined);
    if (name !== 'istio-waypoint') {
      return `GatewayClass ${name} is not that of waypoints`;
    }
    return policy.namespace === rootNamespace
      ? undefined
      : `a GatewayClass counts in the root namespace ${rootNamespace} only`;
  }
  if (namespace !== undefined && namespace !== policy.namespace) {
    return `${kind} ${namespace}/${name} is in another namespace`;
  }
  const found = scope.index.find({
    group: GROUPS[kind],
    kind,
    namespace: policy.namespace ?? '',
    name,
  });
  return found
    ? undefined
    : `${kind} ${policy.namespace}/${name} does not exist`;
}

/** Policies whose scope is not what it looks like. */
export const authorizationTargets = objectRule({
  name: 'authorization-targets',
  raises: ['policyTarget', 'strayLabels', 'authenticationWithoutWorkload'],
  subjects: ['authorizationpolicy', 'requestauthentication'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['requestauthentications.security.istio.io', 'requestauthentication'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    const { ref, targets, selector, strayLabels } = policy;
    const name = nameOf(ref);
    if (strayLabels && !targets) {
      yield {
        kind: 'strayLabels',
        object: policy,
        cause: `${name} has matchLabels beside its selector, so it applies to ${
          selector ? 'what the selector alone says' : 'the whole namespace'
        }`,
        fix: `Move matchLabels of ${name} into spec.selector.`,
      };
    }
    if (targets && selector) {
      yield {
        kind: 'policyTarget',
        object: policy,
        cause: `${name} has a selector and targets, and sidecars ignore it for the targets`,
        fix: `Keep one of the two in ${name}.`,
      };
    }
    for (const target of targets ?? []) {
      const problem = problemOf(scope, target, ref);
      if (!problem) continue;
      yield {
        kind: 'policyTarget',
        object: policy,
        cause: `${name} is enforced nowhere by its target: ${problem}`,
        fix: `Correct targetRefs of ${name}.`,
      };
    }
    if (
      policy.type === 'requestauthentication' &&
      !targets &&
      attachedGroups(scope, policy).length === 0
    ) {
      yield {
        kind: 'authenticationWithoutWorkload',
        object: policy,
        cause: `${name} applies to no workload with a proxy`,
        fix: `Correct spec.selector of ${name}, or delete it.`,
      };
    }
  },
});
