import { type RawFinding, nameOf, objectRule } from './findingRule';
import { destinationsOf, targetOf } from './routeDestinations';

/**
 * Routes that leave open which port of a Service or ServiceEntry they mean.
 * Source: pkg/config/analysis/analyzers/virtualservice/destinationhosts.go.
 */
export const destinationPorts = objectRule({
  name: 'destination-ports',
  raises: ['portRequired'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const { host, port } of destinationsOf(service)) {
      if (port !== undefined || reported.has(host)) continue;
      const target = targetOf(scope, service, host);
      if (!target || target.ports.length < 2) continue;
      reported.add(host);
      const ports = target.ports.map(one => one.port).join(', ');
      yield {
        kind: 'portRequired',
        object: service,
        related: [target.ref],
        cause: `${nameOf(service.ref)} routes to ${nameOf(
          target.ref,
        )} without a port, and it has ${ports}`,
        fix: `Set destination.port.number to one of ${ports}.`,
      };
    }
  },
});
