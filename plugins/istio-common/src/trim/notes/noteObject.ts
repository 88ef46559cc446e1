import { readLooseYaml } from '../../edit/readLooseYaml';
import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list, text } from '../fields';
import type { WatchedResource } from '../watchedResources';
import { annotationNotes } from './annotationNotes';
import { conditionNotes } from './conditionNotes';
import { destinationRuleNotes } from './destinationRuleNotes';
import { envoyFilterNotes } from './envoyFilterNotes';
import { meshConfigNotes } from './meshConfigNotes';
import { podSpecNotes } from './podSpecNotes';
import { proxyTokenNotes } from './proxyTokenNotes';
import { servicePortNotes } from './servicePortNotes';
import { virtualServiceNotes } from './virtualServiceNotes';
import { webhookNotes } from './webhookNotes';

/** No object needs more to be understood, and memory is dear. */
const MOST_NOTES = 32;

const JWKS_VARIABLE = 'BLOCKED_CIDRS_IN_JWKS_URIS';

/** Source: pkg/config/analysis/analyzers/authn/blockedcidrs.go. */
function jwksNotes(raw: unknown, podSpec: Fields): ObjectNote[] {
  const labels = fields(fields(fields(raw).metadata).labels);
  const blocks = list(podSpec.containers)
    .flatMap(container => list(fields(container).env))
    .map(fields)
    .some(({ name, value }) => name === JWKS_VARIABLE && text(value));
  return labels.app === 'istiod' && !blocks ? [{ name: 'open-jwks' }] : [];
}

function workloadNotes(raw: unknown): ObjectNote[] {
  const { metadata, spec } = fields(raw);
  const podSpec = fields(fields(fields(spec).template).spec);
  const proxy = list(podSpec.containers)
    .map(fields)
    .find(({ name }) => name === 'istio-proxy');
  return [
    ...(text(proxy?.image) ? [{ name: 'own-proxy' as const }] : []),
    ...podSpecNotes(fields(metadata).labels, podSpec),
    ...jwksNotes(raw, podSpec),
  ];
}

/** Source: pkg/config/analysis/analyzers/serviceentry/protocoladdresses.go. */
function serviceEntryNotes(raw: unknown): ObjectNote[] {
  const spec = fields(fields(raw).spec);
  const hasAddress =
    spec.addresses !== undefined && spec.addresses !== null
      ? list(spec.addresses).length > 0
      : list(fields(fields(raw).status).addresses).length > 0;
  const ports = list(spec.ports)
    .map(fields)
    .filter(({ protocol }) => (text(protocol) ?? 'TCP').toUpperCase() === 'TCP')
    .map(({ number }) => String(number));
  return hasAddress || ports.length === 0
    ? []
    : [{ name: 'addresses-needed', details: ports }];
}

function sidecarNotes(raw: unknown): ObjectNote[] {
  const { outboundTrafficPolicy } = fields(fields(raw).spec);
  return fields(outboundTrafficPolicy).egressProxy
    ? [
        {
          name: 'deprecated-field',
          details: ['outboundTrafficPolicy.egressProxy'],
        },
      ]
    : [];
}

function configMapNotes(raw: unknown): ObjectNote[] {
  const mesh = text(fields(fields(raw).data).mesh);
  if (!mesh) return [];
  try {
    return meshConfigNotes(fields(readLooseYaml(mesh)));
  } catch {
    // Istio itself would refuse this text.
    return [];
  }
}

type Notice = (raw: unknown) => ObjectNote[];

const NOTICES: ReadonlyMap<string, Notice> = new Map<string, Notice>([
  ['/Namespace', raw => annotationNotes('Namespace', raw)],
  [
    '/Service',
    raw => [...annotationNotes('Service', raw), ...servicePortNotes(raw)],
  ],
  [
    '/Pod',
    raw => [
      ...annotationNotes('Pod', raw),
      ...podSpecNotes(
        fields(fields(raw).metadata).labels,
        fields(fields(raw).spec),
      ),
      ...proxyTokenNotes(fields(fields(raw).spec)),
    ],
  ],
  ['/ConfigMap', configMapNotes],
  [
    'apps/Deployment',
    raw => [...annotationNotes('Deployment', raw), ...workloadNotes(raw)],
  ],
  ['apps/StatefulSet', workloadNotes],
  ['apps/DaemonSet', workloadNotes],
  ['networking.istio.io/VirtualService', virtualServiceNotes],
  ['networking.istio.io/DestinationRule', destinationRuleNotes],
  ['networking.istio.io/ServiceEntry', serviceEntryNotes],
  ['networking.istio.io/Sidecar', sidecarNotes],
  ['networking.istio.io/EnvoyFilter', envoyFilterNotes],
  [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    raw => webhookNotes('MutatingWebhookConfiguration', raw),
  ],
  [
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    raw => webhookNotes('ValidatingWebhookConfiguration', raw),
  ],
]);

/** What is to be noticed about an object; undefined when nothing is. */
export function noteObject(
  resource: Pick<WatchedResource, 'group' | 'kind'>,
  raw: unknown,
): readonly ObjectNote[] | undefined {
  const type = `${resource.group}/${resource.kind}`;
  const notes = [
    ...(NOTICES.get(type)?.(raw) ?? []),
    ...conditionNotes(type, raw),
  ].slice(0, MOST_NOTES);
  return notes.length > 0 ? notes : undefined;
}
