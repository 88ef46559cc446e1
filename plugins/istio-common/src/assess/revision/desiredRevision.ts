import type { StringMap } from '../../model/objectMeta';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { validatingRevision } from '../controlPlanes';
import type { WorkloadGroup } from '../groupWorkloads';
import { type ChosenBy, admissionByLabels, chosenBy } from './labelChoice';
import { type MisplacedKey, misplacedKey } from './misplacedKey';
import { resolveRevision } from './podRevision';
import {
  type AdmissionOutcome,
  type AdmissionRequest,
  type RefusalReason,
  simulateAdmission,
} from './simulateAdmission';

const WEBHOOKS = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';

/** Which proxy a new pod of a workload would get. */
export type DesiredRevision =
  | {
      kind: 'injected';
      revision: string;
      tag?: string;
      chosenBy: ChosenBy;
      outcome: Extract<AdmissionOutcome, { kind: 'injected' }>;
    }
  | { kind: 'ambiguous'; revisions: string[]; outcome: AdmissionOutcome }
  /** A label names a revision or tag that nothing answers to. */
  | {
      kind: 'dangling';
      name: string;
      chosenBy: ChosenBy;
      outcome: AdmissionOutcome;
    }
  | {
      kind: 'none';
      reason: RefusalReason;
      /** The namespace's label istio-injection, where that is not `enabled`. */
      switchedOff?: string;
      misplaced?: MisplacedKey;
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

/**
 * What the name in a label stands for, without a look at the webhooks: the
 * default tag or the default revision for `default`, else a revision of that
 * name, else a tag. Undefined when nothing of that name is known.
 * Source: pkg/revisions/tag_watcher.go (the default tag beats the default revision).
 */
function revisionNamed(
  scope: AssessScope,
  name: string,
): { revision: string; tag?: string } | undefined {
  const isRevision = scope.versions.has(name) || scope.settings.has(name);
  const tagged = scope.tags.get(name);
  if (tagged !== undefined && (name === 'default' || !isRevision)) {
    return { revision: tagged, tag: name };
  }
  if (isRevision) return { revision: name };
  const fallback =
    name === 'default' ? validatingRevision(scope.index) : undefined;
  return fallback === undefined ? undefined : { revision: fallback };
}

function admit(
  scope: AssessScope,
  request: AdmissionRequest,
): AdmissionOutcome | { kind: 'unknown'; reason: string } {
  const unreadable = scope.unread(WEBHOOKS, 'webhook');
  if (!unreadable) return simulateAdmission(scope.webhooks, request);
  let unresolved: string | undefined;
  const outcome = admissionByLabels(request, name => {
    const found = revisionNamed(scope, name);
    if (!found) unresolved = name;
    return found ?? { revision: name };
  });
  return unresolved === undefined
    ? outcome
    : {
        kind: 'unknown',
        reason: `webhooks are ${unreadable}, and ${unresolved} is neither a revision nor a tag that a Service names`,
      };
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
    return {
      kind: 'injected',
      revision,
      chosenBy: 'the Gateway API controller',
      outcome: { kind: 'injected', revision },
    };
  }
  const outcome = admit(scope, {
    namespace: group.namespace,
    namespaceLabels: namespace?.labels,
    podLabels: view.labels,
    podAnnotations: view.annotations,
    hostNetwork: view.hostNetwork,
  });
  if (outcome.kind === 'unknown') return outcome;
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
  const misplaced = misplacedKey({ namespace, template: view });
  const switchedOff = namespace?.labels?.['istio-injection'];
  return {
    kind: 'none',
    reason,
    outcome,
    ...(switchedOff !== undefined && { switchedOff }),
    ...(misplaced && { misplaced }),
  };
}
