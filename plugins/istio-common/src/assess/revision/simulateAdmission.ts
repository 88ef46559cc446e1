import { byRef } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { StringMap } from '../../model/objectMeta';
import { selectorMatches } from '../../model/selectorMatches';
import type { WebhookConfigurationObject } from '../../model/workloadObjects';

/** Key of the switch, as a label and (deprecated) as an annotation. */
export const INJECT_KEY = 'sidecar.istio.io/inject';

/** Namespaces that the injector skips whatever their labels say. */
export const IGNORED_NAMESPACES: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

/** A pod as it would be sent for admission. */
export interface AdmissionRequest {
  namespace: string;
  namespaceLabels: StringMap | undefined;
  podLabels: StringMap | undefined;
  podAnnotations: StringMap | undefined;
  hostNetwork: boolean;
}

/** Why a pod gets no proxy although nothing is wrong. */
export type RefusalReason =
  | 'host-network'
  | 'ignored-namespace'
  | 'pod-opts-out'
  | 'no-webhook';

/** What the API server and the injectors would do with the pod. */
export type AdmissionOutcome =
  | {
      kind: 'injected';
      revision: string;
      tag?: string;
      /** The webhook configuration that matched; absent where labels alone say so. */
      matched?: ObjectRef;
    }
  | { kind: 'ambiguous'; revisions: string[]; matched: ObjectRef[] }
  | { kind: 'none'; reason: RefusalReason };

interface Match {
  configuration: WebhookConfigurationObject;
  revision: string;
  tag?: string;
}

function matches(
  webhooks: Iterable<WebhookConfigurationObject>,
  request: AdmissionRequest,
): Match[] {
  const found: Match[] = [];
  for (const configuration of webhooks) {
    if (!configuration.mutating) continue;
    const selects = configuration.webhooks.some(
      webhook =>
        selectorMatches(webhook.namespaceSelector, request.namespaceLabels) &&
        selectorMatches(webhook.objectSelector, request.podLabels),
    );
    if (!selects) continue;
    const tag = configuration.labels?.['istio.io/tag'];
    found.push({
      configuration,
      revision: configuration.labels?.['istio.io/rev'] || 'default',
      ...(tag && { tag }),
    });
  }
  return found.sort((a, b) => byRef(a.configuration, b.configuration));
}

/**
 * The injector's own refusals, after a webhook has matched: host network, the
 * system namespaces, then the pod's switch, where the label beats the
 * annotation and a value other than true or false counts as none.
 * Source: pkg/kube/inject/inject.go, injectRequired.
 */
function refusal(request: AdmissionRequest): RefusalReason | undefined {
  if (request.hostNetwork) return 'host-network';
  if (IGNORED_NAMESPACES.has(request.namespace)) return 'ignored-namespace';
  const choice =
    request.podLabels?.[INJECT_KEY] ?? request.podAnnotations?.[INJECT_KEY];
  return choice === 'false' ? 'pod-opts-out' : undefined;
}

/**
 * Evaluates every injection webhook on the namespace's and the pod's labels.
 * One matching revision injects, none does not, several are an error.
 * Source: istioctl/pkg/checkinject; Kubernetes admission webhook selectors.
 */
export function simulateAdmission(
  webhooks: Iterable<WebhookConfigurationObject>,
  request: AdmissionRequest,
): AdmissionOutcome {
  const found = matches(webhooks, request);
  const reason = refusal(request);
  if (reason) return { kind: 'none', reason };
  const [first] = found;
  if (!first) return { kind: 'none', reason: 'no-webhook' };
  const revisions = [...new Set(found.map(({ revision }) => revision))];
  if (revisions.length > 1) {
    return {
      kind: 'ambiguous',
      revisions: revisions.sort(),
      matched: found.map(({ configuration }) => configuration.ref),
    };
  }
  return {
    kind: 'injected',
    revision: first.revision,
    ...(first.tag && { tag: first.tag }),
    matched: first.configuration.ref,
  };
}
