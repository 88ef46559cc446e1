/** An image name taken apart, with what is left out by custom filled in. */
export interface ImageName {
  /** Registry and path, "docker.io/istio/proxyv2". */
  repository: string;
  tag?: string;
  digest?: string;
}

const DEFAULT_REGISTRY = 'docker.io';

/** Other names under which Docker Hub is reached. */
const DOCKER_HUB: ReadonlySet<string> = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/** Whether the first part of a name is a registry and not a folder of Docker Hub. */
function isHost(part: string): boolean {
  return part.includes('.') || part.includes(':') || part === 'localhost';
}

function withRegistry(path: string): string {
  const slash = path.indexOf('/');
  const first = slash === -1 ? path : path.slice(0, slash);
  if (slash !== -1 && isHost(first)) {
    const host = first.toLowerCase();
    const registry = DOCKER_HUB.has(host) ? DEFAULT_REGISTRY : host;
    return `${registry}${path.slice(slash)}`;
  }
  return slash === -1
    ? `${DEFAULT_REGISTRY}/library/${path}`
    : `${DEFAULT_REGISTRY}/${path}`;
}

/**
 * Takes an image name apart as container runtimes do: without a registry it is
 * on Docker Hub, and there without a folder in `library`.
 * Source: github.com/distribution/reference (ParseNormalizedNamed).
 */
export function parseImageName(image: string): ImageName {
  const [named, digest] = image.split('@', 2);
  const colon = named.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  const hasTag = colon > named.lastIndexOf('/');
  const path = hasTag ? named.slice(0, colon) : named;
  return {
    repository: withRegistry(path),
    ...(hasTag && { tag: named.slice(colon + 1) }),
    ...(digest && { digest }),
  };
}

/** An entry of the allowed registries in the form of a repository: a host alone, or a path. */
export function normaliseRegistry(entry: string): string {
  const bare = entry
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
  const first = bare.split('/', 1)[0];
  if (!isHost(first)) return `${DEFAULT_REGISTRY}/${bare}`;
  const host = first.toLowerCase();
  const registry = DOCKER_HUB.has(host) ? DEFAULT_REGISTRY : host;
  return `${registry}${bare.slice(first.length)}`;
}
