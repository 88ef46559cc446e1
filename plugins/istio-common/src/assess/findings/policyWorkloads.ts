import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { podKinds, podNamespaces } from '../podKinds';
import { isIgnored } from './ignoredNamespaces';
import { isAmbient, isPodInMesh } from './inMesh';
import { labelsInWords } from './sharedPods';

/** Pods of one namespace, or of all; the selector as JSON. */
function hasPod(scope: AssessScope, question: string): boolean {
  const [namespace, labels]: [string | null, StringMap | null] =
    JSON.parse(question);
  const namespaces = namespace === null ? podNamespaces(scope) : [namespace];
  return namespaces.some(
    name =>
      !isIgnored({ group: '', kind: 'Namespace', name }) &&
      podKinds(scope, name).some(
        pod =>
          isSubset(labels ?? undefined, pod.labels) &&
          (isPodInMesh(scope, pod) || isAmbient(pod)),
      ),
  );
}

/**
 * AuthorizationPolicies for pods that are not there, or not in the mesh. One
 * with targetRefs is for no pod; istioctl takes it for one of the whole
 * namespace (pilot/pkg/model/policyattachment.go says otherwise).
 * Source: pkg/config/analysis/analyzers/authz/authorizationpolicies.go.
 */
export const policyWorkloads = objectRule({
  name: 'policy-workloads',
  raises: ['noWorkloads'],
  subjects: ['authorizationpolicy'],
  reads: [
    ['authorizationpolicies.security.istio.io', 'authorizationpolicy'],
    ['pods', 'pod'],
    ['namespaces', 'namespace'],
    ['configmaps', 'configmap'],
  ],
  *judge({ scope }, policy): Iterable<RawFinding> {
    const { ref, selector, targets } = policy;
    if (targets) return;
    const isMeshWide =
      ref.namespace === scope.settingsOf(undefined).rootNamespace;
    if (isMeshWide && !selector) return;
    const question = [isMeshWide ? null : ref.namespace, selector ?? null];
    if (scope.memo(hasPod, JSON.stringify(question))) return;
    const where = isMeshWide
      ? 'of any namespace'
      : `of namespace ${ref.namespace}`;
    yield {
      kind: 'noWorkloads',
      object: policy,
      cause: selector
        ? `${nameOf(ref)} selects ${labelsInWords(
            selector,
          )}, and no pod ${where} with these labels is in the mesh`
        : `${nameOf(ref)} is for all pods ${where}, and none is in the mesh`,
      fix: selector
        ? `Correct spec.selector of ${nameOf(ref)}, or delete it.`
        : `Bring the namespace into the mesh, or delete ${nameOf(ref)}.`,
    };
  },
});
