import type { ManifestObject } from '../manifest';
import type { OnboardIntent } from './onboardIntent';

/**
 * Labels by which the pods of a namespace join the mesh; `null` takes one
 * away. `istio-injection` wins over `istio.io/rev` at the webhooks of a
 * revision, and `istio.io/rev` injects sidecars into an ambient namespace.
 * Source: istio-discovery/templates/mutatingwebhook.yaml.
 */
function meshLabels({ dataPlane, revision }: OnboardIntent) {
  return dataPlane === 'ambient'
    ? {
        'istio.io/dataplane-mode': 'ambient',
        'istio.io/rev': null,
        'istio-injection': null,
      }
    : {
        'istio.io/rev': revision ?? null,
        'istio.io/dataplane-mode': null,
        'istio-injection': null,
      };
}

/** Reasons for a reconciler to leave an object whose manifest is gone. */
const KEEP = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** The Namespace of an onboarding. @internal */
export function onboardNamespace(intent: OnboardIntent): ManifestObject {
  const { namespace, podSecurity, keepOnRemoval } = intent;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        ...meshLabels(intent),
        'pod-security.kubernetes.io/enforce': podSecurity,
        'pod-security.kubernetes.io/warn': podSecurity,
      },
      ...(keepOnRemoval && { annotations: { ...KEEP } }),
    },
  };
}
