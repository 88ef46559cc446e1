import type { ObjectRef } from '../../model/identity';
import type {
  RouteDestination,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { resolveHost, serviceHost } from '../hosts';
import type { ServiceDirectory } from '../ServiceDirectory';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Every destination of a VirtualService, mirrors included. */
export function destinationsOf(
  service: VirtualServiceObject,
): readonly RouteDestination[] {
  return [
    ...service.http.flatMap(({ destinations, mirrors }) => [
      ...destinations,
      ...(mirrors ?? []),
    ]),
    ...[...service.tls, ...service.tcp].flatMap(one => one.destinations),
  ];
}

/** The Services that a VirtualService is about: its hosts, and its own name. */
function subjects(
  service: VirtualServiceObject,
  directory: ServiceDirectory,
): ObjectRef[] {
  const names = [
    ...service.hosts.map(host => resolveHost(host, service.ref)),
    serviceHost(service.ref),
    ...destinationsOf(service).map(({ host }) =>
      resolveHost(host, service.ref),
    ),
  ];
  const found = new Map<string, ObjectRef>();
  for (const name of names) {
    const target = directory.find(name);
    if (target.kind === 'service') found.set(name, target.service.ref);
  }
  return [...found.values()];
}

/** Names with dots are taken as they are, a trap for `cart.shop`. */
function hint(host: string, directory: ServiceDirectory): string {
  const full = `${host}.svc.cluster.local`;
  return host.split('.').length === 2 && directory.find(full).kind === 'service'
    ? `Write ${full}: a name with a dot is not completed.`
    : 'Point the route at a Service that exists, or create the Service.';
}

/** Routes to hosts that nothing answers to. */
export const routeDestinations: FindingRule = {
  name: 'route-destinations',
  raises: ['notFound'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *find({ scope, exposure: { directory } }): Iterable<RawFinding> {
    for (const service of scope.index.all('virtualservice')) {
      const hosts = new Set(
        destinationsOf(service).map(({ host }) =>
          resolveHost(host, service.ref),
        ),
      );
      for (const host of hosts) {
        if (directory.find(host).kind !== 'missing') continue;
        yield {
          kind: 'notFound',
          title: 'host not found',
          object: service,
          related: subjects(service, directory),
          cause: `${nameOf(
            service.ref,
          )} routes to host ${host}, which does not exist`,
          fix: hint(host, directory),
        };
      }
    }
  },
};
