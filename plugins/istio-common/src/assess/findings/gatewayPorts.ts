import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Ports of Gateways that no Service of the gateway pods has. */
export const gatewayPorts: FindingRule = {
  name: 'gateway-ports',
  raises: ['gatewayPortNotOnService'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *find({ scope, exposure }): Iterable<RawFinding> {
    for (const { group, gateways } of exposure.gatewayWorkloads) {
      const services = scope.servicesOf(group);
      if (services.length === 0) continue;
      const ports = new Set(
        services.flatMap(service => service.ports.map(({ port }) => port)),
      );
      for (const gateway of gateways) {
        const lost = new Set(
          gateway.servers
            .map(({ port }) => port)
            .filter(port => !ports.has(port)),
        );
        for (const port of lost) {
          yield {
            kind: 'gatewayPortNotOnService',
            object: gateway,
            related: services.map(({ ref }) => ref),
            cause: `${nameOf(
              gateway.ref,
            )} uses port ${port}, which no Service of the gateway pods in ${
              group.namespace
            } has`,
            fix: `Add port ${port} to ${nameOf(
              services[0].ref,
            )}, or use one of ${[...ports].join(', ')}.`,
          };
        }
      }
    }
  },
};
