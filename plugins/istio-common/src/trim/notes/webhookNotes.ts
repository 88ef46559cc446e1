import type { ObjectNote } from '../../model/objectNote';
import { fields, list, text } from '../fields';

const INJECTOR = 'istio-sidecar-injector';

/** Webhooks of these configurations may point at an external control plane. */
function reachesControlPlane(kind: string, name: string): boolean {
  return kind === 'MutatingWebhookConfiguration'
    ? name.startsWith(INJECTOR)
    : name === 'istiod-default-validator' || name.startsWith('istio-validator');
}

/** The host of a URL as Go's net/url reads it; undefined when it cannot. */
function hostOf(url: string): string | undefined {
  const parts =
    /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/(?:[^@/]*@)?(\[[^\]/]*\]|[^:/?#]*)(?::(\d*))?(?=[/?#]|$)/.exec(
      url,
    );
  if (parts) return parts[1].replace(/^\[|\]$/g, '');
  return url.split('/', 1)[0].includes(':') ? undefined : '';
}

function isAddress(host: string): boolean {
  return /^(\d{1,3}\.){3}\d{1,3}$/.test(host) || host.includes(':');
}

function addressNotes(name: string, client: ReturnType<typeof fields>) {
  const notes: ObjectNote[] = [];
  const url = typeof client.url === 'string' ? client.url : undefined;
  if (url === undefined) {
    if (!client.service) {
      notes.push({ name: 'webhook-address', details: [name, ''] });
    }
    return notes;
  }
  const host = hostOf(url);
  if (host === undefined) {
    notes.push({ name: 'webhook-address', details: [name, url.slice(0, 256)] });
  } else if (isAddress(host)) {
    notes.push({ name: 'webhook-ip', details: [name, host] });
  }
  return notes;
}

/**
 * Where the webhooks of a control plane are served: by which Service, or at
 * which address outside of the cluster.
 * Source: pkg/config/analysis/analyzers/externalcontrolplane and webhook.
 */
export function webhookNotes(kind: string, raw: unknown): ObjectNote[] {
  const name = text(fields(fields(raw).metadata).name) ?? '';
  const isMutating = kind === 'MutatingWebhookConfiguration';
  return list(fields(raw).webhooks)
    .map(fields)
    .flatMap(webhook => {
      const client = fields(webhook.clientConfig);
      const service = fields(client.service);
      const own = text(webhook.name) ?? '';
      const isSaid = webhook.clientConfig !== undefined;
      return [
        ...(isSaid && reachesControlPlane(kind, name)
          ? addressNotes(own, client)
          : []),
        ...(isMutating && client.service
          ? [
              {
                name: 'webhook-service' as const,
                details: [
                  own,
                  text(service.namespace) ?? '',
                  text(service.name) ?? '',
                ],
              },
            ]
          : []),
      ];
    });
}
