import { isRecord, type KubeObject } from '../../kube/KubeObject';
import {
  matchesLabelSelector,
  type LabelSelector,
} from '../../kube/selectors/LabelSelector';

/** The pod and the namespace that webhooks are matched against. @internal */
export interface InjectionSubject {
  namespace: string;
  namespaceLabels: Readonly<Record<string, string>>;
  podLabels: Readonly<Record<string, string>>;
  podAnnotations: Readonly<Record<string, string>>;
  hostNetwork: boolean;
}

interface Webhook {
  name: string;
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
}

/** Where Istio never injects, whatever the labels say. */
const IGNORED_NAMESPACES = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

const INJECT = 'sidecar.istio.io/inject';

function webhooksOf(configuration: KubeObject): Webhook[] {
  const { webhooks } = configuration;
  return Array.isArray(webhooks)
    ? // admission has checked the shape of a webhook
      (webhooks.filter(isRecord) as unknown as Webhook[])
    : [];
}

/** An absent selector of a webhook selects everything. */
function selects(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return selector === undefined || matchesLabelSelector(selector, labels);
}

/** The injector refuses some pods that a webhook sends it (pkg/kube/inject injectRequired). */
function refused(subject: InjectionSubject): boolean {
  const { podLabels, podAnnotations } = subject;
  const asked = podLabels[INJECT] ?? podAnnotations[INJECT];
  return (
    subject.hostNetwork ||
    IGNORED_NAMESPACES.has(subject.namespace) ||
    asked === 'false'
  );
}

/**
 * The revision that injects a new pod: that of the first webhook
 * configuration, by name, with a webhook whose selectors match; undefined when
 * the pod is not injected.
 *
 * @internal
 */
export function chooseRevision(
  configurations: readonly KubeObject[],
  subject: InjectionSubject,
): string | undefined {
  if (refused(subject)) return undefined;
  const match = configurations.find(configuration =>
    webhooksOf(configuration).some(
      webhook =>
        webhook.name.endsWith('istio.io') &&
        selects(webhook.namespaceSelector, subject.namespaceLabels) &&
        selects(webhook.objectSelector, subject.podLabels),
    ),
  );
  return match && (match.metadata.labels?.['istio.io/rev'] ?? 'default');
}
