import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';

/** An answer of the backend that says of which clusters it knows how much. */
export interface KnownClusters {
  clusters: readonly ClusterFreshness[];
}
