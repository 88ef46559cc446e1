import { byCreation } from '../../model/byCreation';
import type { PeerAuthenticationObject } from '../../model/securityObjects';
import type { AssessScope } from '../AssessScope';
import { objectNamespaces } from '../objectNamespaces';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

function inRoot(policy: PeerAuthenticationObject): RawFinding {
  return {
    kind: 'ineffectivePolicy',
    object: policy,
    cause: `${nameOf(
      policy.ref,
    )} selects workloads, which has no effect in the root namespace`,
    fix: `Move ${nameOf(policy.ref)} to the namespace of the workloads.`,
  };
}

function portsWithoutSelector(policy: PeerAuthenticationObject): RawFinding {
  return {
    kind: 'ineffectivePolicy',
    object: policy,
    cause: `${nameOf(
      policy.ref,
    )} sets ports without a selector, and Istio ignores its portLevelMtls`,
    fix: `Give ${nameOf(policy.ref)} a selector, or remove portLevelMtls.`,
  };
}

function younger(
  policy: PeerAuthenticationObject,
  oldest: PeerAuthenticationObject,
): RawFinding {
  return {
    kind: 'ineffectivePolicy',
    object: policy,
    related: [oldest.ref],
    cause: `${nameOf(policy.ref)} is ignored, because ${nameOf(
      oldest.ref,
    )} has the same scope and is older`,
    fix: `Merge the two into ${nameOf(oldest.ref)}, or delete one.`,
  };
}

/** What the policy applies to in its namespace. */
function scopeKey({ selector }: PeerAuthenticationObject): string {
  const labels = Object.entries(selector ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return JSON.stringify(labels);
}

function findingsIn(scope: AssessScope, namespace: string): RawFinding[] {
  const { rootNamespace } = scope.settingsOf(undefined);
  const oldest = new Map<string, PeerAuthenticationObject>();
  const found: RawFinding[] = [];
  const policies = [
    ...scope.index.inNamespace('peerauthentication', namespace),
  ];
  for (const policy of policies.sort(byCreation)) {
    if (policy.selector && namespace === rootNamespace) {
      found.push(inRoot(policy));
      continue;
    }
    if (policy.portLevel && !policy.selector) {
      found.push(portsWithoutSelector(policy));
    }
    const key = scopeKey(policy);
    const first = oldest.get(key);
    if (first) found.push(younger(policy, first));
    else oldest.set(key, policy);
  }
  return found;
}

/** PeerAuthentications that never take part: younger twins, and misplaced parts. */
export const peerAuthentications: FindingRule = {
  name: 'peer-authentications',
  raises: ['ineffectivePolicy'],
  reads: [['peerauthentications.security.istio.io', 'peerauthentication']],
  find: ({ scope }) =>
    objectNamespaces(scope, 'peerauthentication').flatMap(namespace =>
      scope.memo(findingsIn, namespace),
    ),
};
