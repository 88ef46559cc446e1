import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';

/**
 * Since when what is shown was last confirmed: the oldest of the clusters that
 * answer, because a page is as old as its oldest part.
 */
export function confirmedSince(
  clusters: readonly ClusterFreshness[],
): string | undefined {
  const known = clusters.flatMap(cluster =>
    cluster.state === 'live' || cluster.state === 'stale'
      ? cluster.confirmedAt ?? []
      : [],
  );
  return known.sort()[0];
}
