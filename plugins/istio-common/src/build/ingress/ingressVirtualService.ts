import { type IngressIntent, ingressHosts } from './ingressIntent';
import { ingressNames } from './ingressNames';
import { ingressRules } from './ingressRules';
import type { ManifestObject } from '../manifest';

/**
 * The route from the Gateway to the Service. It is exported to its own
 * namespace and to that of the gateway's pods only, so that it never reroutes
 * the traffic of other namespaces.
 *
 * @internal
 */
export function ingressVirtualService(intent: IngressIntent): ManifestObject {
  const { namespace, gateway, clusterDomain } = intent;
  const names = ingressNames(intent);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: names.virtualService, namespace },
    spec: {
      hosts: ingressHosts(intent),
      gateways: [names.gateway],
      exportTo:
        gateway.namespace === namespace ? ['.'] : ['.', gateway.namespace],
      http: ingressRules(intent).map(({ routes, service }) => ({
        match: routes.map(({ path, type }) => ({ uri: { [type]: path } })),
        route: [
          {
            destination: {
              host: `${service.name}.${namespace}.svc.${clusterDomain}`,
              port: { number: service.port },
            },
          },
        ],
      })),
    },
  };
}
