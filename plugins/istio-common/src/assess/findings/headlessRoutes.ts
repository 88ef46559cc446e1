import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { ObjectBase } from '../../model/objectMeta';
import type { AssessScope } from '../AssessScope';
import { resolveHost, serviceHost } from '../hosts';
import { type RouteClients, clientsOf } from './externalNames';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { ownerOfHost } from './visibleHosts';

/**
 * Routes of sidecars from one host to another one's headless Service: its
 * cluster goes on to the address that the client called. Gateways balance over
 * the pods.
 * Source: pilot/pkg/networking/core/cluster.go, convertResolution.
 *
 * @param own - the hosts that clients call, in full
 */
export function* headlessTargets(
  scope: AssessScope,
  object: Pick<ObjectBase<string>, 'ref' | 'annotations'>,
  clients: RouteClients,
  { own, hosts }: { own: readonly string[]; hosts: Iterable<string> },
): Iterable<RawFinding> {
  const reported = new Set<string>();
  for (const host of hosts) {
    const target = ownerOfHost(scope, { ...clients, host });
    if (target?.type !== 'service' || !target.headless) continue;
    const name = serviceHost(target.ref);
    const elsewhere = own.find(one => one.toLowerCase() !== name);
    if (elsewhere === undefined || reported.has(name)) continue;
    reported.add(name);
    yield {
      kind: 'headlessRoute',
      object,
      related: [target.ref],
      cause: `${nameOf(
        object.ref,
      )} routes ${elsewhere.toLowerCase()} to ${nameOf(
        target.ref,
      )}, which is headless: sidecars send the requests to the address that the client called, not to its pods`,
      fix: `Route to a Service with a cluster IP for the same pods.`,
    };
  }
}

/** Whether sidecars follow the VirtualService. */
function isForMesh({ gateways }: VirtualServiceObject): boolean {
  return gateways.length === 0 || gateways.includes('mesh');
}

/** Routes of VirtualServices to headless Services. */
export const headlessRoutes = objectRule({
  name: 'headless-routes',
  raises: ['headlessRoute'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  concerns: isForMesh,
  judge: ({ scope }, service) =>
    headlessTargets(scope, service, clientsOf(service), {
      own: service.hosts.map(host => resolveHost(host, service.ref)),
      hosts: [...service.http, ...service.tls, ...service.tcp].flatMap(route =>
        route.destinations.map(({ host }) => host),
      ),
    }),
});
