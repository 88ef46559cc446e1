import type { BoundVirtualServices } from './BoundVirtualServices';
import { isHttp, isPassthrough, servesHttp, tlsModeOf } from './gatewayServers';
import {
  type GatewayPods,
  type ServedHosts,
  type ServedStream,
  httpHosts,
  tcpStream,
  tlsStreams,
} from './gatewayRoutes';
import {
  type AcceptedServer,
  type MergedGateways,
  type ServerGroup,
  sniOf,
} from './mergeGateways';

/** One way into the pods: a port, the names that choose it, and where it leads. */
export interface GatewayChain {
  readonly port: number;
  readonly sni: readonly string[];
  readonly terminatesTls: boolean;
  /** The servers behind it; several for plain HTTP. */
  readonly servers: readonly AcceptedServer[];
  readonly http?: ServedHosts & { readonly routeName: string };
  readonly stream?: ServedStream;
}

interface ChainInput {
  merged: MergedGateways;
  bound: BoundVirtualServices;
  pods: GatewayPods;
}

function httpChain(
  { merged, bound, pods }: ChainInput,
  port: number,
  routeName: string,
  own: { sni: readonly string[]; terminatesTls: boolean },
): GatewayChain {
  const servers = merged.byRouteName.get(routeName) ?? [];
  return {
    port,
    ...own,
    servers,
    http: { routeName, ...httpHosts(servers, bound, pods) },
  };
}

function serverChains(
  input: ChainInput,
  server: AcceptedServer,
  taken: Map<string, string>,
): GatewayChain[] {
  const { port } = server;
  const { bound, pods } = input;
  if (server.server.tls && servesHttp(server.server)) {
    return [
      httpChain(input, port, server.routeName, {
        sni: sniOf(server),
        terminatesTls: true,
      }),
    ];
  }
  if (isPassthrough(server.server)) {
    // Every service of the mesh is behind AUTO_PASSTHROUGH; it exposes none by name.
    if (tlsModeOf(server.server) === 'AUTO_PASSTHROUGH') return [];
    return tlsStreams(server, bound, pods, taken).map(stream => ({
      port,
      sni: stream.sni.includes('*') ? [] : [...stream.sni].sort(),
      terminatesTls: false,
      servers: [server],
      stream,
    }));
  }
  const stream = tcpStream(server, bound, pods);
  if (!stream) return [];
  return [
    {
      port,
      sni: sniOf(server),
      terminatesTls: server.server.tls !== undefined,
      servers: [server],
      stream,
    },
  ];
}

function groupChains(
  input: ChainInput,
  group: ServerGroup,
  taken: Map<string, string>,
): GatewayChain[] {
  if (isHttp(group.protocol)) {
    return [
      httpChain(input, group.port, group.routeName, {
        sni: [],
        terminatesTls: false,
      }),
    ];
  }
  return group.servers.flatMap(server => serverChains(input, server, taken));
}

/**
 * Everything that a set of gateway pods serves.
 * Source: pilot/pkg/networking/core/gateway.go, buildGatewayTCPBasedFilterChains.
 */
export function gatewayChains(input: ChainInput): GatewayChain[] {
  const taken = new Map<number, Map<string, string>>();
  return input.merged.groups.flatMap(group => {
    const ofPort = taken.get(group.port) ?? new Map<string, string>();
    taken.set(group.port, ofPort);
    return groupChains(input, group, ofPort);
  });
}
