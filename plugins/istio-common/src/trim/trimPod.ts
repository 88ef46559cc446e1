import type { ContainerPort, PodObject } from '../model/workloadObjects';
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
import { isProbed, scrapedPort } from './podPlainTraffic';
import {
  PROXY_CONTAINER,
  blockedImages,
  meshImages,
  proxyContainer,
  proxyProblem,
  startProblem,
} from './podContainers';
import type { WatchedResource } from './watchedResources';

/** Annotations that decide on injection or name the revision. */
export const INJECTION_ANNOTATIONS: ReadonlySet<string> = new Set([
  'istio.io/rev',
  'sidecar.istio.io/inject',
  'sidecar.istio.io/proxyImage',
  'ambient.istio.io/redirection',
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

function isReady(status: Fields): boolean {
  return list(status.conditions)
    .map(fields)
    .some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    );
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
    )?.slice(0, 4096),
    // An empty list captures nothing, so the empty string is kept.
    includeInboundPorts:
      typeof annotations['traffic.sidecar.istio.io/includeInboundPorts'] ===
      'string'
        ? annotations['traffic.sidecar.istio.io/includeInboundPorts'].slice(
            0,
            4096,
          )
        : undefined,
    interceptionMode: text(
      annotations['sidecar.istio.io/interceptionMode'],
    )?.slice(0, 64),
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
    probed: isProbed(spec) ? true : undefined,
    scrapedPort: scrapedPort(annotations),
    problem: startProblem(status),
    proxyProblem: proxyProblem(status),
    meshImages: meshImages(spec, base.labels),
    blocked: blockedImages(spec, status),
  });
}
