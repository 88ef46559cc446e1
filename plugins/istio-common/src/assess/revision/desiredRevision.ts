import type { StringMap } from '../../model/objectMeta';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { admissionByLabels, chosenBy } from './labelChoice';
import { resolveRevision } from './podRevision';
import {
  type AdmissionOutcome,
  type AdmissionRequest,
  INJECT_KEY,
  type RefusalReason,
  simulateAdmission,
} from './simulateAdmission';

/** Which proxy a new pod of a workload would get. */
export type DesiredRevision =
  | {
      kind: 'injected';
      revision: string;
      tag?: string;
      /** "namespace label istio.io/rev". */
      chosenBy: string;
      outcome: AdmissionOutcome;
    }
  | { kind: 'ambiguous'; revisions: string[]; outcome: AdmissionOutcome }
  /** A label names a revision or tag that nothing answers to. */
  | {
      kind: 'dangling';
      name: string;
      chosenBy: string;
      outcome: AdmissionOutcome;
    }
  | {
      kind: 'none';
      reason: RefusalReason;
      /** A key that stands as an annotation where only a label works. */
      misplaced?: string;
      outcome: AdmissionOutcome;
    }
  | { kind: 'unknown'; reason: string };

interface TemplateView {
  labels: StringMap | undefined;
  annotations: StringMap | undefined;
  hostNetwork: boolean;
}

/** Keys that the injector itself puts on pods, and no template has. */
const INJECTED_LABELS: ReadonlySet<string> = new Set([
  'security.istio.io/tlsMode',
  'service.istio.io/canonical-name',
  'service.istio.io/canonical-revision',
]);

function ofPod(pod: PodObject | undefined): TemplateView {
  const labels = Object.entries(pod?.labels ?? {}).filter(
    ([key]) => !INJECTED_LABELS.has(key),
  );
  const annotations = Object.entries(pod?.annotations ?? {}).filter(
    // The injector writes the revision as an annotation.
    ([key]) => key !== 'istio.io/rev',
  );
  return {
    labels: Object.fromEntries(labels),
    annotations: Object.fromEntries(annotations),
    hostNetwork: pod?.hostNetwork === true,
  };
}

function templateOf(group: WorkloadGroup): TemplateView {
  const template = group.object?.template;
  if (!template) return ofPod(group.pods[0]);
  return {
    labels: template.labels,
    annotations: template.annotations,
    hostNetwork: template.hostNetwork === true,
  };
}

/**
 * A revision or injection key that somebody wrote as an annotation, where
 * Istio reads labels only (istio/istio#50834).
 */
function misplacedKey(
  namespaceAnnotations: StringMap | undefined,
  view: TemplateView,
): string | undefined {
  for (const key of ['istio.io/rev', 'istio-injection']) {
    const value = namespaceAnnotations?.[key];
    if (value !== undefined) return `${key}=${value} on the namespace`;
  }
  const revision = view.annotations?.['istio.io/rev'];
  if (revision !== undefined)
    return `istio.io/rev=${revision} on the pod template`;
  return view.annotations?.[INJECT_KEY] === 'true' &&
    view.labels?.[INJECT_KEY] === undefined
    ? `${INJECT_KEY}=true on the pod template`
    : undefined;
}

/** The revision or tag that a label names although no webhook matched. */
function danglingName(
  namespaceLabels: StringMap | undefined,
  view: TemplateView,
): string | undefined {
  const injection = namespaceLabels?.['istio-injection'];
  if (injection !== undefined) {
    return injection === 'enabled' ? 'default' : undefined;
  }
  return namespaceLabels?.['istio.io/rev'] ?? view.labels?.['istio.io/rev'];
}

function admit(
  scope: AssessScope,
  request: AdmissionRequest,
): AdmissionOutcome {
  const unreadable = scope.unread(
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
    'webhook',
  );
  if (!unreadable) return simulateAdmission(scope.webhooks, request);
  const revisions = new Set(scope.versions.keys());
  return admissionByLabels(
    request,
    name => {
      const revision = resolveRevision(name, scope.tags, revisions);
      return { revision, ...(revision !== name && { tag: name }) };
    },
    { group: '', kind: 'Namespace', name: request.namespace },
  );
}

/** Pods that istiod itself creates for a Gateway of the Gateway API. */
function isManagedGateway(view: TemplateView): boolean {
  return view.labels?.['gateway.istio.io/managed'] !== undefined;
}

/** What a new pod of the workload would get, were it created now. */
export function desiredRevision(
  scope: AssessScope,
  group: WorkloadGroup,
): DesiredRevision {
  const unreadNamespaces = scope.unread('namespaces', 'namespace');
  if (unreadNamespaces) {
    return { kind: 'unknown', reason: `namespaces are ${unreadNamespaces}` };
  }
  const namespace = scope.namespace(group.namespace);
  const view = templateOf(group);
  const by = chosenBy(namespace?.labels, view.labels);
  if (isManagedGateway(view)) {
    const revision = resolveRevision(
      view.labels?.['istio.io/rev'] ?? namespace?.labels?.['istio.io/rev'],
      scope.tags,
      new Set(scope.versions.keys()),
    );
    const ref = { group: '', kind: 'Namespace', name: group.namespace };
    return {
      kind: 'injected',
      revision,
      chosenBy: 'the Gateway API controller',
      outcome: { kind: 'injected', revision, matched: ref },
    };
  }
  const outcome = admit(scope, {
    namespace: group.namespace,
    namespaceLabels: namespace?.labels,
    podLabels: view.labels,
    podAnnotations: view.annotations,
    hostNetwork: view.hostNetwork,
  });
  if (outcome.kind === 'injected') {
    const { revision, tag } = outcome;
    return {
      kind: 'injected',
      revision,
      ...(tag && { tag }),
      chosenBy: by,
      outcome,
    };
  }
  if (outcome.kind === 'ambiguous') {
    return { kind: 'ambiguous', revisions: outcome.revisions, outcome };
  }
  const { reason } = outcome;
  if (reason !== 'no-webhook') return { kind: 'none', reason, outcome };
  const dangling = danglingName(namespace?.labels, view);
  if (dangling !== undefined) {
    return { kind: 'dangling', name: dangling, chosenBy: by, outcome };
  }
  const misplaced = misplacedKey(namespace?.annotations, view);
  return { kind: 'none', reason, outcome, ...(misplaced && { misplaced }) };
}
