/** Raw definitions of the two legs of an egress, each with what a test changes of it. */
import {
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawPod,
} from '../rawObjects';
import { EGRESS_GATEWAY, EXTERNAL_HOST, rawEgressRoute } from './egress';

type Json = Record<string, unknown>;

/** A destination of a route. */
export const toHost = (host: string, port?: number, subset?: string) => ({
  destination: {
    host,
    ...(port && { port: { number: port } }),
    ...(subset && { subset }),
  },
});

/** A route with a leg to the gateway and one from it. */
export function rawBothLegs(
  inward: unknown[],
  outward: unknown[] = [toHost(EXTERNAL_HOST, 443)],
  match: { mesh?: Json; gateway?: Json } = {},
) {
  return rawEgressRoute({
    http: [
      {
        match: [{ gateways: ['mesh'], port: 80, ...match.mesh }],
        route: inward,
      },
      {
        match: [{ gateways: ['egress-nginx'], port: 443, ...match.gateway }],
        route: outward,
      },
    ],
  });
}

/** To the egress gateway, by the subset of its rule. */
export const TO_GATEWAY = toHost(EGRESS_GATEWAY, 443, 'nginx');

/** A Gateway of one server for the host outside. */
export function rawEgressServer(
  server: Json,
  name = 'egress-nginx',
  createdAt?: string,
) {
  return rawGateway(
    [
      {
        port: { number: 443, name: 'https-nginx', protocol: 'HTTPS' },
        hosts: [EXTERNAL_HOST],
        tls: { mode: 'ISTIO_MUTUAL' },
        ...server,
      },
    ],
    { name, selector: { istio: 'egressgateway' }, createdAt },
  );
}

/** The rule towards the egress gateway. */
export function rawHopRule(subsets: Json[], more: Json = {}) {
  return rawDestinationRule(
    { host: EGRESS_GATEWAY, exportTo: ['.'], subsets, ...more },
    { name: 'to-egress-nginx' },
  );
}

/** A pod of the egress gateway. */
export function rawEgressPod(options: Json = {}) {
  return rawPod({
    app: 'istio-egressgateway',
    namespace: 'istio-system',
    labels: { istio: 'egressgateway', ...(options.labels as Json) },
    proxy: { kind: 'gateway' },
    ports: [],
    ...(options.ready === false && { ready: false }),
  });
}

/** A gateway pod that was started as one, and takes the TLS of the mesh. */
export const MESH_GATEWAY = rawPod({
  app: 'istio-egressgateway',
  namespace: 'istio-system',
  labels: { istio: 'egressgateway', 'security.istio.io/tlsMode': 'istio' },
  spec: {
    containers: [
      {
        name: 'istio-proxy',
        image: 'docker.io/istio/proxyv2:1.30.3',
        args: ['proxy', 'router'],
      },
    ],
  },
});

/** The certificate that is shown to the host outside. */
export function rawClientCertificate(spec: Json, more: Json = {}) {
  return rawCertificate({
    name: 'nginx-client',
    namespace: 'istio-system',
    ...more,
    spec: {
      secretName: 'nginx-client',
      dnsNames: ['shop.example.com'],
      ...spec,
    },
  });
}

/** Ports of a ServiceEntry. */
export const HTTP_PORT = [{ number: 80, name: 'http', protocol: 'HTTP' }];
/** Ports of a ServiceEntry. */
export const HTTPS_PORT = [{ number: 443, name: 'https', protocol: 'HTTPS' }];
