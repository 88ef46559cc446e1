import { byRef } from '../../model/byCreation';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';

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

/** The Services of the pods with some labels, which come as JSON; undefined without pods. */
function servicesBehind(
  scope: AssessScope,
  labels: string,
): readonly ServiceObject[] | undefined {
  const selector: StringMap = JSON.parse(labels);
  const groups = scope.workloads.filter(
    group =>
      !isIgnored(group.ref) &&
      group.shape.podLabels.some(own => isSubset(selector, own)),
  );
  if (groups.length === 0) return undefined;
  return [...new Set(groups.flatMap(group => scope.servicesOf(group)))].sort(
    byRef,
  );
}

/**
 * Ports of Gateways that no Service of the gateway pods has. istioctl counts a
 * Service without a selector for all pods of its namespace; it is for none.
 * Source: pkg/config/analysis/analyzers/gateway/gateway.go.
 */
export const gatewayPorts = objectRule({
  name: 'gateway-ports',
  raises: ['gatewayPortNotOnService'],
  subjects: ['gateway'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *judge({ scope }, gateway): Iterable<RawFinding> {
    const services = scope.memo(
      servicesBehind,
      JSON.stringify(gateway.selector),
    );
    // A Gateway without pods is the matter of gatewaySelectors.
    if (!services) return;
    const ports = reachable(services);
    const lost = new Set(
      gateway.servers.map(({ port }) => port).filter(port => !ports.has(port)),
    );
    for (const port of lost) {
      yield {
        kind: 'gatewayPortNotOnService',
        object: gateway,
        related: services.map(({ ref }) => ref),
        cause: `${nameOf(
          gateway.ref,
        )} uses port ${port}, which no Service of its gateway pods has`,
        fix: services[0]
          ? `Add port ${port} to ${nameOf(services[0].ref)}, or use one of ${[
              ...ports,
            ].join(', ')}.`
          : `Create a Service for the gateway pods with port ${port}.`,
      };
    }
  },
});
