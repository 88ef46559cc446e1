import { resolveGatewayName } from '../exposure/resolveGatewayName';
import { gatewayName } from '../exposure/gatewayServers';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** VirtualServices bound to a Gateway that does not exist. */
export const gatewayReferences: FindingRule = {
  name: 'gateway-references',
  raises: ['notFound'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['gateways.networking.istio.io', 'gateway'],
  ],
  *find({ scope }): Iterable<RawFinding> {
    const known = new Set(
      [...scope.index.all('gateway')].map(({ ref }) => gatewayName(ref)),
    );
    for (const service of scope.index.all('virtualservice')) {
      for (const name of new Set(service.gateways)) {
        const full = resolveGatewayName(name, service.ref.namespace ?? '');
        if (full === 'mesh' || known.has(full)) continue;
        yield {
          kind: 'notFound',
          title: 'Gateway not found',
          object: service,
          cause: `${nameOf(
            service.ref,
          )} is bound to Gateway ${full}, which does not exist`,
          fix: `Create Gateway ${full}, or name one that exists; without a namespace the name means ${service.ref.namespace}.`,
        };
      }
    }
  },
};
