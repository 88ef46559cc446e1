import { resolveHost } from '../hosts';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { destinationsOf } from './routeDestinations';

/** Routes that leave open which port of a Service they mean. */
export const destinationPorts: FindingRule = {
  name: 'destination-ports',
  raises: ['portRequired'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
  ],
  *find({ scope, exposure: { directory } }): Iterable<RawFinding> {
    for (const service of scope.index.all('virtualservice')) {
      const reported = new Set<string>();
      for (const { host, port } of destinationsOf(service)) {
        const target = directory.find(resolveHost(host, service.ref));
        if (port !== undefined || target.kind !== 'service') continue;
        const { ref, ports } = target.service;
        if (ports.length < 2 || reported.has(host)) continue;
        reported.add(host);
        yield {
          kind: 'portRequired',
          object: service,
          related: [ref],
          cause: `${nameOf(service.ref)} routes to ${nameOf(
            ref,
          )} without a port, and it has ${ports
            .map(one => one.port)
            .join(', ')}`,
          fix: `Set destination.port.number to one of ${ports
            .map(one => one.port)
            .join(', ')}.`,
        };
      }
    }
  },
};
