import type { VirtualServiceObject } from '../../model/networkingObjects';
import { resolveHost, serviceHost } from '../hosts';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { targetOf } from './routeDestinations';

/** Whether sidecars follow the VirtualService. */
function isForMesh({ gateways }: VirtualServiceObject): boolean {
  return gateways.length === 0 || gateways.includes('mesh');
}

/**
 * Routes of sidecars from one host to another one's headless Service: its
 * cluster goes on to the address that the client called. Gateways balance over
 * the pods.
 * Source: pilot/pkg/networking/core/cluster.go, convertResolution.
 */
export const headlessRoutes = objectRule({
  name: 'headless-routes',
  raises: ['headlessRoute'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    if (!isForMesh(service)) return;
    const own = new Set(
      service.hosts.map(host => resolveHost(host, service.ref).toLowerCase()),
    );
    const { http, tls, tcp } = service;
    const reported = new Set<string>();
    const destinations = [...http, ...tls, ...tcp].flatMap(
      route => route.destinations,
    );
    for (const { host } of destinations) {
      const target = targetOf(scope, service, host);
      if (target?.type !== 'service' || !target.headless) continue;
      const name = serviceHost(target.ref);
      const elsewhere = [...own].filter(one => one !== name);
      if (elsewhere.length === 0 || reported.has(name)) continue;
      reported.add(name);
      yield {
        kind: 'headlessRoute',
        object: service,
        related: [target.ref],
        cause: `${nameOf(service.ref)} routes ${elsewhere[0]} to ${nameOf(
          target.ref,
        )}, which is headless: sidecars send the requests to the address that the client called, not to its pods`,
        fix: `Route to a Service with a cluster IP for the same pods.`,
      };
    }
  },
});
