import type {
  ClusterFreshness,
  ResourceFreshness,
} from '@meshwright/backstage-plugin-istio-common';

/** States in which a cluster's last known choices are worth offering. */
const READABLE: ReadonlySet<string> = new Set(['live', 'stale']);

/**
 * Types, `<plural>.<group>`, that a picker cannot do without. What the API
 * server does not serve is no reason to type names by hand: there are none.
 */
export type NeededResources = readonly string[];

function needed(
  cluster: ClusterFreshness,
  resources: NeededResources,
): ResourceFreshness[] {
  return cluster.resources.filter(
    ({ resource, state }) =>
      resources.includes(resource) && state !== 'not-installed',
  );
}

/** Resources that a picker needs and that the cluster refuses to list. */
export function refusedResources(
  cluster: ClusterFreshness,
  resources: NeededResources,
): string[] {
  return needed(cluster, resources)
    .filter(({ state }) => state === 'forbidden' || state === 'unauthenticated')
    .map(({ resource }) => resource);
}

/** Whether a picker can offer what the cluster holds. */
export function offersChoices(
  cluster: ClusterFreshness,
  resources: NeededResources,
): boolean {
  const found = needed(cluster, resources);
  return found.length > 0
    ? found.every(({ state }) => READABLE.has(state))
    : READABLE.has(cluster.state);
}
