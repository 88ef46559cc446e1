import type { ObjectRef } from '../../model/identity';
import type {
  GatewayObject,
  GatewayServer,
} from '../../model/networkingObjects';

/** One server of one Gateway, with the names that Istio sees in it. */
export interface ServerOf {
  readonly gateway: GatewayObject;
  readonly server: GatewayServer;
  /** Place among the servers of the Gateway. */
  readonly position: number;
  /** The server's hosts, each `namespace/name` or a bare name. */
  readonly hosts: readonly string[];
}

const HTTP: ReadonlySet<string> = new Set([
  'HTTP',
  'HTTP2',
  'HTTP_PROXY',
  'GRPC',
  'GRPC-WEB',
]);

/** Whether a protocol is HTTP in the clear. Source: pkg/config/protocol. */
export function isHttp(protocol: string): boolean {
  return HTTP.has(protocol);
}

/** The TLS mode, PASSTHROUGH when `tls` is there without one. */
export function tlsModeOf(server: GatewayServer): string | undefined {
  return server.tls ? server.tls.mode ?? 'PASSTHROUGH' : undefined;
}

/** Whether the server hands TLS on unopened. */
export function isPassthrough(server: GatewayServer): boolean {
  const mode = tlsModeOf(server);
  return mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
}

/** HTTP in the clear, or HTTPS that ends at the gateway. */
export function servesHttp(server: GatewayServer): boolean {
  return (
    isHttp(server.protocol) ||
    (server.protocol === 'HTTPS' && !isPassthrough(server))
  );
}

/** A server with TLS settings that are more than the redirect of an HTTP port. */
export function isTlsServer(server: GatewayServer): boolean {
  return server.tls !== undefined && !isHttp(server.protocol);
}

/** How Istio names a Gateway: `namespace/name`. */
export function gatewayName(ref: ObjectRef): string {
  return `${ref.namespace}/${ref.name}`;
}

/** A host without its namespace. */
export function bareHost(host: string): string {
  const slash = host.indexOf('/');
  return slash === -1 ? host : host.slice(slash + 1);
}

function sanitise(host: string, namespace: string): string {
  if (host.startsWith('./')) return `${namespace}/${bareHost(host)}`;
  return host.startsWith('*/') ? bareHost(host) : host;
}

/**
 * The servers of a Gateway. In a host `./` stands for the Gateway's namespace,
 * and any namespace before the slash is dropped.
 * Source: pilot/pkg/model/gateway.go, sanitizeServerHostNamespace.
 */
export function serversOf(gateway: GatewayObject): ServerOf[] {
  const namespace = gateway.ref.namespace ?? '';
  return gateway.servers.map((server, position) => ({
    gateway,
    server,
    position,
    hosts: server.hosts.map(host => sanitise(host, namespace)),
  }));
}
