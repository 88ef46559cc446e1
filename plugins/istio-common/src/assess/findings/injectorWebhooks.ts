import { byRef } from '../../model/byCreation';
import type { LabelSelector, StringMap } from '../../model/objectMeta';
import { selectorMatches } from '../../model/selectorMatches';
import type {
  Webhook,
  WebhookConfigurationObject,
} from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { notesOf } from './noteRule';
import { namesInWords, someRelated } from './someRelated';

const REVISION = 'istio.io/rev';

function revisionsIn(selector: LabelSelector | undefined): readonly string[] {
  const exact = selector?.matchLabels?.[REVISION];
  return [
    ...(exact === undefined ? [] : [exact]),
    ...(selector?.matchExpressions ?? [])
      .filter(({ key }) => key === REVISION)
      .flatMap(({ values }) => values),
  ];
}

function revisionsOf({ labels, webhooks }: WebhookConfigurationObject) {
  const own = labels?.[REVISION];
  return [
    ...(own === undefined ? [] : [own]),
    ...webhooks.flatMap(({ namespaceSelector, objectSelector }) => [
      ...revisionsIn(namespaceSelector),
      ...revisionsIn(objectSelector),
    ]),
  ];
}

function variants(
  key: string,
  values: readonly string[],
  revisions: readonly string[],
): StringMap[] {
  const base: StringMap[] = [{}, ...values.map(value => ({ [key]: value }))];
  return [
    ...base,
    ...revisions.flatMap(revision =>
      base.map(labels => ({ ...labels, [REVISION]: revision })),
    ),
  ];
}

function idOf(configuration: WebhookConfigurationObject, webhook: Webhook) {
  return `${configuration.ref.name}/${webhook.name}`;
}

/** Webhooks that take the same pods as another one, with those others. */
function overlaps({ webhooks: all }: AssessScope) {
  const injectors = all.filter(({ mutating }) => mutating).sort(byRef);
  const revisions = [...new Set(injectors.flatMap(revisionsOf))];
  const namespaces = variants(
    'istio-injection',
    ['enabled', 'disabled'],
    revisions,
  );
  const pods = variants(
    'sidecar.istio.io/inject',
    ['true', 'false'],
    revisions,
  );
  const webhooks = injectors.flatMap(one =>
    one.webhooks.map(webhook => ({
      id: idOf(one, webhook),
      takesNamespace: namespaces.map(labels =>
        selectorMatches(webhook.namespaceSelector, labels),
      ),
      takesPod: pods.map(labels =>
        selectorMatches(webhook.objectSelector, labels),
      ),
    })),
  );
  const found = new Map<string, string[]>();
  for (const one of webhooks) {
    const rivals = someRelated(
      webhooks,
      other =>
        other.id !== one.id &&
        one.takesNamespace.some((is, at) => is && other.takesNamespace[at]) &&
        one.takesPod.some((is, at) => is && other.takesPod[at]),
    );
    if (rivals.length > 0) {
      found.set(
        one.id,
        rivals.map(({ id }) => id),
      );
    }
  }
  return found;
}

/**
 * Injectors that take the same pods, and injectors whose Service is gone.
 * Source: pkg/config/analysis/analyzers/webhook/webhook.go.
 */
export const injectorWebhooks = objectRule({
  name: 'injector-webhooks',
  raises: ['invalidWebhook'],
  subjects: ['webhook'],
  reads: [
    ['mutatingwebhookconfigurations.admissionregistration.k8s.io', 'webhook'],
    ['services', 'service'],
  ],
  *judge({ scope }, configuration): Iterable<RawFinding> {
    if (!configuration.mutating) return;
    const rivals = scope.memo(overlaps, undefined);
    for (const webhook of configuration.webhooks) {
      const others = rivals.get(idOf(configuration, webhook));
      if (!others) continue;
      yield {
        kind: 'invalidWebhook',
        object: configuration,
        title: 'injectors overlap',
        cause: `Webhook ${webhook.name} of ${nameOf(
          configuration.ref,
        )} takes the same pods as ${namesInWords(others)}`,
        fix: 'Delete the configuration that is not needed, or narrow its selectors.',
      };
    }
    for (const { details = [] } of notesOf(configuration, 'webhook-service')) {
      const [webhook, namespace, name] = details;
      const ref = { group: '', kind: 'Service', namespace, name };
      if (scope.service(namespace, name) && !isIgnored(ref)) continue;
      yield {
        kind: 'invalidWebhook',
        object: configuration,
        title: 'injector without Service',
        cause: `Webhook ${webhook} of ${nameOf(
          configuration.ref,
        )} calls ${nameOf(ref)}, which does not exist`,
        fix: 'Install that control plane again, or delete the configuration.',
      };
    }
  },
});
