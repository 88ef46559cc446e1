import type {
  RouteDestination,
  StreamRoute,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import { receiving } from '../exposure/receiving';
import type { BoundVirtualServices } from '../exposure/BoundVirtualServices';
import {
  type GatewayPods,
  type ServedRoute,
  servedRoutes,
} from '../exposure/gatewayRoutes';
import { resolveGatewayName } from '../exposure/resolveGatewayName';
import {
  hostCovers,
  hostsOverlap,
  isWildcard,
  mostSpecific,
  resolveHost,
} from '../hosts';
import type { HostRegistry } from './HostRegistry';
import { type ImportScope, SidecarScopes } from './SidecarScopes';

/** The VirtualService that sidecars follow for a host and port. */
export interface MeshRoute {
  readonly virtualService: VirtualServiceObject;
  /** Others for the same host, which are not asked. */
  readonly ignored: readonly VirtualServiceObject[];
  readonly routes: ReadonlyArray<
    Pick<ServedRoute, 'match' | 'destinations' | 'answers'>
  >;
}

interface Named {
  readonly service: VirtualServiceObject;
  /** Full names. */
  readonly hosts: readonly string[];
}

interface Candidate extends Named {
  readonly routes: readonly ServedRoute[];
}

/** The port for which sidecars also know hosts that no Service has. */
const OPEN_PORT = 80;

function hostsOf({ hosts, ref }: VirtualServiceObject): string[] {
  return hosts.map(host => resolveHost(host, ref).toLowerCase());
}

function streamApplies(
  match: StreamRoute['matches'][number],
  owner: string,
  client: GatewayPods,
  port: number,
): boolean {
  const { gateways, sourceLabels, sourceNamespace } = match;
  return (
    (match.port === undefined || match.port === port) &&
    (!gateways ||
      gateways.some(name => resolveGatewayName(name, owner) === 'mesh')) &&
    isSubset(sourceLabels, client.labels) &&
    (sourceNamespace === undefined || sourceNamespace === client.namespace)
  );
}

/**
 * Where sidecars send what their applications call.
 *
 * Of several VirtualServices for one host the first counts, those private to
 * the client's namespace before those exported to it before the public ones,
 * in each the oldest; one without a route for the port or the client is passed
 * over. A host that no Service or ServiceEntry has on the port is known on port
 * 80 only. A wildcard takes a known host only where no narrower name does.
 * Source: pilot/pkg/networking/core/route/route.go,
 * BuildSidecarVirtualHostWrapper; httproute.go, BuildSidecarOutboundVirtualHosts;
 * tls.go, buildSidecarOutboundTLSFilterChainOpts.
 */
export class MeshRoutes {
  readonly #bound: BoundVirtualServices;
  readonly #registry: HostRegistry;
  readonly #scopes: SidecarScopes;
  /** By the client's namespace. */
  readonly #visible = new Map<string, readonly Named[]>();
  /** Whether sidecars listen, by namespace, Sidecar and port. */
  readonly #ports = new Map<string, boolean>();

  constructor(
    bound: BoundVirtualServices,
    registry: HostRegistry,
    scopes: SidecarScopes,
  ) {
    this.#bound = bound;
    this.#registry = registry;
    this.#scopes = scopes;
  }

  /** The same without any Sidecar. */
  unscoped(): MeshRoutes {
    return new MeshRoutes(
      this.#bound,
      this.#registry,
      new SidecarScopes([], ''),
    );
  }

  #isHttp(client: GatewayPods, host: string, port: number): boolean {
    const kind = this.#registry
      .routedAt(client.namespace, host, port, this.#scopes.of(client))
      ?.ports.find(one => one.port === port)?.kind;
    return kind === 'http' || kind === 'auto';
  }

  #candidates(client: GatewayPods, host: string, port: number): Candidate[] {
    return this.#named(client, host, port).map(({ service, hosts }) => ({
      service,
      hosts,
      routes: servedRoutes(
        service,
        this.#bound.resolvedRoutes(service).routes,
        { gateway: 'mesh', port, pods: client },
      ),
    }));
  }

  /** Whether the client's sidecar takes HTTP on a port at all. */
  #listens(client: GatewayPods, port: number, scope: ImportScope): boolean {
    const key = `${client.namespace} ${scope.sidecar.ref.name} ${port}`;
    let listens = this.#ports.get(key);
    if (listens === undefined) {
      listens = this.#registry.hasHttpPortWithin(client.namespace, port, scope);
      this.#ports.set(key, listens);
    }
    return listens;
  }

  /** What a client sees for a host and port, in order of precedence. */
  #named(client: GatewayPods, host: string, port: number): Named[] {
    const { namespace } = client;
    const scope = this.#scopes.of(client);
    let visible = this.#visible.get(namespace);
    if (!visible) {
      visible = this.#bound
        .forGateway('mesh', namespace)
        .map(service => ({ service, hosts: hostsOf(service) }));
      this.#visible.set(namespace, visible);
    }
    return visible.filter(
      ({ service, hosts }) =>
        hosts.some(name => hostsOverlap(name, host)) &&
        (!scope ||
          scope.at(port)?.routes(service.ref.namespace ?? '', hosts) === true),
    );
  }

  /** The route of an HTTP request; undefined when it goes to the host itself. */
  http(client: GatewayPods, host: string, port: number): MeshRoute | undefined {
    const candidates = this.#candidates(client, host, port);
    const served = candidates.filter(({ routes }) => routes.length > 0);
    const known = this.#isHttp(client, host, port);
    const found = known
      ? this.#ofKnown(candidates, served, host)
      : this.#ofUnknown(client, served, host, port);
    if (!found)
      return known ? undefined : this.#underWildcard(client, host, port);
    return {
      virtualService: found.service,
      ignored: served
        .filter(one => one !== found && one.hosts.includes(host))
        .map(({ service }) => service),
      routes: found.routes,
    };
  }

  /** The route of a wildcard ServiceEntry under which an unknown host falls. */
  #underWildcard(
    client: GatewayPods,
    host: string,
    port: number,
  ): MeshRoute | undefined {
    const above = this.#registry.answering(
      client.namespace,
      host,
      port,
      this.#scopes.of(client),
    );
    return above && above.host !== host
      ? this.http(client, above.host, port)
      : undefined;
  }

  #ofKnown(
    candidates: readonly Candidate[],
    served: readonly Candidate[],
    host: string,
  ): Candidate | undefined {
    const exact = served.find(
      ({ hosts }) => !isWildcard(host) && hosts.includes(host),
    );
    if (exact) return exact;
    const narrowest = mostSpecific(
      host,
      candidates.flatMap(({ hosts }) => hosts),
    );
    if (narrowest === undefined || !isWildcard(narrowest)) return undefined;
    const owner = candidates.find(({ hosts }) => hosts.includes(narrowest));
    return owner && served.includes(owner) ? owner : undefined;
  }

  #ofUnknown(
    client: GatewayPods,
    served: readonly Candidate[],
    host: string,
    port: number,
  ): Candidate | undefined {
    const scope = this.#scopes.of(client);
    if (scope && !this.#listens(client, port, scope)) return undefined;
    const open = served.filter(
      ({ hosts }) =>
        port === OPEN_PORT ||
        hosts.some(name => this.#isHttp(client, name, port)),
    );
    const exact = open.find(({ hosts }) => hosts.includes(host));
    if (exact) return exact;
    const patterns = open
      .flatMap(({ hosts }) => hosts)
      .filter(
        name =>
          isWildcard(name) &&
          hostCovers(name, host) &&
          !this.#registry.someUnder(client.namespace, name, port, scope),
      );
    const best = mostSpecific(host, patterns);
    return best === undefined
      ? undefined
      : open.find(({ hosts }) => hosts.includes(best));
  }

  /**
   * The route of a TLS connection by its SNI. `none` when VirtualServices take
   * other names of the port, so that this one has no way at all.
   */
  tls(
    client: GatewayPods,
    host: string,
    port: number,
  ): MeshRoute | 'none' | undefined {
    const chains: Array<{ sni: readonly string[]; route: MeshRoute }> = [];
    const seen = new Set<string>();
    for (const { service } of this.#named(client, host, port)) {
      const owner = service.ref.namespace ?? '';
      for (const { matches, destinations } of service.tls) {
        if (destinations.length === 0) continue;
        for (const match of matches) {
          const sni = match.sniHosts ?? [];
          const key = `${sni.join()}|${match.destinationSubnets?.join() ?? ''}`;
          if (!streamApplies(match, owner, client, port) || seen.has(key)) {
            continue;
          }
          seen.add(key);
          const words = `SNI ${sni.join(', ')}`;
          chains.push({
            sni,
            route: streamRoute(service, words, destinations),
          });
        }
      }
    }
    if (chains.length === 0) return undefined;
    const best = mostSpecific(
      host,
      chains.flatMap(({ sni }) => sni),
    );
    const found =
      best !== undefined && chains.find(({ sni }) => sni.includes(best));
    return found ? found.route : 'none';
  }

  /** The route of a TCP connection. */
  tcp(client: GatewayPods, host: string, port: number): MeshRoute | undefined {
    for (const { service } of this.#named(client, host, port)) {
      const owner = service.ref.namespace ?? '';
      const route = service.tcp.find(
        ({ matches, destinations }) =>
          destinations.length > 0 &&
          (matches.length === 0 ||
            matches.some(match => streamApplies(match, owner, client, port))),
      );
      if (route) {
        return streamRoute(service, 'any connection', route.destinations);
      }
    }
    return undefined;
  }
}

function streamRoute(
  virtualService: VirtualServiceObject,
  match: string,
  destinations: readonly RouteDestination[],
): MeshRoute {
  return {
    virtualService,
    ignored: [],
    routes: [{ match, destinations: receiving(destinations) }],
  };
}
