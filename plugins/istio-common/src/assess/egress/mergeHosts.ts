import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { RegistryHost } from './RegistryHost';

/** Ports of both; those of the first where they differ. */
export function merged(
  first: RegistryHost,
  second: RegistryHost,
): RegistryHost {
  const known = new Set(first.ports.map(({ port }) => port));
  const more = second.ports.filter(({ port }) => !known.has(port));
  return more.length > 0
    ? { ...first, ports: [...first.ports, ...more] }
    : first;
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  const [x, y] = [new Set(a), new Set(b)];
  return x.size === y.size && [...x].every(one => y.has(one));
}

function equalMaps(a: StringMap = {}, b: StringMap = {}): boolean {
  return isSubset(a, b) && isSubset(b, a);
}

/**
 * Whether two definitions of a host count as one: parts of a Service, or
 * ServiceEntries of a namespace that differ in nothing but their ports.
 * Source: pilot/pkg/model/sidecar.go, canMergeServices.
 */
function mergeable(a: RegistryHost, b: RegistryHost): boolean {
  if (a.namespace !== b.namespace) return false;
  if (!a.entry || !b.entry) return !a.entry && !b.entry;
  return (
    (a.entry.resolution ?? 'NONE') === (b.entry.resolution ?? 'NONE') &&
    equalSets(a.entry.exportTo, b.entry.exportTo) &&
    equalMaps(a.entry.workloadSelector, b.entry.workloadSelector) &&
    equalMaps(a.entry.labels, b.entry.labels)
  );
}

/**
 * Of two definitions of a host the first, but for a Service, which comes before
 * a ServiceEntry.
 * Source: pilot/pkg/model/sidecar.go, appendSidecarServices.
 */
export function together(
  first: RegistryHost | undefined,
  second: RegistryHost | undefined,
): RegistryHost | undefined {
  if (!first || !second) return first ?? second;
  if (second.service && !first.service) return second;
  return mergeable(first, second) ? merged(first, second) : first;
}

/** What is exported to some namespaces before what is exported to all. */
export function narrowFirst(hosts: readonly RegistryHost[]): RegistryHost[] {
  const isPublic = ({ visibility }: RegistryHost) => visibility.has('*');
  return [
    ...hosts.filter(one => !isPublic(one)),
    ...hosts.filter(one => isPublic(one)),
  ];
}

/** The first definition of each namespace. */
export function firstOfEach(hosts: readonly RegistryHost[]): RegistryHost[] {
  const found = new Map<string, RegistryHost>();
  for (const one of hosts) {
    if (!found.has(one.namespace)) found.set(one.namespace, one);
  }
  return [...found.values()];
}

/** Of the definitions in reach of a sidecar, in their order, those of the namespace that counts. */
export function ofOneNamespace(
  hosts: readonly RegistryHost[],
  namespace: string,
): readonly RegistryHost[] {
  const lead =
    hosts.find(one => one.namespace === namespace) ??
    hosts.find(one => one.service) ??
    hosts[0];
  return hosts.filter(one => one.namespace === lead.namespace);
}
