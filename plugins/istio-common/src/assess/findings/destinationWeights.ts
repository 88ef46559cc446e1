import type {
  RouteDestination,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { type RawFinding, nameOf, objectRule } from './findingRule';

function routesOf({ http, tls, tcp }: VirtualServiceObject) {
  return [...http, ...tls, ...tcp].map(({ destinations }) => destinations);
}

/** Without a weight beside others that have one; a weight of 0 is meant. */
function forgotten(destinations: readonly RouteDestination[]) {
  const lacking = destinations.filter(({ weight }) => weight === undefined);
  return lacking.length < destinations.length ? lacking : [];
}

/**
 * Destinations that get no requests, because others of the route have a weight
 * and they have none.
 * Source: pilot/pkg/networking/core/route/route.go, applyHTTPRouteDestination.
 */
export const destinationWeights = objectRule({
  name: 'destination-weights',
  raises: ['weightMissing'],
  subjects: ['virtualservice'],
  reads: [['virtualservices.networking.istio.io', 'virtualservice']],
  selfContained: true,
  *judge(_, service): Iterable<RawFinding> {
    const hosts = new Set(
      routesOf(service)
        .flatMap(forgotten)
        .map(({ host, subset }) => (subset ? `${host} (${subset})` : host)),
    );
    if (hosts.size === 0) return;
    const named = [...hosts].slice(0, 3).join(', ');
    yield {
      kind: 'weightMissing',
      object: service,
      cause: `${nameOf(
        service.ref,
      )} gives ${named} no weight beside destinations that have one, so that no request goes there`,
      fix: `Give each destination of the route a weight, or take ${named} out.`,
    };
  },
});
