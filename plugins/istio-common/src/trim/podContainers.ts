import type { StringMap } from '../model/objectMeta';
import type { BlockedImage, ProxyContainer } from '../model/workloadObjects';
import { type Fields, compact, fields, list, numeral, text } from './fields';

/** The container of the sidecar, of injected gateways and of ztunnel. */
export const PROXY_CONTAINER = 'istio-proxy';

/** Registries answer with whole pages at times. */
const MESSAGE_LIMIT = 500;

/** No image name is longer: 255 for the repository, 128 for the tag, a digest. */
const IMAGE_LIMIT = 512;

/** Waiting reasons of every normal start. */
const STARTING: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
]);

/**
 * Waiting reasons that say that the image is what is missing.
 * Source: pkg/kubelet/images/types.go, k8s.io/cri-api/pkg/errors.
 */
const PULL_REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'ImageInspectError',
  'InvalidImageName',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** Containers of the mesh beside the proxy, whatever pod they stand in. */
const MESH_CONTAINERS: ReadonlySet<string> = new Set([
  'istio-init',
  'istio-validation',
  'install-cni',
  'agentgateway',
]);

function cut(value: string, limit: number): string {
  return value.length > limit ? value.slice(0, limit) : value;
}

function containersOf(value: unknown): Fields[] {
  return list(value).map(fields);
}

function named(containers: readonly Fields[], name: string) {
  return containers.find(container => container.name === name);
}

function roleOf(args: unknown): ProxyContainer['role'] {
  const role = list(args)[1];
  return role === 'waypoint' || role === 'ztunnel' ? role : undefined;
}

/**
 * The init container tells who redirects: `istio-init` does it itself,
 * `istio-validation` only checks that the CNI plugin has done it.
 * Source: files/injection-template.yaml of the istiod chart.
 */
function redirectedBy(init: readonly Fields[]): ProxyContainer['redirectedBy'] {
  if (named(init, 'istio-init')) return 'init';
  return named(init, 'istio-validation') ? 'cni' : undefined;
}

/** The proxy of a pod, be it a container or a native sidecar. */
export function proxyContainer(spec: Fields): ProxyContainer | undefined {
  const init = containersOf(spec.initContainers);
  const classic = named(containersOf(spec.containers), PROXY_CONTAINER);
  const found = classic ?? named(init, PROXY_CONTAINER);
  if (!found) return undefined;
  return compact({
    image: cut(text(found.image) ?? '', IMAGE_LIMIT),
    native: !classic && found.restartPolicy === 'Always',
    router: list(found.args)[1] === 'router' ? true : undefined,
    role: roleOf(found.args),
    redirectedBy: redirectedBy(init),
  });
}

/** Images of the mesh's own containers but the proxy, by container. */
export function meshImages(
  spec: Fields,
  labels: StringMap | undefined,
): StringMap | undefined {
  const images = [
    ...containersOf(spec.initContainers),
    ...containersOf(spec.containers),
  ].flatMap(container => {
    const name = text(container.name) ?? '';
    // Any application may have a container of that name.
    const istiod = name === 'discovery' && labels?.app === 'istiod';
    const image = text(container.image);
    return image && (istiod || MESH_CONTAINERS.has(name))
      ? [[name, cut(image, IMAGE_LIMIT)]]
      : [];
  });
  return images.length > 0 ? Object.fromEntries(images) : undefined;
}

function statusesOf(status: Fields): Fields[] {
  return [
    ...containersOf(status.initContainerStatuses),
    ...containersOf(status.containerStatuses),
    ...containersOf(status.ephemeralContainerStatuses),
  ];
}

function waitingOf(container: Fields): { reason?: string; message?: string } {
  const waiting = fields(fields(container.state).waiting);
  const message = text(waiting.message);
  return {
    reason: text(waiting.reason),
    message: message && cut(message, MESSAGE_LIMIT),
  };
}

function worded({ reason, message }: { reason?: string; message?: string }) {
  return reason && message ? `${reason}: ${message}` : reason;
}

/** Why a container does not start, "ErrImagePull: …". */
export function startProblem(status: Fields): string | undefined {
  for (const container of statusesOf(status)) {
    const waiting = waitingOf(container);
    if (waiting.reason && !STARTING.has(waiting.reason)) return worded(waiting);
  }
  return undefined;
}

/** Containers whose image cannot be had, with what the registry said. */
export function blockedImages(
  spec: Fields,
  status: Fields,
): BlockedImage[] | undefined {
  const specs = [
    ...containersOf(spec.initContainers),
    ...containersOf(spec.containers),
    ...containersOf(spec.ephemeralContainers),
  ];
  const blocked = statusesOf(status).flatMap(container => {
    const { reason, message } = waitingOf(container);
    if (!reason || !PULL_REASONS.has(reason)) return [];
    const name = text(container.name) ?? '';
    // The status may carry the name that the node resolved; people wrote the other.
    const image = text(named(specs, name)?.image) ?? text(container.image);
    return [
      {
        container: name,
        image: cut(image ?? '', IMAGE_LIMIT),
        reason,
        message: message ?? '',
      },
    ];
  });
  return blocked.length > 0 ? blocked : undefined;
}

/** Why the proxy is not ready; undefined while it is, or no status is there yet. */
export function proxyProblem(status: Fields): string | undefined {
  const proxy = named(statusesOf(status), PROXY_CONTAINER);
  if (!proxy || proxy.ready === true) return undefined;
  const waiting = waitingOf(proxy);
  if (waiting.reason) return worded(waiting);
  const state = fields(proxy.state);
  const ended = fields(state.terminated);
  const code = numeral(ended.exitCode);
  if (state.terminated) {
    return code === undefined ? 'ended' : `ended with exit code ${code}`;
  }
  return proxy.ready === false ? 'runs, but is not ready' : undefined;
}
