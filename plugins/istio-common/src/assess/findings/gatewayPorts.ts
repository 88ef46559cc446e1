import type { GatewayObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/**
 * Ports at which a gateway is reached: those where the pods listen, and those
 * of the Service, which istiod takes for the same.
 */
function reachable(services: Iterable<ServiceObject>): Set<number> {
  const ports = new Set<number>();
  for (const service of services) {
    for (const { port, targetPort, protocol } of service.ports) {
      if (protocol !== 'TCP') continue;
      ports.add(port);
      const target = Number(targetPort);
      if (target > 0) ports.add(target);
    }
  }
  return ports;
}

/**
 * Ports of Gateways that no Service of the gateway pods has. istioctl counts a
 * Service without a selector for all pods of its namespace; it is for none.
 * Source: pkg/config/analysis/analyzers/gateway/gateway.go.
 */
export const gatewayPorts: FindingRule = {
  name: 'gateway-ports',
  raises: ['gatewayPortNotOnService'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *find({ scope, exposure }): Iterable<RawFinding> {
    const byGateway = new Map<GatewayObject, Set<ServiceObject>>();
    for (const { group, gateways } of exposure.gatewayWorkloads) {
      for (const gateway of gateways) {
        const services = byGateway.get(gateway) ?? new Set();
        for (const service of scope.servicesOf(group)) services.add(service);
        byGateway.set(gateway, services);
      }
    }
    for (const [gateway, services] of byGateway) {
      const ports = reachable(services);
      const [service] = services;
      const lost = new Set(
        gateway.servers
          .map(({ port }) => port)
          .filter(port => !ports.has(port)),
      );
      for (const port of lost) {
        yield {
          kind: 'gatewayPortNotOnService',
          object: gateway,
          related: [...services].map(({ ref }) => ref),
          cause: `${nameOf(
            gateway.ref,
          )} uses port ${port}, which no Service of its gateway pods has`,
          fix: service
            ? `Add port ${port} to ${nameOf(service.ref)}, or use one of ${[
                ...ports,
              ].join(', ')}.`
            : `Create a Service for the gateway pods with port ${port}.`,
        };
      }
    }
  },
};
