import type {
  ContainerPort,
  PodObject,
  ProxyContainer,
} from '../model/workloadObjects';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  stringMap,
  text,
} from './fields';
import { objectBase, ownerOf } from './objectBase';
import type { WatchedResource } from './watchedResources';

/** The container of the sidecar and of injected gateways. */
const PROXY_CONTAINER = 'istio-proxy';

/** Annotations that decide on injection or name the revision. */
export const INJECTION_ANNOTATIONS: ReadonlySet<string> = new Set([
  'istio.io/rev',
  'sidecar.istio.io/inject',
  'sidecar.istio.io/proxyImage',
  'ambient.istio.io/redirection',
]);

/** Waiting reasons of every normal start. */
const STARTING: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
]);

/** Declared ports of the containers, without those of the proxy. */
export function containerPorts(spec: Fields): ContainerPort[] | undefined {
  const ports = list(spec.containers)
    .map(fields)
    .filter(container => container.name !== PROXY_CONTAINER)
    .flatMap(container => list(container.ports).map(fields))
    .flatMap(port => {
      const number = numeral(port.containerPort);
      const protocol = text(port.protocol);
      if (number === undefined) return [];
      return [
        compact({
          port: number,
          name: text(port.name),
          protocol: protocol === 'TCP' ? undefined : protocol,
        }),
      ];
    });
  return ports.length > 0 ? ports : undefined;
}

function proxyContainer(spec: Fields): ProxyContainer | undefined {
  const named = (containers: unknown) =>
    list(containers)
      .map(fields)
      .find(container => container.name === PROXY_CONTAINER);
  const classic = named(spec.containers);
  const init = named(spec.initContainers);
  const found = classic ?? init;
  if (!found) return undefined;
  return compact({
    image: text(found.image) ?? '',
    native: !classic && found.restartPolicy === 'Always',
    router: list(found.args)[1] === 'router' ? true : undefined,
  });
}

function isReady(status: Fields): boolean {
  return list(status.conditions)
    .map(fields)
    .some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    );
}

function startProblem(status: Fields): string | undefined {
  const containers = [
    ...list(status.initContainerStatuses),
    ...list(status.containerStatuses),
  ].map(fields);
  for (const container of containers) {
    const waiting = fields(fields(container.state).waiting);
    const reason = text(waiting.reason);
    if (reason && !STARTING.has(reason)) {
      const message = text(waiting.message);
      return message ? `${reason}: ${message}` : reason;
    }
  }
  return undefined;
}

/** The revision that the injector noted; absent when the pod was not injected. */
function injectionStatus(
  annotations: Fields,
): { revision?: string } | undefined {
  const status = text(annotations['sidecar.istio.io/status']);
  if (!status) return undefined;
  try {
    const parsed: unknown = JSON.parse(status);
    return compact({ revision: text(fields(parsed).revision) });
  } catch {
    // An unreadable status still says that the injector was here.
    return {};
  }
}

function captureOf(annotations: Fields): PodObject['capture'] {
  const capture = compact({
    excludeInboundPorts: text(
      annotations['traffic.sidecar.istio.io/excludeInboundPorts'],
    ),
    // An empty list captures nothing, so the empty string is kept.
    includeInboundPorts:
      typeof annotations['traffic.sidecar.istio.io/includeInboundPorts'] ===
      'string'
        ? annotations['traffic.sidecar.istio.io/includeInboundPorts']
        : undefined,
    interceptionMode: text(annotations['sidecar.istio.io/interceptionMode']),
  });
  return Object.keys(capture).length > 0 ? capture : undefined;
}

/** HTTP probes that the injector was told to leave as they are. */
function plainProbePorts(
  spec: Fields,
  annotations: Fields,
): number[] | undefined {
  if (annotations['sidecar.istio.io/rewriteAppHTTPProbers'] !== 'false') {
    return undefined;
  }
  const declared = containerPorts(spec) ?? [];
  const ports = list(spec.containers)
    .map(fields)
    .flatMap(container =>
      [
        container.livenessProbe,
        container.readinessProbe,
        container.startupProbe,
      ].map(probe => fields(fields(probe).httpGet).port),
    )
    .flatMap(port => {
      const number =
        numeral(port) ?? declared.find(one => one.name === port)?.port;
      return number === undefined ? [] : [number];
    });
  return ports.length > 0 ? [...new Set(ports)] : undefined;
}

export function trimPod(
  resource: WatchedResource,
  raw: unknown,
): PodObject | undefined {
  const base = objectBase('pod', resource, raw, {
    labels: true,
    annotations: INJECTION_ANNOTATIONS,
  });
  if (!base) return undefined;
  const metadata = fields(fields(raw).metadata);
  const spec = fields(fields(raw).spec);
  const status = fields(fields(raw).status);
  const annotations = fields(stringMap(metadata.annotations));
  return compact({
    ...base,
    phase: text(status.phase),
    ready: isReady(status),
    deleting: metadata.deletionTimestamp ? true : undefined,
    hostNetwork: spec.hostNetwork === true ? true : undefined,
    serviceAccount: text(spec.serviceAccountName),
    owner: ownerOf(raw),
    ports: containerPorts(spec),
    proxy: proxyContainer(spec),
    injection: injectionStatus(annotations),
    capture: captureOf(annotations),
    plainProbePorts: plainProbePorts(spec, annotations),
    problem: startProblem(status),
  });
}
