import { hostsOverlap, resolveHost } from '../assess/hosts';
import { selectorMatches } from '../model/selectorMatches';
import {
  type Fields,
  fields,
  list,
  stringMap,
  text,
  texts,
} from '../trim/fields';
import { trimSelector } from '../trim/trimSelector';

/** A finding that only one side has. */
export interface OneSided {
  /** `Gateway shop/web`. */
  readonly object: string;
  /** Our cause, or istioctl's message. */
  readonly words: string;
  /** The raw objects of the case. */
  readonly objects: readonly unknown[];
}

export function metaOf(raw: unknown): Fields {
  return fields(fields(raw).metadata);
}

export function specOf(raw: unknown): Fields {
  return fields(fields(raw).spec);
}

/** The raw object that a name such as `Gateway shop/web` stands for. */
export function find(objects: readonly unknown[], name: string): unknown {
  return objects.find(raw => {
    const { namespace, name: own } = metaOf(raw);
    const full = namespace ? `${namespace}/${own}` : own;
    return `${fields(raw).kind} ${full}` === name;
  });
}

export function ofKind(objects: readonly unknown[], kind: string): unknown[] {
  return objects.filter(raw => fields(raw).kind === kind);
}

export function labelsOfNamespace({ object, objects }: OneSided) {
  const namespace = object.split(' ')[1].split('/')[0];
  return (
    stringMap(metaOf(find(objects, `Namespace ${namespace}`)).labels) ?? {}
  );
}

export function hasEnded(raw: unknown): boolean {
  const phase = text(fields(fields(raw).status).phase) ?? '';
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Pods that a Gateway selects. */
export function gatewayPods({ object, objects }: OneSided): unknown[] {
  const selector = stringMap(specOf(find(objects, object)).selector) ?? {};
  return ofKind(objects, 'Pod').filter(pod =>
    Object.entries(selector).every(
      ([key, value]) => stringMap(metaOf(pod).labels)?.[key] === value,
    ),
  );
}

/** The namespace asks for injection in a way that istioctl does not know. */
export function isRevisionOnly(found: OneSided): boolean {
  const labels = labelsOfNamespace(found);
  return labels['istio.io/rev'] !== undefined && !labels['istio-injection'];
}

/** Some host has several ServiceEntries, of which istioctl takes the one that comes last. */
export function hasRivalEntries({ objects }: OneSided): boolean {
  const hosts = ofKind(objects, 'ServiceEntry').flatMap(raw =>
    texts(specOf(raw).hosts),
  );
  return new Set(hosts).size < hosts.length;
}

/** All servers of the Gateway on the port are plain HTTP, which share it. */
export function isPlainHttp({ object, words, objects }: OneSided): boolean {
  const port = Number(/port (\d+),/.exec(words)?.[1]);
  return list(specOf(find(objects, object)).servers)
    .map(raw => fields(fields(raw).port))
    .filter(({ number }) => number === port)
    .every(({ protocol }) => protocol === 'HTTP');
}

export function serviceHosts(objects: readonly unknown[]): string[] {
  return [
    ...ofKind(objects, 'Service').map(
      raw => `${metaOf(raw).name}.${metaOf(raw).namespace}.svc.cluster.local`,
    ),
    ...ofKind(objects, 'ServiceEntry').flatMap(raw => texts(specOf(raw).hosts)),
  ];
}

/** The injector of the default revision takes namespaces without a label. */
export function injectsByDefault(objects: readonly unknown[]): boolean {
  const config = find(objects, 'ConfigMap istio-system/istio-sidecar-injector');
  const values = text(fields(fields(config).data).values) ?? '';
  return values.includes('"enableNamespacesByDefault":true');
}

export function isServiceEntryHost({ object, objects }: OneSided): boolean {
  const host = text(specOf(find(objects, object)).host) ?? '';
  return ofKind(objects, 'ServiceEntry')
    .flatMap(raw => texts(specOf(raw).hosts))
    .some(own => hostsOverlap(own, host));
}

/** The Service behind a DestinationRule has no selector of pods. */
export function isUnselective({ object, objects }: OneSided): boolean {
  const raw = find(objects, object);
  const namespace = text(metaOf(raw).namespace) ?? '';
  const [name, owner] = resolveHost(text(specOf(raw).host) ?? '', {
    namespace,
  }).split('.');
  const service = find(objects, `Service ${owner}/${name}`);
  return service !== undefined && !stringMap(specOf(service).selector);
}

/** `host+subset` of a message that some DestinationRule defines word for word. */
export function isDefined({ words, objects }: OneSided): boolean {
  const [host, subset] = (/"(\S+)"$/.exec(words)?.[1] ?? '').split('+');
  return ofKind(objects, 'DestinationRule').some(
    raw =>
      specOf(raw).host === host &&
      list(specOf(raw).subsets).some(one => fields(one).name === subset),
  );
}

function meshHosts(raw: unknown): string[] {
  const namespace = text(metaOf(raw).namespace) ?? '';
  return texts(specOf(raw).hosts).map(host => resolveHost(host, { namespace }));
}

/** The VirtualServices that a message of IST0109 names share no host word for word. */
export function onlyOverlap({ object, words, objects }: OneSided): boolean {
  const mine = meshHosts(find(objects, object));
  const names = /VirtualServices (\S+) /.exec(words)?.[1].split(',') ?? [];
  return names
    .map(name => `VirtualService ${name}`)
    .filter(name => name !== object)
    .every(
      name => !meshHosts(find(objects, name)).some(host => mine.includes(host)),
    );
}

/** No Gateway that a message of IST0145 names is older, or none shares pods. */
export function isUndisputed(found: OneSided): boolean {
  const mine = find(found.objects, found.object);
  const names = /gateways (\S+) \(/.exec(found.words)?.[1].split(',') ?? [];
  const isOlder = (other: unknown) => {
    const [a, b] = [mine, other].map(raw =>
      [
        metaOf(raw).creationTimestamp,
        metaOf(raw).name,
        metaOf(raw).namespace,
      ].join(' '),
    );
    return b < a;
  };
  const pods = gatewayPods(found).filter(pod => !hasEnded(pod));
  return names
    .map(name => `Gateway ${name}`)
    .every(object => {
      const theirs = gatewayPods({ ...found, object });
      const shared = pods.some(pod => theirs.includes(pod));
      return !shared || !isOlder(find(found.objects, object));
    });
}

export function proxyImages(objects: readonly unknown[], namespace: string) {
  return ofKind(objects, 'Pod')
    .filter(raw => metaOf(raw).namespace === namespace)
    .flatMap(raw => [
      ...list(specOf(raw).containers),
      ...list(specOf(raw).initContainers),
    ])
    .map(fields)
    .filter(({ name }) => name === 'istio-proxy')
    .map(({ image }) => text(image) ?? '');
}

/** An injector of a revision other than `default` takes the pods of the Deployment. */
export function isInjectedByRevision(found: OneSided): boolean {
  const raw = find(found.objects, found.object);
  const template = metaOf(specOf(raw).template);
  return ofKind(found.objects, 'MutatingWebhookConfiguration')
    .filter(one => {
      const revision = stringMap(metaOf(one).labels)?.['istio.io/rev'];
      return revision !== undefined && revision !== 'default';
    })
    .flatMap(one => list(fields(one).webhooks).map(fields))
    .some(
      webhook =>
        text(webhook.name)?.endsWith('istio.io') &&
        selectorMatches(
          trimSelector(webhook.namespaceSelector),
          labelsOfNamespace(found),
        ) &&
        selectorMatches(
          trimSelector(webhook.objectSelector),
          stringMap(template.labels),
        ),
    );
}
