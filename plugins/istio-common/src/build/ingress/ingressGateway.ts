import { type IngressIntent, ingressHosts } from './ingressIntent';
import { ingressNames } from './ingressNames';
import type { ManifestObject } from '../manifest';
import { dnsAnnotations } from './loadBalancer';

/** The port on which ingress gateways serve HTTPS. @internal */
export const HTTPS_PORT = 443;

/**
 * By its ending istiod knows that a Secret is asked for its CA alone; without
 * it the Secret must hold a key pair. It looks for the Secret of that name, then
 * for that without the ending. Source: pilot/pkg/xds/sds.go, generate;
 * pilot/pkg/credentials/kube/secrets.go, GetCaCert.
 */
function caCredential(clientCa: string): string {
  return clientCa.includes('://') || clientCa.endsWith('-cacert')
    ? clientCa
    : `${clientCa}-cacert`;
}

/**
 * The Gateway, beside the Service. Its server names the bare host:
 * `namespace/host` would hide it from Istio's check for duplicate hosts.
 *
 * @internal
 */
export function ingressGateway(intent: IngressIntent): ManifestObject {
  const names = ingressNames(intent);
  const { mode, minProtocolVersion, subjectAltNames, clientCa } = intent.tls;
  // The Service of a gateway of one's own carries them itself.
  const annotations = intent.gateway.own ? {} : dnsAnnotations(intent);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: {
      name: names.gateway,
      namespace: intent.namespace,
      ...(Object.keys(annotations).length && { annotations }),
    },
    spec: {
      selector: { ...intent.gateway.selector },
      servers: [
        {
          port: {
            number: HTTPS_PORT,
            name: names.serverPort,
            protocol: 'HTTPS',
          },
          hosts: ingressHosts(intent),
          tls: {
            mode,
            credentialName: names.certificate,
            ...(clientCa !== undefined && {
              caCertCredentialName: caCredential(clientCa),
            }),
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
