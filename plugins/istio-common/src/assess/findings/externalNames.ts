import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { ObjectBase } from '../../model/objectMeta';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { destinationsOf } from './routeDestinations';
import { type HostQuestion, ownerOfHost } from './visibleHosts';

/** Those that follow a route: where they are, and what they see. */
export type RouteClients = Omit<HostQuestion, 'host'>;

/** The clients of a VirtualService. */
export function clientsOf({
  ref,
  exportTo,
}: VirtualServiceObject): RouteClients {
  return { namespace: ref.namespace ?? '', exportTo };
}

/** Whether proxies have a cluster of just this name; a wildcard makes none. */
function isKnown(
  scope: AssessScope,
  clients: RouteClients,
  name: string,
): boolean {
  const owner = ownerOfHost(scope, { ...clients, host: name });
  return owner?.type === 'service'
    ? owner.externalName === undefined
    : owner?.hosts.some(host => host.toLowerCase() === name) ?? false;
}

/**
 * The ExternalName Services among hosts whose name nothing in the mesh has.
 * Proxies send requests for such a Service to the cluster of its external name,
 * which they have only when something in the mesh defines that name; of another
 * ExternalName Service there is none.
 * Source: pilot/pkg/networking/core/route/route.go, GetDestinationCluster;
 * cluster.go, which leaves out Services that are aliases.
 */
export function* unknownNames(
  scope: AssessScope,
  object: Pick<ObjectBase<string>, 'ref' | 'annotations'>,
  clients: RouteClients,
  hosts: Iterable<string>,
): Iterable<RawFinding> {
  const reported = new Set<string>();
  for (const host of hosts) {
    const target = ownerOfHost(scope, { ...clients, host });
    if (target?.type !== 'service' || !target.externalName) continue;
    const name = target.externalName.toLowerCase();
    const service = nameOf(target.ref);
    if (reported.has(service) || isKnown(scope, clients, name)) continue;
    reported.add(service);
    yield {
      kind: 'externalNameUnknown',
      object,
      related: [target.ref],
      cause: `${nameOf(
        object.ref,
      )} routes to ${service}, which stands for ${name}, and no Service or ServiceEntry has that name: proxies answer 503`,
      fix: `Create a ServiceEntry for ${name} with location MESH_EXTERNAL, resolution DNS and the ports of ${service}.`,
    };
  }
}

/** Routes of VirtualServices to ExternalName Services. */
export const externalNames = objectRule({
  name: 'external-names',
  raises: ['externalNameUnknown'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  judge: ({ scope }, service) =>
    unknownNames(
      scope,
      service,
      clientsOf(service),
      destinationsOf(service).map(({ host }) => host),
    ),
});
