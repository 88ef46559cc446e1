import { byCreation } from '../../model/byCreation';
import type { SidecarObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isAmbient } from './inMesh';
import { labelsInWords, sharedPods } from './sharedPods';
import { namesInWords, someRelated } from './someRelated';

/** Oldest first, as istiod looks through them (push_context.go, initSidecarScopes). */
function sidecarsIn({ index }: AssessScope, namespace: string) {
  return [...index.inNamespace('sidecar', namespace)].sort(byCreation);
}

function defaultsIn(scope: AssessScope, namespace: string) {
  return scope.memo(sidecarsIn, namespace).filter(one => !one.workloadSelector);
}

function selectionsIn(scope: AssessScope, namespace: string) {
  return sharedPods(
    scope
      .memo(sidecarsIn, namespace)
      .flatMap(object =>
        object.workloadSelector
          ? [{ object, labels: object.workloadSelector }]
          : [],
      ),
    scope.index.inNamespace('pod', namespace),
    pod => !isAmbient(pod),
  );
}

/** Source: pkg/config/analysis/analyzers/util/in_mesh.go, NamespaceInAmbientMode. */
function isAmbientNamespace(scope: AssessScope, namespace: string): boolean {
  const labels = scope.labelsOfNamespace(namespace) ?? {};
  return (
    labels['istio-injection'] !== 'enabled' &&
    (labels['istio.io/rev'] ?? '') === '' &&
    labels['istio.io/dataplane-mode'] === 'ambient'
  );
}

function ineffective(sidecar: SidecarObject, what: string): RawFinding {
  return {
    kind: 'ineffectivePolicy',
    object: sidecar,
    cause: `${nameOf(
      sidecar.ref,
    )} has no effect, because ${what} is in ambient mode and has no sidecar`,
    fix: `Delete ${nameOf(sidecar.ref)}.`,
  };
}

function* forNamespace(
  scope: AssessScope,
  sidecar: SidecarObject,
): Iterable<RawFinding> {
  const namespace = sidecar.ref.namespace ?? '';
  if (isAmbientNamespace(scope, namespace)) {
    yield ineffective(sidecar, `namespace ${namespace}`);
    return;
  }
  const others = someRelated(
    scope.memo(defaultsIn, namespace),
    one => one.ref.name !== sidecar.ref.name,
  );
  if (others.length === 0) return;
  yield {
    kind: 'severalDefaultSidecars',
    object: sidecar,
    related: others.map(({ ref }) => ref),
    cause: `${namesInWords(
      [sidecar, ...others].map(({ ref }) => nameOf(ref)),
    )} are for the whole namespace, and one of them is picked`,
    fix: 'Merge them into one, or give each but one a workloadSelector.',
  };
}

/**
 * Sidecars without pods, for the same pods, or twice for a namespace.
 * Source: pkg/config/analysis/analyzers/sidecar/selector.go.
 */
export const sidecarSelectors = objectRule({
  name: 'sidecar-selectors',
  raises: [
    'notFound',
    'sidecarConflict',
    'severalDefaultSidecars',
    'ineffectivePolicy',
  ],
  subjects: ['sidecar'],
  reads: [
    ['sidecars.networking.istio.io', 'sidecar'],
    ['pods', 'pod'],
    ['namespaces', 'namespace'],
  ],
  *judge({ scope }, sidecar): Iterable<RawFinding> {
    const { ref, workloadSelector } = sidecar;
    if (!workloadSelector) {
      yield* forNamespace(scope, sidecar);
      return;
    }
    const found = scope.memo(selectionsIn, ref.namespace ?? '')[ref.name];
    if (!found?.pod) {
      yield {
        kind: 'notFound',
        title: 'selector without pods',
        object: sidecar,
        cause: `${nameOf(ref)} selects ${labelsInWords(
          workloadSelector,
        )}, and no pod of its namespace has these labels`,
        fix: `Correct spec.workloadSelector of ${nameOf(ref)}, or delete it.`,
      };
      return;
    }
    if (found.ambient) {
      yield ineffective(sidecar, nameOf(found.ambient));
    }
    if (!found.shared) return;
    const { pod, others } = found.shared;
    yield {
      kind: 'sidecarConflict',
      object: sidecar,
      related: [pod, ...others],
      cause: `${namesInWords([ref, ...others].map(nameOf))} all select ${nameOf(
        pod,
      )}, and one of them is picked`,
      fix: 'Merge them into one, or narrow their selectors.',
    };
  },
});
