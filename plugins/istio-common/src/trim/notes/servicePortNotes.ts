import type { ObjectNote } from '../../model/objectNote';
import { fields, list, numeral, text } from '../fields';
import { isControlPlane } from './podSpecNotes';

const PROTOCOLS: ReadonlySet<string> = new Set([
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
]);

/** Names of Kubernetes' own for an application protocol. */
const KUBERNETES_PROTOCOLS: ReadonlySet<string> = new Set([
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
  'kubernetes.io/wss',
]);

/** SMTP, DNS, MySQL and MongoDB, where the server speaks first. */
const WELL_KNOWN: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** Services that a controller writes for a Gateway. */
const MANAGED: ReadonlySet<unknown> = new Set([
  'istio.io-gateway-controller',
  'istio.io-mesh-controller',
  'istio.io-eastwest-controller',
]);

/** Whether Istio reads a protocol off the port. Source: pkg/config/kube/conversion.go. */
function saysProtocol(
  port: number,
  name: string,
  appProtocol: string | undefined,
): boolean {
  if (appProtocol && KUBERNETES_PROTOCOLS.has(appProtocol)) return true;
  const said = (appProtocol ?? name).toLowerCase();
  return (
    said.startsWith('grpc-web') ||
    PROTOCOLS.has(said.split('-', 1)[0]) ||
    WELL_KNOWN.has(port)
  );
}

/**
 * Ports whose protocol Istio has to guess.
 * Source: pkg/config/analysis/analyzers/service/portname.go.
 */
export function servicePortNotes(raw: unknown): ObjectNote[] {
  const labels = fields(fields(fields(raw).metadata).labels);
  const spec = fields(fields(raw).spec);
  if (isControlPlane(labels) || MANAGED.has(labels['gateway.istio.io/managed']))
    return [];
  const isExternal = spec.type === 'ExternalName';
  return list(spec.ports)
    .map(fields)
    .flatMap(one => {
      const port = numeral(one.port);
      const name = text(one.name) ?? '';
      if (port === undefined) return [];
      const appProtocol =
        typeof one.appProtocol === 'string' ? one.appProtocol : undefined;
      const isSaid =
        one.protocol === 'UDP' || saysProtocol(port, name, appProtocol);
      if (isSaid && !(isExternal && name === 'tcp')) return [];
      return [
        {
          name: isExternal
            ? ('external-name-port' as const)
            : ('port-name' as const),
          details: [name, String(port)],
        },
      ];
    });
}
