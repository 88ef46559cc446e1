import { resolveGatewayName } from '../exposure/resolveGatewayName';
import { bareHost, gatewayName, serversOf } from '../exposure/gatewayServers';
import { hostsOverlap, resolveHost } from '../hosts';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** VirtualServices whose host their Gateway does not take. */
export const gatewayHosts: FindingRule = {
  name: 'gateway-hosts',
  raises: ['hostNotInGateway'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['gateways.networking.istio.io', 'gateway'],
  ],
  *find({ scope }): Iterable<RawFinding> {
    const gateways = new Map(
      [...scope.index.all('gateway')].map(one => [gatewayName(one.ref), one]),
    );
    for (const service of scope.index.all('virtualservice')) {
      for (const name of new Set(service.gateways)) {
        const gateway = gateways.get(
          resolveGatewayName(name, service.ref.namespace ?? ''),
        );
        if (!gateway) continue;
        const taken = serversOf(gateway).flatMap(one =>
          one.hosts.map(bareHost),
        );
        const lost = service.hosts
          .map(host => resolveHost(host, service.ref))
          .filter(host => !taken.some(own => hostsOverlap(own, host)));
        if (lost.length === 0) continue;
        yield {
          kind: 'hostNotInGateway',
          object: service,
          related: [gateway.ref],
          cause: `${nameOf(gateway.ref)} does not take ${lost.join(
            ', ',
          )}, which ${nameOf(service.ref)} routes`,
          fix: `Add ${lost.join(', ')} to a server of ${nameOf(gateway.ref)}.`,
        };
      }
    }
  },
};
