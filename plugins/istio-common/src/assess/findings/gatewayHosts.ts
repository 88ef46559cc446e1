import type { GatewayObject } from '../../model/networkingObjects';
import { bareHost, serversOf } from '../exposure/gatewayServers';
import { resolveGatewayName } from '../exposure/resolveGatewayName';
import { hostsOverlap, resolveHost } from '../hosts';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { exposeForm } from './exposeForm';
import { gatewayRef } from './gatewayReferences';

/** The hosts that a Gateway takes from VirtualServices of a namespace. */
function hostsFor(gateway: GatewayObject, namespace: string): string[] {
  return serversOf(gateway)
    .flatMap(({ hosts }) => hosts)
    .filter(host => !host.includes('/') || host.startsWith(`${namespace}/`))
    .map(bareHost);
}

/**
 * VirtualServices whose host their Gateway does not take. istioctl is content
 * with one host of several; here each counts, as it does for its callers. That
 * the Gateway is missing it says twice, with IST0101 and with this.
 * Source: pkg/config/analysis/analyzers/virtualservice/gateways.go.
 */
export const gatewayHosts = objectRule({
  name: 'gateway-hosts',
  raises: ['hostNotInGateway'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['gateways.networking.istio.io', 'gateway'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    const namespace = service.ref.namespace ?? '';
    for (const name of new Set(service.gateways)) {
      const gateway = scope.index.find(
        gatewayRef(resolveGatewayName(name, namespace)),
      );
      if (gateway?.type !== 'gateway') continue;
      const taken = hostsFor(gateway, namespace);
      const lost = service.hosts.filter(
        host =>
          !taken.some(
            own =>
              hostsOverlap(own, host) ||
              hostsOverlap(own, resolveHost(host, service.ref)),
          ),
      );
      if (lost.length === 0) continue;
      yield {
        kind: 'hostNotInGateway',
        object: service,
        related: [gateway.ref],
        cause: `${nameOf(gateway.ref)} does not take ${lost.join(
          ', ',
        )}, which ${nameOf(service.ref)} routes`,
        fix: `Add ${lost.join(', ')} to a server of ${nameOf(gateway.ref)}.`,
        form: exposeForm(scope, service, lost[0]),
      };
    }
  },
});
