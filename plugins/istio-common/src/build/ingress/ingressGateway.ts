import type { IngressIntent } from './ingressIntent';
import { ingressNames } from './ingressNames';
import type { ManifestObject } from '../manifest';

/** The port on which ingress gateways serve HTTPS. @internal */
export const HTTPS_PORT = 443;

/**
 * The Gateway, beside the Service. Its server names the bare host:
 * `namespace/host` would hide it from Istio's check for duplicate hosts.
 *
 * @internal
 */
export function ingressGateway(intent: IngressIntent): ManifestObject {
  const names = ingressNames(intent);
  const { mode, minProtocolVersion, subjectAltNames } = intent.tls;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: names.gateway, namespace: intent.namespace },
    spec: {
      selector: { ...intent.gateway.selector },
      servers: [
        {
          port: {
            number: HTTPS_PORT,
            name: names.serverPort,
            protocol: 'HTTPS',
          },
          hosts: [intent.host],
          tls: {
            mode,
            credentialName: names.certificate,
            minProtocolVersion,
            ...(subjectAltNames?.length
              ? { subjectAltNames: [...subjectAltNames] }
              : {}),
          },
        },
      ],
    },
  };
}
