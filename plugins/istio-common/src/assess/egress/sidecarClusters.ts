import type { VirtualServiceObject } from '../../model/networkingObjects';
import { resolveHost } from '../hosts';
import type { EgressWorld } from './EgressWorld';
import type { ImportScope, Imports } from './SidecarScopes';

type Known = Pick<EgressWorld, 'registry' | 'bound'>;

/** Whether the destinations of a route are told to a namespace. */
function isTold(
  matches: ReadonlyArray<{ readonly sourceNamespace?: string }>,
  namespace: string,
): boolean {
  const sources = matches.flatMap(one => one.sourceNamespace ?? []);
  return sources.length === 0 || sources.includes(namespace);
}

/** The ports of a host that a VirtualService leads to, for a namespace; undefined stands for all. */
function portsLedTo(
  { bound }: Known,
  service: VirtualServiceObject,
  namespace: string,
  host: string,
): Array<number | undefined> {
  const http = bound
    .resolvedRoutes(service)
    .routes.filter(({ matches }) => isTold(matches, namespace));
  return [
    ...http.flatMap(({ destinations, mirrors = [] }) => [
      ...destinations,
      ...mirrors,
    ]),
    ...[...service.tls, ...service.tcp].flatMap(one => one.destinations),
  ]
    .filter(one => resolveHost(one.host, service.ref).toLowerCase() === host)
    .map(({ port }) => port);
}

/** The listeners that import a VirtualService; that of a proxy without Sidecar imports all. */
function importing(
  scope: ImportScope | undefined,
  { ref, hosts }: VirtualServiceObject,
): ReadonlyArray<Pick<Imports, 'onlyPort'>> {
  if (!scope) return [{ onlyPort: undefined }];
  const names = hosts.map(host => resolveHost(host, ref).toLowerCase());
  return scope.listeners.filter(listener =>
    listener.routes(ref.namespace ?? '', names),
  );
}

/**
 * Whether sidecars of a namespace have a cluster for a port of a host: they
 * know the host, or a VirtualService that they know leads there. A listener of
 * a Sidecar that is for a port takes nothing but that port of either, so that a
 * route from there to another port of another host may lead nowhere.
 * Source: pilot/pkg/model/sidecar.go, collectImportedServices;
 * push_context.go, virtualServiceDestinationsFilteredBySourceNamespace.
 */
export function hasCluster(
  known: Known,
  namespace: string,
  scope: ImportScope | undefined,
  { host, port }: { readonly host: string; readonly port: number },
): boolean {
  const { registry, bound } = known;
  const has = (found: ReturnType<typeof registry.seenBy>) =>
    found?.ports.some(one => one.port === port) === true;
  if (has(registry.seenBy(namespace, host, 'sidecar', scope))) return true;
  if (!has(registry.destination(namespace, host, 'sidecar', scope))) {
    return false;
  }
  return bound.forGateway('mesh', namespace).some(service => {
    const ports = portsLedTo(known, service, namespace, host);
    return importing(scope, service).some(({ onlyPort }) =>
      onlyPort === undefined
        ? ports.includes(port) || ports.includes(undefined)
        : ports.length > 0 && onlyPort === port,
    );
  });
}
