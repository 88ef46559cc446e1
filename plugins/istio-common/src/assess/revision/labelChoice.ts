import type { ConsideredObject } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { StringMap } from '../../model/objectMeta';
import {
  type AdmissionOutcome,
  type AdmissionRequest,
  IGNORED_NAMESPACES,
  INJECT_KEY,
} from './simulateAdmission';

/** What asks for the proxy. */
export type ChosenBy =
  | 'namespace label istio-injection'
  | 'namespace label istio.io/rev'
  | 'pod label istio.io/rev'
  | 'pod label sidecar.istio.io/inject'
  | 'the control plane, which injects by default'
  | 'the Gateway API controller';

/** Which label asks for the proxy, in words. */
export function chosenBy(
  namespaceLabels: StringMap | undefined,
  podLabels: StringMap | undefined,
): ChosenBy {
  if (namespaceLabels?.['istio-injection'] !== undefined) {
    return 'namespace label istio-injection';
  }
  if (namespaceLabels?.['istio.io/rev'] !== undefined) {
    return 'namespace label istio.io/rev';
  }
  if (podLabels?.['istio.io/rev'] !== undefined) {
    return 'pod label istio.io/rev';
  }
  if (podLabels?.[INJECT_KEY] === 'true') {
    return 'pod label sidecar.istio.io/inject';
  }
  return 'the control plane, which injects by default';
}

/**
 * The revision or tag that labels ask for; `istio-injection` beats the
 * namespace's `istio.io/rev`, which beats the pod's, and `inject=true` alone
 * means the default revision. Source: pkg/kube/inject and istioctl/pkg/tag.
 *
 * @internal
 */
export function askedByLabels(
  namespaceLabels: StringMap | undefined,
  podLabels?: StringMap,
): string | undefined {
  const inject = podLabels?.[INJECT_KEY];
  if (inject === 'false') return undefined;
  const injection = namespaceLabels?.['istio-injection'];
  if (injection !== undefined) {
    return injection === 'enabled' ? 'default' : undefined;
  }
  return (
    namespaceLabels?.['istio.io/rev'] ??
    podLabels?.['istio.io/rev'] ??
    (inject === 'true' ? 'default' : undefined)
  );
}

/**
 * What the labels alone ask for, for readers who may not list webhooks. The
 * name that they give may be a tag.
 */
export function admissionByLabels(
  request: AdmissionRequest,
  resolve: (name: string) => { revision: string; tag?: string },
): AdmissionOutcome {
  if (request.hostNetwork) return { kind: 'none', reason: 'host-network' };
  if (IGNORED_NAMESPACES.has(request.namespace)) {
    return { kind: 'none', reason: 'ignored-namespace' };
  }
  const label = request.podLabels?.[INJECT_KEY];
  if ((label ?? request.podAnnotations?.[INJECT_KEY]) === 'false') {
    return { kind: 'none', reason: 'pod-opts-out' };
  }
  const name = askedByLabels(request.namespaceLabels, request.podLabels);
  return name === undefined
    ? { kind: 'none', reason: 'no-webhook' }
    : { kind: 'injected', ...resolve(name) };
}

/** The namespace's label and the webhook configurations that answered to it. */
export function consideredForRevision(
  namespace: ObjectRef,
  namespaceLabels: StringMap | undefined,
  outcome: AdmissionOutcome,
): ConsideredObject[] {
  const keys = ['istio-injection', 'istio.io/rev'];
  const labels = keys
    .filter(key => namespaceLabels?.[key] !== undefined)
    .map(key => `${key}=${namespaceLabels?.[key]}`);
  const rows: ConsideredObject[] = [
    {
      ref: namespace,
      says: labels.join(', ') || 'no label istio.io/rev',
      scope: 'namespace',
      decides: outcome.kind !== 'injected' || labels.length > 0,
      reason:
        labels.length > 1
          ? 'istio-injection beats istio.io/rev'
          : 'the label chooses the injector',
    },
  ];
  if (outcome.kind === 'injected' && outcome.matched) {
    rows.push({
      ref: outcome.matched,
      says: outcome.tag
        ? `tag ${outcome.tag} → revision ${outcome.revision}`
        : `revision ${outcome.revision}`,
      scope: 'mesh',
      decides: true,
      reason: 'its selectors match the namespace and the pod',
    });
  }
  if (outcome.kind === 'ambiguous') {
    for (const ref of outcome.matched) {
      rows.push({
        ref,
        says: 'matches too',
        scope: 'mesh',
        decides: true,
        reason: 'its selectors match the namespace and the pod',
      });
    }
  }
  return rows;
}
