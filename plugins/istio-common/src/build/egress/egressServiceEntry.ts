import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { EgressIntent } from './egressIntent';
import { egressNames } from './egressNames';

/** The port on which clients send plain HTTP. @internal */
export const PLAIN_PORT = 80;

function portsOf({ tls, port, gateway }: EgressIntent): JsonObject[] {
  if (tls === 'PASSTHROUGH')
    return [{ number: port, name: 'tls', protocol: 'TLS' }];
  if (tls === 'PLAIN')
    return [{ number: port, name: 'http', protocol: 'HTTP' }];
  // Clients call port 80; without it their plain requests leave the mesh unseen.
  const plain = { number: PLAIN_PORT, name: 'http', protocol: 'HTTP' };
  return gateway
    ? [plain, { number: port, name: 'https', protocol: 'HTTPS' }]
    : [{ ...plain, targetPort: port }];
}

/**
 * Makes the host known to the mesh: to its own namespace and to that of the
 * egress gateway, nowhere else.
 *
 * @internal
 */
export function egressServiceEntry(intent: EgressIntent): ManifestObject {
  const { namespace, host, gateway } = intent;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: egressNames(intent).serviceEntry, namespace },
    spec: {
      hosts: [host],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      exportTo:
        gateway && !gateway.shared && gateway.namespace !== namespace
          ? ['.', gateway.namespace]
          : ['.'],
      ports: portsOf(intent),
    },
  };
}
