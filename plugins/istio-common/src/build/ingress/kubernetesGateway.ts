import type { ManifestObject } from '../manifest';
import { boundedName, LABEL_LENGTH } from '../boundedName';
import { HTTPS_PORT } from './ingressGateway';
import { type IngressIntent, ingressHosts } from './ingressIntent';
import { ingressNames } from './ingressNames';
import { ingressRules } from './ingressRules';
import { annotatedLoadBalancer, dnsAnnotations } from './loadBalancer';
import { gatewayScaling } from './ownGateway';

const API = 'gateway.networking.k8s.io/v1';
const MATCHES = { prefix: 'PathPrefix', exact: 'Exact' } as const;

function listeners(intent: IngressIntent) {
  const { tls, gateway, namespace, name } = intent;
  const { certificate } = ingressNames(intent);
  return ingressHosts(intent).map((hostname, index) => ({
    name: boundedName(
      index ? `https-${name}-${index}` : `https-${name}`,
      LABEL_LENGTH,
    ),
    hostname,
    port: HTTPS_PORT,
    protocol: 'HTTPS',
    tls: {
      mode: 'Terminate',
      certificateRefs: [{ kind: 'Secret', name: certificate }],
      ...(tls.mode !== 'SIMPLE' && {
        options: { 'gateway.istio.io/tls-terminate-mode': tls.mode },
      }),
    },
    allowedRoutes: {
      namespaces:
        gateway.namespace === namespace
          ? { from: 'Same' }
          : {
              from: 'Selector',
              selector: {
                matchLabels: { 'kubernetes.io/metadata.name': namespace },
              },
            },
    },
  }));
}

/** What istiod makes the Deployment and the Service of a Gateway of. */
function infrastructure(intent: IngressIntent) {
  const { own } = intent.gateway;
  if (!own) return {};
  const annotations = annotatedLoadBalancer(own);
  if (!Object.keys(annotations).length) return {};
  return { infrastructure: { annotations } };
}

/** istiod takes the type of the Service and the revision from here. */
function metadataOf(intent: IngressIntent) {
  const { own } = intent.gateway;
  const annotations = {
    ...(own?.reach === 'cluster' && {
      'networking.istio.io/service-type': 'ClusterIP',
    }),
    ...dnsAnnotations(intent),
  };
  return {
    ...(own?.revision && { labels: { 'istio.io/rev': own.revision } }),
    ...(Object.keys(annotations).length && { annotations }),
  };
}

function gatewayObject(intent: IngressIntent): ManifestObject {
  const { gateway, clusterDomain } = intent;
  return {
    apiVersion: API,
    kind: 'Gateway',
    metadata: {
      name: ingressNames(intent).kubernetesGateway,
      namespace: gateway.namespace,
      ...metadataOf(intent),
    },
    spec: {
      gatewayClassName: 'istio',
      ...(gateway.service && {
        addresses: [
          {
            type: 'Hostname',
            value: `${gateway.service}.${gateway.namespace}.svc.${clusterDomain}`,
          },
        ],
      }),
      ...infrastructure(intent),
      listeners: listeners(intent),
    },
  };
}

function route(intent: IngressIntent): ManifestObject {
  const names = ingressNames(intent);
  return {
    apiVersion: API,
    kind: 'HTTPRoute',
    metadata: { name: names.virtualService, namespace: intent.namespace },
    spec: {
      parentRefs: [
        {
          kind: 'Gateway',
          name: names.kubernetesGateway,
          namespace: intent.gateway.namespace,
        },
      ],
      hostnames: ingressHosts(intent),
      rules: ingressRules(intent).map(({ routes, service }) => ({
        matches: routes.map(({ path, type }) => ({
          path: { type: MATCHES[type], value: path },
        })),
        backendRefs: [{ name: service.name, port: service.port }],
      })),
    },
  };
}

/**
 * The exposure in the Gateway API of Kubernetes. A shared gateway is attached
 * to by the address of its Service; without one istiod deploys the gateway, as
 * `<name>-istio`. Sources: pilot/pkg/config/kube/gateway (conversion.go,
 * deploymentcontroller.go).
 *
 * @internal
 */
export function kubernetesGateway(intent: IngressIntent): ManifestObject[] {
  const { own, namespace } = intent.gateway;
  const { kubernetesGateway: name } = ingressNames(intent);
  const labels = { 'gateway.networking.k8s.io/gateway-name': name };
  return [
    gatewayObject(intent),
    ...(own
      ? gatewayScaling({ name: `${name}-istio`, namespace, labels }, own)
      : []),
    route(intent),
  ];
}
