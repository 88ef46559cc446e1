import type { Age, ScenarioCluster } from './ScenarioCluster';

const ISTIO = 'networking.istio.io/v1';

/** A host served over TLS by the ingress gateway and routed to one Service. @internal */
export interface ExposedHost {
  namespace: string;
  service: string;
  port: number;
  host: string;
  credentialName: string;
}

/** The Gateway of an exposed host. @internal */
export function gatewayFor({
  namespace,
  service,
  host,
  credentialName,
}: ExposedHost) {
  return {
    apiVersion: ISTIO,
    kind: 'Gateway',
    metadata: { name: `${service}-gateway`, namespace },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 443, name: `https-${service}`, protocol: 'HTTPS' },
          hosts: [host],
          tls: {
            mode: 'SIMPLE',
            credentialName,
            minProtocolVersion: 'TLSV1_2',
          },
        },
      ],
    },
  };
}

/** The VirtualService of an exposed host. @internal */
export function routeFor({ namespace, service, port, host }: ExposedHost) {
  return {
    apiVersion: ISTIO,
    kind: 'VirtualService',
    metadata: { name: service, namespace },
    spec: {
      hosts: [host],
      gateways: [`${service}-gateway`],
      exportTo: ['.', 'istio-ingress'],
      http: [
        {
          match: [{ uri: { prefix: '/' } }],
          route: [
            {
              destination: {
                host: `${service}.${namespace}.svc.cluster.local`,
                port: { number: port },
              },
            },
          ],
        },
      ],
    },
  };
}

/** The mesh route of catalog-api, to a host that nobody serves. @internal */
export function danglingRoute() {
  return {
    apiVersion: ISTIO,
    kind: 'VirtualService',
    metadata: { name: 'catalog-api', namespace: 'shop' },
    spec: {
      hosts: ['catalog-api.shop.svc.cluster.local'],
      http: [
        {
          route: [
            {
              destination: {
                host: 'catalog-api-v2.shop.svc.cluster.local',
                port: { number: 8080 },
              },
            },
          ],
        },
      ],
    },
  };
}

type Manifest = Parameters<ScenarioCluster['add']>[0];

/** Adds custom resources as they look after somebody applied them. @internal */
export function addApplied(
  cluster: ScenarioCluster,
  manifest: Manifest,
  age: Age = { days: 60 },
): void {
  const { metadata } = manifest;
  cluster.add({ ...manifest, metadata: { ...metadata, generation: 1 } }, age);
}
