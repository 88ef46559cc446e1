import type { ObjectRef } from '../model/identity';

/** The suffix of every name inside a cluster, Kubernetes' and Istio's default. */
const CLUSTER_DOMAIN = 'cluster.local';

const ADDRESS = /^(\d{1,3}\.){3}\d{1,3}$|:/;

/** The full name of a Service, `cart.shop.svc.cluster.local`. */
export function serviceHost(
  ref: Pick<ObjectRef, 'namespace' | 'name'>,
): string {
  return `${ref.name}.${ref.namespace}.svc.${CLUSTER_DOMAIN}`;
}

/**
 * A short name belongs to the namespace of the object that uses it. Any dot
 * makes a name full, so `cart.shop` is not expanded; nor are `*` and addresses.
 * Source: pilot/pkg/model/config.go, ResolveShortnameToFQDN.
 */
export function resolveHost(
  host: string,
  ref: Pick<ObjectRef, 'namespace'>,
): string {
  if (host === '' || host === '*' || host.includes('.') || ADDRESS.test(host)) {
    return host;
  }
  return serviceHost({ namespace: ref.namespace, name: host });
}

/** Whether a name begins with the wildcard. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether a name (possibly a wildcard) covers another one wholly. */
export function hostCovers(pattern: string, host: string): boolean {
  return isWildcard(pattern)
    ? host.endsWith(pattern.slice(1))
    : pattern === host;
}

/**
 * Whether two names, each possibly a wildcard, have a name in common.
 * Source: pkg/config/host/name.go, Matches.
 */
export function hostsOverlap(a: string, b: string): boolean {
  return hostCovers(a, b) || hostCovers(b, a);
}

/** Exact names before wildcards, then the longer, then by alphabet. */
function moreSpecific(a: string, b: string): boolean {
  if (isWildcard(a) !== isWildcard(b)) return isWildcard(b);
  return a.length === b.length ? a < b : a.length > b.length;
}

/**
 * The most specific wildcard (or equal name) that a host ends in.
 * Source: pilot/pkg/model/config.go, MostSpecificHostMatch.
 */
export function mostSpecific(
  host: string,
  patterns: Iterable<string>,
): string | undefined {
  const needle = isWildcard(host) ? host.slice(1) : host;
  let best: string | undefined;
  for (const pattern of patterns) {
    if (pattern === host) return pattern;
    if (!isWildcard(pattern) || !needle.endsWith(pattern.slice(1))) continue;
    if (best === undefined || moreSpecific(pattern, best)) best = pattern;
  }
  return best;
}
