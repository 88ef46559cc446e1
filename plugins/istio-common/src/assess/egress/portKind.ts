import type { ServicePort } from '../../model/workloadObjects';

/** How a sidecar reads a port; `auto` finds out from the first bytes. */
export type PortKind = 'http' | 'tls' | 'tcp' | 'auto';

const HTTP: ReadonlySet<string> = new Set([
  'http',
  'http2',
  'grpc',
  'grpc-web',
  'http_proxy',
]);

const TLS: ReadonlySet<string> = new Set(['https', 'tls']);

/**
 * The kind of a protocol's name; anything unknown is sniffed.
 * Source: pkg/config/protocol/instance.go, Parse.
 */
export function portKind(protocol: string): PortKind {
  const name = protocol.toLowerCase();
  if (HTTP.has(name)) return 'http';
  if (TLS.has(name)) return 'tls';
  return name === 'tcp' ||
    name === 'mongo' ||
    name === 'redis' ||
    name === 'mysql'
    ? 'tcp'
    : 'auto';
}

const APP_PROTOCOLS: ReadonlyMap<string, PortKind> = new Map<string, PortKind>([
  ['kubernetes.io/h2c', 'http'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'tls'],
]);

/** A Service's port: `appProtocol`, else the name up to its first dash. */
export function servicePortKind({ appProtocol, name }: ServicePort): PortKind {
  if (appProtocol)
    return APP_PROTOCOLS.get(appProtocol) ?? portKind(appProtocol);
  return portKind((name ?? '').split('-')[0]);
}
