import type {
  Webhook,
  WebhookConfigurationObject,
} from '../model/workloadObjects';
import { compact, fields, list, text } from './fields';
import { objectBase } from './objectBase';
import { trimSelector } from './trimSelector';
import type { WatchedResource } from './watchedResources';

function answeredBy(raw: unknown): Pick<Webhook, 'service' | 'remote'> {
  const client = fields(raw);
  const service = fields(client.service);
  const [namespace, name] = [text(service.namespace), text(service.name)];
  if (namespace && name) return { service: { namespace, name } };
  return text(client.url) ? { remote: true } : {};
}

/** A webhook configuration with at least one webhook of Istio; others are dropped. */
export function trimWebhookConfiguration(
  resource: WatchedResource,
  raw: unknown,
): WebhookConfigurationObject | undefined {
  const base = objectBase('webhook', resource, raw, { labels: true });
  if (!base) return undefined;
  const webhooks = list(fields(raw).webhooks)
    .map(fields)
    .flatMap(webhook => {
      const name = text(webhook.name);
      if (!name?.endsWith('istio.io')) return [];
      return [
        compact({
          name,
          namespaceSelector: trimSelector(webhook.namespaceSelector),
          objectSelector: trimSelector(webhook.objectSelector),
          failurePolicy: text(webhook.failurePolicy),
          ...answeredBy(webhook.clientConfig),
        }),
      ];
    });
  if (webhooks.length === 0) return undefined;
  return {
    ...base,
    mutating: resource.kind === 'MutatingWebhookConfiguration',
    webhooks,
  };
}
