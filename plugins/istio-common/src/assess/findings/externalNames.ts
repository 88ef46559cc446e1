import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { destinationsOf, targetOf } from './routeDestinations';

/** Whether proxies have a cluster of just this name; a wildcard makes none. */
function isKnown(
  scope: AssessScope,
  service: VirtualServiceObject,
  name: string,
): boolean {
  const owner = targetOf(scope, service, name);
  return owner?.type === 'service'
    ? owner.externalName === undefined
    : owner?.hosts.some(host => host.toLowerCase() === name) ?? false;
}

/**
 * Routes to ExternalName Services. Proxies send requests for such a Service to
 * the cluster of its external name, which they have only when something in the
 * mesh defines that name; of another ExternalName Service there is none.
 * Source: pilot/pkg/networking/core/route/route.go, GetDestinationCluster;
 * cluster.go, which leaves out Services that are aliases.
 */
export const externalNames = objectRule({
  name: 'external-names',
  raises: ['externalNameUnknown'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const { host } of destinationsOf(service)) {
      const target = targetOf(scope, service, host);
      const name =
        target?.type === 'service'
          ? target.externalName?.toLowerCase()
          : undefined;
      if (!target || !name || reported.has(nameOf(target.ref))) continue;
      if (isKnown(scope, service, name)) continue;
      reported.add(nameOf(target.ref));
      yield {
        kind: 'externalNameUnknown',
        object: service,
        related: [target.ref],
        cause: `${nameOf(service.ref)} routes to ${nameOf(
          target.ref,
        )}, which stands for ${name}, and no Service or ServiceEntry has that name: proxies answer 503`,
        fix: `Create a ServiceEntry for ${name} with location MESH_EXTERNAL, resolution DNS and the ports of ${nameOf(
          target.ref,
        )}.`,
      };
    }
  },
});
