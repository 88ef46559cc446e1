import { byCreation } from '../../model/byCreation';
import type { GatewayObject } from '../../model/networkingObjects';
import {
  type ServerOf,
  bareHost,
  isHttp,
  isPassthrough,
  isTlsServer,
  servesHttp,
  serversOf,
} from './gatewayServers';

/** A server that the pods serve. */
export interface AcceptedServer extends ServerOf {
  /** The port that the pods listen on. */
  readonly port: number;
  /** Name of the route configuration; empty for TCP and passthrough. */
  readonly routeName: string;
}

/** Why a server is dropped. */
export type Rejection =
  | 'duplicate-host'
  | 'protocol-conflict'
  | 'duplicate-port-name';

/** A server that the pods do not serve, and what it lost against. */
export interface RejectedServer extends ServerOf {
  readonly port: number;
  readonly rejection: Rejection;
  /** The names that another server holds already. */
  readonly duplicates: readonly string[];
  readonly winner: AcceptedServer;
}

/** Servers that share a listener: one port, protocol and bind address. */
export interface ServerGroup {
  readonly port: number;
  readonly protocol: string;
  readonly bind: string;
  readonly routeName: string;
  readonly servers: AcceptedServer[];
}

/** What a set of pods serves, from every Gateway that selects them. */
export interface MergedGateways {
  readonly groups: readonly ServerGroup[];
  /** Servers by route configuration, in order of precedence. */
  readonly byRouteName: ReadonlyMap<string, readonly AcceptedServer[]>;
  readonly rejected: readonly RejectedServer[];
}

/**
 * Merges the Gateways that select the same pods, oldest first.
 *
 * - A TLS server is dropped when an earlier one on the port holds one of its
 *   hosts, written the same way (`shop/a` and `a` are not the same here).
 * - After a plain-text server, a port takes further HTTP servers only.
 * - HTTPS servers of one Gateway need distinct port names.
 * - Different bind addresses do not conflict.
 *
 * Source: pilot/pkg/model/gateway.go, mergeGateways.
 */
class GatewayMerger {
  readonly groups: ServerGroup[] = [];
  readonly byRouteName = new Map<string, AcceptedServer[]>();
  readonly rejected: RejectedServer[] = [];
  /** Port → the group of the last plain-text server that came new to the port. */
  readonly #plain = new Map<number, ServerGroup>();
  readonly #usedPorts = new Set<number>();
  /** Port → host → who holds it, and on which address. */
  readonly #hosts = new Map<
    number,
    Map<string, { bind: string; holder: AcceptedServer }>
  >();

  add(candidate: ServerOf, port: number): void {
    const accepted: AcceptedServer = {
      ...candidate,
      port,
      routeName: routeNameOf(candidate, port),
    };
    if (candidate.server.tls && !this.#claimHosts(accepted)) return;
    if (!this.#usedPorts.has(port)) {
      this.#usedPorts.add(port);
      this.#found(accepted);
      return;
    }
    const plain = this.#plain.get(port);
    if (plain) this.#joinPlain(accepted, plain);
    else if (isTlsServer(candidate.server)) this.#joinTls(accepted);
    else this.#found(accepted);
  }

  #reject(
    candidate: AcceptedServer,
    rejection: Rejection,
    winner: AcceptedServer,
    duplicates: readonly string[] = [],
  ): void {
    const { gateway, server, position, hosts, port } = candidate;
    this.rejected.push({
      ...{ gateway, server, position, hosts, port },
      rejection,
      duplicates,
      winner,
    });
  }

  #claimHosts(candidate: AcceptedServer): boolean {
    const { port, hosts, server } = candidate;
    const bind = server.bind ?? '';
    let claimed = this.#hosts.get(port);
    if (!claimed) this.#hosts.set(port, (claimed = new Map()));
    const holders = hosts.flatMap(host => {
      const held = claimed.get(host);
      return held?.bind === bind ? [{ host, holder: held.holder }] : [];
    });
    if (holders.length > 0) {
      const names = holders.map(({ host }) => host);
      this.#reject(candidate, 'duplicate-host', holders[0].holder, names);
      return false;
    }
    for (const host of hosts) claimed.set(host, { bind, holder: candidate });
    return true;
  }

  /** Opens a listener group for the server. */
  #found(accepted: AcceptedServer): void {
    const { server, port, routeName } = accepted;
    const group: ServerGroup = {
      port,
      protocol: server.protocol,
      bind: server.bind ?? '',
      routeName,
      servers: [accepted],
    };
    const standing = this.#groupOf(accepted);
    if (standing) this.groups[this.groups.indexOf(standing)] = group;
    else this.groups.push(group);
    if (!isTlsServer(server)) this.#plain.set(port, group);
    if (servesHttp(server)) this.byRouteName.set(routeName, [accepted]);
  }

  #groupOf({ server, port }: AcceptedServer): ServerGroup | undefined {
    return this.groups.find(
      group =>
        group.port === port &&
        group.protocol === server.protocol &&
        group.bind === (server.bind ?? ''),
    );
  }

  #joinPlain(accepted: AcceptedServer, plain: ServerGroup): void {
    const { server, routeName } = accepted;
    const sameBind = plain.bind === (server.bind ?? '');
    const mergeable = isHttp(server.protocol) && isHttp(plain.protocol);
    if (sameBind && (!mergeable || routeName === '')) {
      this.#reject(accepted, 'protocol-conflict', plain.servers[0]);
      return;
    }
    const group = sameBind ? plain : this.#groupOf(accepted);
    if (!group) {
      this.#found(accepted);
      return;
    }
    group.servers.push(accepted);
    const routes = this.byRouteName.get(routeName);
    if (routes) routes.push(accepted);
    else this.byRouteName.set(routeName, [accepted]);
  }

  #joinTls(accepted: AcceptedServer): void {
    const { server, port, routeName } = accepted;
    if (servesHttp(server)) {
      const [standing] = this.byRouteName.get(routeName) ?? [];
      if (standing) {
        this.#reject(accepted, 'duplicate-port-name', standing);
        return;
      }
      this.byRouteName.set(routeName, [accepted]);
    }
    const group = this.#groupOf(accepted);
    if (group) group.servers.push(accepted);
    else {
      const { protocol, bind = '' } = server;
      this.groups.push({
        port,
        protocol,
        bind,
        routeName,
        servers: [accepted],
      });
    }
  }
}

/**
 * HTTP servers of a port share one route configuration; each HTTPS server that
 * ends TLS has its own. Source: pilot/pkg/model/gateway.go, gatewayRDSRouteName.
 */
function routeNameOf({ gateway, server }: ServerOf, port: number): string {
  const bind = server.bind ? `.${server.bind}` : '';
  if (isHttp(server.protocol)) return `http.${port}${bind}`;
  if (server.protocol !== 'HTTPS' || isPassthrough(server)) return '';
  const { name, namespace } = gateway.ref;
  return `https.${server.port}.${
    server.portName ?? ''
  }.${name}.${namespace}${bind}`;
}

/** The names for which a TLS server's filter chain is chosen; empty for all. */
export function sniOf({ server, hosts }: ServerOf): string[] {
  if (!server.tls) return [];
  const names = [...new Set(hosts.map(bareHost))].sort();
  return names.includes('*') ? [] : names;
}

/**
 * What pods serve that are selected by all the given Gateways.
 *
 * @param resolvePort - the port that the pods listen on for a server's port
 */
export function mergeGateways(
  gateways: Iterable<GatewayObject>,
  resolvePort: (port: number) => number,
): MergedGateways {
  const merger = new GatewayMerger();
  for (const gateway of [...gateways].sort(byCreation)) {
    for (const candidate of serversOf(gateway)) {
      merger.add(candidate, resolvePort(candidate.server.port));
    }
  }
  return merger;
}
