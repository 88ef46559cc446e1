import type {
  HttpMatch,
  HttpRoute,
  RouteDestination,
  StreamRoute,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import { hostCovers, hostsOverlap, resolveHost } from '../hosts';
import { receiving } from './receiving';
import type { BoundVirtualServices } from './BoundVirtualServices';
import { resolveGatewayName } from './resolveGatewayName';
import { bareHost, gatewayName } from './gatewayServers';
import type { AcceptedServer } from './mergeGateways';

/** One route that the pods serve for a host. */
export interface ServedRoute {
  readonly virtualService: VirtualServiceObject;
  /** The Gateway, `namespace/name`, through which it is served. */
  readonly gateway: string;
  /** "prefix /api", "any request". */
  readonly match: string;
  readonly catchAll: boolean;
  readonly destinations: readonly RouteDestination[];
  /** Where copies go. */
  readonly mirrors?: readonly RouteDestination[];
  /** Answered by the gateway itself: redirect or direct response. */
  readonly answers?: boolean;
  /** The server's own port, where a destination names none. */
  readonly serverPort: number;
}

/** The pods that serve. */
export interface GatewayPods {
  readonly namespace: string;
  readonly labels: StringMap | undefined;
}

function matchApplies(
  match: Pick<
    HttpMatch,
    'gateways' | 'port' | 'sourceLabels' | 'sourceNamespace'
  >,
  owner: string,
  at: { gateway: string; port: number; pods: GatewayPods },
): boolean {
  if (match.port !== undefined && match.port !== at.port) return false;
  if (match.gateways) {
    return match.gateways.some(
      name => resolveGatewayName(name, owner) === at.gateway,
    );
  }
  return (
    isSubset(match.sourceLabels, at.pods.labels) &&
    (match.sourceNamespace === undefined ||
      match.sourceNamespace === at.pods.namespace)
  );
}

/**
 * The routes of a VirtualService at one gateway, in order; nothing after a
 * match that takes every request is ever reached.
 * Source: pilot/pkg/networking/core/route/route.go,
 * BuildHTTPRoutesForVirtualService.
 */
export function servedRoutes(
  virtualService: VirtualServiceObject,
  routes: readonly HttpRoute[],
  at: { gateway: string; port: number; pods: GatewayPods },
): ServedRoute[] {
  const owner = virtualService.ref.namespace ?? '';
  const served: ServedRoute[] = [];
  for (const route of routes) {
    const base = {
      virtualService,
      gateway: at.gateway,
      destinations: receiving(route.destinations),
      ...(route.mirrors && { mirrors: route.mirrors }),
      ...(route.answers && { answers: true }),
      serverPort: at.port,
    };
    if (route.matches.length === 0) {
      return [...served, { ...base, match: 'any request', catchAll: true }];
    }
    for (const { title, catchAll, ...match } of route.matches) {
      if (!matchApplies(match, owner, at)) continue;
      served.push({ ...base, match: title, catchAll });
      if (catchAll) return served;
    }
  }
  return served;
}

/** The names of a server that VirtualServices of a namespace may use. */
export function hostsFor(server: AcceptedServer, namespace: string): string[] {
  return server.hosts.flatMap(host => {
    const slash = host.indexOf('/');
    if (slash === -1) return [host];
    return host.slice(0, slash) === namespace ? [bareHost(host)] : [];
  });
}

/** The narrower of each pair of names of which one covers the other. */
function intersection(a: readonly string[], b: readonly string[]): string[] {
  const common = new Set<string>();
  for (const one of a) {
    for (const other of b) {
      if (hostCovers(other, one)) common.add(one);
      else if (hostCovers(one, other)) common.add(other);
    }
  }
  return [...common];
}

/** What plain HTTP and HTTPS serve by host. */
export interface ServedHosts {
  /** Routes of several VirtualServices follow one another, those that take every request last. */
  readonly hosts: ReadonlyMap<string, readonly ServedRoute[]>;
  /** Those of them whose clients are sent to HTTPS, whatever the routes say. */
  readonly redirected: ReadonlySet<string>;
}

/**
 * The hosts of one route configuration. A host that only redirects has no
 * route; of several servers with a host one that redirects is enough.
 * Source: pilot/pkg/networking/core/gateway.go, buildGatewayHTTPRouteConfig.
 */
export function httpHosts(
  servers: readonly AcceptedServer[],
  bound: BoundVirtualServices,
  pods: GatewayPods,
): ServedHosts {
  const redirected = new Set<string>();
  const hosts = new Map<string, ServedRoute[]>();
  const known = new Map<string, ServedRoute[]>();
  for (const server of servers) {
    const gateway = gatewayName(server.gateway.ref);
    for (const service of bound.forGateway(gateway, pods.namespace)) {
      const common = intersection(
        hostsFor(server, service.ref.namespace ?? ''),
        service.hosts.map(host => resolveHost(host, service.ref)),
      );
      if (common.length === 0) continue;
      const key = `${gateway} ${gatewayName(service.ref)}`;
      const routes =
        known.get(key) ??
        servedRoutes(service, bound.resolvedRoutes(service).routes, {
          gateway,
          port: server.server.port,
          pods,
        });
      if (routes.length === 0) continue;
      known.set(key, routes);
      for (const host of common.map(name => name.toLowerCase())) {
        hosts.set(host, [...(hosts.get(host) ?? []), ...routes]);
        if (server.server.tls?.httpsRedirect) redirected.add(host);
      }
    }
    if (!server.server.tls?.httpsRedirect) continue;
    for (const host of server.hosts.map(name => name.toLowerCase())) {
      redirected.add(host);
      if (!hosts.has(host)) hosts.set(host, []);
    }
  }
  for (const [host, routes] of hosts) {
    hosts.set(host, [
      ...routes.filter(({ catchAll }) => !catchAll),
      ...routes.filter(({ catchAll }) => catchAll),
    ]);
  }
  return { hosts, redirected };
}

/** A TLS or TCP route that the pods serve. */
export interface ServedStream {
  readonly virtualService: VirtualServiceObject;
  /** Names that choose it; empty for every connection. */
  readonly sni: readonly string[];
  readonly destinations: readonly RouteDestination[];
  readonly serverPort: number;
}

function sharesHost(
  server: AcceptedServer,
  service: VirtualServiceObject,
): boolean {
  const names = hostsFor(server, service.ref.namespace ?? '');
  return service.hosts.some(host =>
    names.some(name => hostsOverlap(name, resolveHost(host, service.ref))),
  );
}

function streamApplies(
  match: StreamRoute['matches'][number],
  service: VirtualServiceObject,
  server: AcceptedServer,
): boolean {
  const { port, gateways } = match;
  if (port !== undefined && port !== server.server.port) return false;
  const own = service.ref.namespace ?? '';
  const gateway = gatewayName(server.gateway.ref);
  return (
    !gateways ||
    gateways.some(name => resolveGatewayName(name, own) === gateway)
  );
}

/** The first TCP route for a server that is plain TCP or ends TLS. */
export function tcpStream(
  server: AcceptedServer,
  bound: BoundVirtualServices,
  pods: GatewayPods,
): ServedStream | undefined {
  const gateway = gatewayName(server.gateway.ref);
  for (const service of bound.forGateway(gateway, pods.namespace)) {
    if (!sharesHost(server, service)) continue;
    const route = service.tcp.find(
      ({ matches, destinations }) =>
        destinations.length > 0 &&
        (matches.length === 0 ||
          matches.some(match => streamApplies(match, service, server))),
    );
    if (route) {
      return {
        virtualService: service,
        sni: [],
        destinations: receiving(route.destinations),
        serverPort: server.server.port,
      };
    }
  }
  return undefined;
}

/**
 * The TLS routes of a passthrough server. A name that another route of the
 * port holds already makes the whole match fall away.
 *
 * @param taken - names held on the port so far by bind address, added to
 */
export function tlsStreams(
  server: AcceptedServer,
  bound: BoundVirtualServices,
  pods: GatewayPods,
  taken: Map<string, string>,
): ServedStream[] {
  const gateway = gatewayName(server.gateway.ref);
  const bind = server.server.bind ?? '';
  const streams: ServedStream[] = [];
  for (const service of bound.forGateway(gateway, pods.namespace)) {
    if (!sharesHost(server, service)) continue;
    for (const { matches, destinations } of service.tls) {
      if (destinations.length === 0) continue;
      for (const match of matches) {
        if (!streamApplies(match, service, server)) continue;
        const sni = match.sniHosts ?? [];
        if (sni.some(name => taken.get(name) === bind)) continue;
        for (const name of sni) taken.set(name, bind);
        streams.push({
          virtualService: service,
          sni,
          destinations: receiving(destinations),
          serverPort: server.server.port,
        });
      }
    }
  }
  return streams;
}
