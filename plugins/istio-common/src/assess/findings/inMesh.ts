import type { ObjectNote } from '../../model/objectNote';
import type { StringMap } from '../../model/objectMeta';
import type { PodObject, WorkloadObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import type { PodKind } from '../podKinds';

const INJECT = 'sidecar.istio.io/inject';

/** Whether the injection label or annotation says yes; undefined when neither is there. */
function asked(
  labels: StringMap | undefined,
  annotations: StringMap | undefined,
): boolean | undefined {
  const value = labels?.[INJECT] ?? annotations?.[INJECT];
  return value === undefined ? undefined : value === 'true';
}

/** Whether the namespace's label asks for injection, by either of its names. */
export function injectsNamespace(
  scope: AssessScope,
  namespace: string | undefined,
): boolean {
  const labels = scope.labelsOfNamespace(namespace ?? '');
  const injection = labels?.['istio-injection'];
  return injection
    ? injection === 'enabled'
    : (labels?.['istio.io/rev'] ?? '') !== '';
}

/** Traffic of the pod is redirected to ztunnel. */
export function isAmbient({
  annotations,
}: Pick<PodObject, 'annotations'>): boolean {
  return annotations?.['ambient.istio.io/redirection'] === 'enabled';
}

/**
 * A pod with a proxy, or one that asks for it.
 * Source: pkg/config/analysis/analyzers/util/in_mesh.go, PodInMesh.
 */
export function isPodInMesh(
  scope: AssessScope,
  { proxy, labels, annotations, namespace }: PodKind,
): boolean {
  if (proxy?.image) return true;
  return (
    asked(labels, annotations) ??
    scope.labelsOfNamespace(namespace)?.['istio-injection'] === 'enabled'
  );
}

/**
 * A workload whose pods get a proxy, or bring one. istioctl does not know the
 * namespaces that are labelled istio.io/rev alone.
 * Source: pkg/config/analysis/analyzers/util/in_mesh.go, DeploymentInMesh.
 */
export function isWorkloadInMesh(
  scope: AssessScope,
  { ref, template, notes }: WorkloadObject,
): boolean {
  const ownProxy = notes?.some((note: ObjectNote) => note.name === 'own-proxy');
  return (
    ownProxy ||
    (asked(template.labels, template.annotations) ??
      injectsNamespace(scope, ref.namespace))
  );
}
