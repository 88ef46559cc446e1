import type {
  ClusterFreshness,
  FleetFacts,
  FleetKind,
} from '@meshwright/backstage-plugin-istio-common';

/** Everything that the clusters hold, as the backend would have judged it. */
export interface FleetWorld {
  clusters: ClusterFreshness[];
  rows: { [K in FleetKind]: Array<FleetFacts[K]> };
}

/** A world without anything in it. */
export function emptyWorld(clusters: ClusterFreshness[]): FleetWorld {
  return {
    clusters,
    rows: {
      workloads: [],
      certificates: [],
      exposures: [],
      egress: [],
      findings: [],
      'control-planes': [],
      'trust-roots': [],
      'strict-readiness': [],
    },
  };
}
