import type { IngressIntent } from './ingressIntent';
import { ingressNames } from './ingressNames';
import type { ManifestObject } from '../manifest';

/**
 * The route from the Gateway to the Service. It is exported to its own
 * namespace and to that of the gateway's pods only, so that it never reroutes
 * the traffic of other namespaces.
 *
 * @internal
 */
export function ingressVirtualService(intent: IngressIntent): ManifestObject {
  const { namespace, service, gateway, clusterDomain } = intent;
  const names = ingressNames(intent);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: names.virtualService, namespace },
    spec: {
      hosts: [intent.host],
      gateways: [names.gateway],
      exportTo:
        gateway.namespace === namespace ? ['.'] : ['.', gateway.namespace],
      http: [
        {
          match: intent.routes.map(route => ({
            uri: { [route.type]: route.path },
          })),
          route: [
            {
              destination: {
                host: `${service.name}.${namespace}.svc.${clusterDomain}`,
                port: { number: service.port },
              },
            },
          ],
        },
      ],
    },
  };
}
