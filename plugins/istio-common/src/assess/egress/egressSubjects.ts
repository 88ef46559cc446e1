import type {
  ServiceEntryObject,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { byRef } from '../../model/byCreation';
import { awaitedPorts } from './entryProblems';
import { isWildcard, resolveHost } from '../hosts';
import { type Visibility, visibilityOf } from '../visibility';
import type { EgressSubject } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { RegistryPort } from './RegistryHost';
import { portKind } from './portKind';

function namespacesOf(visibility: Visibility): string[] {
  if (visibility.has('*')) return ['*'];
  return visibility.has('~') ? [] : [...visibility].sort();
}

/** MESH_EXTERNAL is the zero value. */
function isExternal({ location }: ServiceEntryObject): boolean {
  return location === undefined || location === 'MESH_EXTERNAL';
}

/** Ports that routes wait for although the ServiceEntry lacks them. */
function portsOnlyRouted(
  world: EgressWorld,
  host: string,
  ports: readonly RegistryPort[],
): RegistryPort[] {
  const wanted = world.hosts
    .named(host)
    .flatMap(service => awaitedPorts(service, ports));
  return [...new Set(wanted)].map(port => ({ port, kind: 'http' }));
}

function ofEntry(
  world: EgressWorld,
  entry: ServiceEntryObject,
): EgressSubject[] {
  const namespace = entry.ref.namespace ?? '';
  const visibility = visibilityOf(
    entry.exportTo,
    namespace,
    world.settings.serviceExportTo,
  );
  const ports = entry.ports.map(({ port, protocol }) => ({
    port,
    kind: portKind(protocol),
  }));
  return entry.hosts.map(host => ({
    host: host.toLowerCase(),
    namespace,
    ports: [...ports, ...portsOnlyRouted(world, host.toLowerCase(), ports)],
    entry,
    ref: entry.ref,
    namespaces: namespacesOf(visibility),
  }));
}

/** The ports at which a VirtualService takes requests of sidecars; 80 when it does not say. */
function portsOf({ http, tls, tcp }: VirtualServiceObject): RegistryPort[] {
  const found = new Map<number, RegistryPort['kind']>();
  for (const { matches } of http) {
    for (const { port } of matches) if (port) found.set(port, 'http');
  }
  for (const [kind, routes] of [
    ['tls', tls],
    ['tcp', tcp],
  ] as const) {
    for (const { matches } of routes) {
      for (const { port } of matches) if (port) found.set(port, kind);
    }
  }
  if (found.size === 0 && http.length > 0) found.set(80, 'http');
  return [...found].map(([port, kind]) => ({ port, kind }));
}

function leadsToGateway(
  world: EgressWorld,
  service: VirtualServiceObject,
  host: string,
): boolean {
  const { routes } = world.bound.resolvedRoutes(service);
  return [...routes, ...service.tls, ...service.tcp]
    .flatMap(({ destinations }) => destinations)
    .map(destination => resolveHost(destination.host, service.ref))
    .some(
      name =>
        name !== host &&
        world.registry
          .named(name)
          .some(one => one.service && world.gatewaysOf(one.ref).length > 0),
    );
}

/** Hosts that sidecars are told to reach through an egress gateway although no ServiceEntry has them. */
function ofRoute(
  world: EgressWorld,
  service: VirtualServiceObject,
  external: ReadonlySet<string>,
): EgressSubject[] {
  const namespace = service.ref.namespace ?? '';
  return service.hosts
    .map(host => resolveHost(host, service.ref).toLowerCase())
    .filter(host => !external.has(host) && leadsToGateway(world, service, host))
    .map(host => {
      const known = world.registry.seenBy(namespace, host);
      return {
        host,
        namespace,
        ports: known && !isWildcard(host) ? known.ports : portsOf(service),
        ref: service.ref,
        namespaces: namespacesOf(world.bound.visibilityOf(service)),
      };
    });
}

/** Every host outside the mesh that definitions speak of, one for each definition. */
export function egressSubjects(world: EgressWorld): EgressSubject[] {
  const entries = [...world.scope.index.all('serviceentry')]
    .filter(isExternal)
    .sort(byRef);
  const subjects = entries.flatMap(entry => ofEntry(world, entry));
  const external = new Set(subjects.map(({ host }) => host));
  const routed = [...world.bound.boundTo('mesh')]
    .sort(byRef)
    .flatMap(service => ofRoute(world, service, external));
  return [...subjects, ...routed];
}
