import type { RouteDestination } from '../../model/networkingObjects';

/**
 * The destinations of a route that get requests: of several, those with a
 * weight; a single one whatever its weight. Where none of several has one,
 * which admission refuses, all of them.
 * Source: pilot/pkg/networking/core/route/route.go, applyHTTPRouteDestination;
 * networkfilter.go, buildOutboundNetworkFiltersWithWeightedClusters.
 */
export function receiving(
  destinations: readonly RouteDestination[],
): readonly RouteDestination[] {
  if (destinations.length < 2) return destinations;
  const weighted = destinations.filter(({ weight = 0 }) => weight > 0);
  return weighted.length > 0 ? weighted : destinations;
}
