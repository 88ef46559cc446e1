import type {
  DataState,
  OtherCluster,
  ResourceFreshness,
  ValidationContext,
} from '@meshwright/backstage-plugin-istio-common';
import type { RouteContext } from './RouteContext';

/** Against what is judged, and what that cannot tell from the start. */
export interface LiveContext {
  context: ValidationContext;
  unverified: string[];
}

function statesOf(
  resources: readonly ResourceFreshness[],
): ReadonlyMap<string, DataState> {
  return new Map(resources.map(row => [row.resource, row.state]));
}

function otherCluster(
  { findLive }: Pick<RouteContext, 'findLive'>,
  cluster: string,
): OtherCluster {
  const live = findLive(cluster);
  const freshness = live?.freshness();
  if (!live || !freshness) return { cluster };
  return {
    cluster,
    ...(live.settled && { index: live.index }),
    state: freshness.state,
    dataStates: statesOf(freshness.resources),
  };
}

/** What is known of the target cluster, and of the others beside it. */
export function validationContext(
  context: RouteContext,
  cluster: string | undefined,
): LiveContext {
  const { zones, clock, clusterNames } = context;
  const base = { zones, now: new Date(clock.now()) };
  const live = cluster === undefined ? undefined : context.findLive(cluster);
  const freshness = live?.freshness();
  if (!live || !freshness) return { context: base, unverified: [] };
  const { state, message, since } = freshness;
  return {
    context: {
      ...base,
      ...(live.settled && { index: live.index }),
      assessment: live.assessment,
      clusterState: state,
      dataStates: statesOf(freshness.resources),
      confirmedAt: freshness.confirmedAt,
      elsewhere: clusterNames
        .filter(name => name !== cluster)
        .map(name => otherCluster(context, name)),
    },
    unverified:
      state === 'live' || !message
        ? []
        : [`Cluster ${cluster} is ${state} since ${since}: ${message}`],
  };
}
