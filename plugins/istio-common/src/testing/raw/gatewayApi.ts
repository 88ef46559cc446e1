import {
  rawCertificate,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
} from '../rawObjects';

/** Raw objects of the Gateway API for tests, and a mesh with two Gateways' pods. */

type Json = Record<string, unknown>;

export const GATEWAY_API = 'gateway.networking.k8s.io';

/** An object of the Gateway API. */
export function gatewayApiObject(kind: string, namespace: string, name: string, rest: Json) {
  return {
    apiVersion: `${GATEWAY_API}/v1`,
    kind,
    metadata: { name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' },
    ...rest,
  };
}

/** A Gateway of Istio's own class. */
export function apiGateway(
  namespace: string,
  name: string,
  listeners: Json[],
  spec: Json = {},
  status: Json = {},
) {
  return gatewayApiObject('Gateway', namespace, name, {
    spec: { gatewayClassName: 'istio', listeners, ...spec },
    status,
  });
}

const ALL = { namespaces: { from: 'All' } };

/** A listener that takes routes of every namespace. */
export function apiListener(
  name: string,
  port: number,
  protocol: string,
  more: Json = {},
) {
  return { name, port, protocol, allowedRoutes: ALL, ...more };
}

/** A route to the Service cart. */
export function apiRoute(
  name: string,
  parentRefs: Json[],
  more: Json = {},
  kind = 'HTTPRoute',
  namespace = 'shop',
) {
  return gatewayApiObject(kind, namespace, name, {
    spec: {
      parentRefs,
      rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }],
      ...more,
    },
  });
}

function gatewayPod(
  namespace: string,
  app: string,
  name: string,
  ready = true,
) {
  return rawPod({
    app,
    name,
    namespace,
    labels: { [`${GATEWAY_API}/gateway-name`]: 'edge' },
    proxy: { kind: 'gateway' },
    ports: [],
    ready,
  });
}

/** Two Gateways of one name would run in it: `edge` of edge-a and of edge-b. */
export const EDGE_MESH = [
  ...rawMesh(),
  rawNamespace('edge-a'),
  rawNamespace('edge-b'),
  rawNamespace('team', { tier: 'gold' }),
  rawPod({ proxy: {} }),
  rawService(),
  gatewayPod('edge-a', 'edge-istio', 'edge-1'),
  gatewayPod('edge-a', 'edge-istio', 'edge-2', false),
  gatewayPod('edge-b', 'edge-istio', 'edge-1'),
  rawIssuer(),
  rawCertificate({
    namespace: 'edge-a',
    spec: { dnsNames: ['*.example.com'] },
  }),
];

/** What makes a listener end TLS. */
export const HTTPS = { tls: { certificateRefs: [{ name: 'web-tls' }] } };

