import type { ManifestObject } from '../manifest';
import { HTTPS_PORT } from './ingressGateway';
import { PASSTHROUGH_ANNOTATIONS } from './ingressGatewayFields';
import { type IngressIntent, ingressHosts } from './ingressIntent';
import { ingressNames } from './ingressNames';

/** The Service that the controller in front sends to. */
function gatewayService(intent: IngressIntent): string | undefined {
  if (!intent.gateway.own) return intent.gateway.service;
  const names = ingressNames(intent);
  return intent.form === 'gateway-api'
    ? `${names.kubernetesGateway}-istio`
    : names.pods;
}

/**
 * The Ingress of a controller that stands before the gateway. TLS passes
 * unopened, so it goes to the port that serves TLS: port 80 would end it.
 *
 * @internal
 */
export function frontIngress(intent: IngressIntent): ManifestObject[] {
  const name = gatewayService(intent);
  if (!intent.front || !name) return [];
  const { controller, ingressClassName } = intent.front;
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: ingressNames(intent).certificate,
        namespace: intent.gateway.namespace,
        annotations: { ...PASSTHROUGH_ANNOTATIONS[controller] },
      },
      spec: {
        ingressClassName,
        rules: ingressHosts(intent).map(host => ({
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: { name, port: { number: HTTPS_PORT } },
                },
              },
            ],
          },
        })),
      },
    },
  ];
}
