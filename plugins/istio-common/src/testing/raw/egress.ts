/** Raw definitions of the ways out of the mesh, as the reference architecture has them. */
import {
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
  rawVirtualService,
} from '../rawObjects';

type Json = Record<string, unknown>;

interface Named {
  name?: string;
  namespace?: string;
  createdAt?: string;
}

/** The host outside the mesh. */
export const EXTERNAL_HOST = 'nginx.partner.example.com';

/** The egress gateway's Service. */
export const EGRESS_GATEWAY =
  'istio-egressgateway.istio-system.svc.cluster.local';

export function rawServiceEntry(spec: Json = {}, options: Named = {}) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: {
      name: options.name ?? 'nginx',
      namespace: options.namespace ?? 'shop',
      creationTimestamp: options.createdAt ?? '2026-01-01T00:00:00Z',
    },
    spec: {
      hosts: [EXTERNAL_HOST],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      exportTo: ['.', 'istio-system'],
      ports: [
        { number: 80, name: 'http', protocol: 'HTTP' },
        { number: 443, name: 'https', protocol: 'HTTPS' },
      ],
      ...spec,
    },
  };
}

/** The settings of the mesh, as YAML or JSON has them. */
export function rawMeshConfig(mesh: Json) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio-1-30-3', namespace: 'istio-system' },
    data: { mesh: JSON.stringify(mesh) },
  };
}

/** A mesh with a client in shop and an egress gateway in istio-system. */
export function rawEgressMesh() {
  return [
    ...rawMesh(),
    rawNamespace('other', { 'istio.io/rev': 'prod' }),
    rawPod({ proxy: {} }),
    rawService(),
    rawPod({
      app: 'istio-egressgateway',
      namespace: 'istio-system',
      labels: { istio: 'egressgateway' },
      proxy: { kind: 'gateway' },
      ports: [],
    }),
    rawService({
      app: 'istio-egressgateway',
      namespace: 'istio-system',
      ports: [
        { name: 'http2', port: 80, targetPort: 8080 },
        { name: 'https', port: 443, targetPort: 8443 },
      ],
    }),
    rawIssuer(),
  ];
}

/** The parts of an egress with mTLS origination at the egress gateway, by name. */
export function rawEgressParts() {
  return {
    entry: rawServiceEntry(),
    gateway: rawGateway(
      [
        {
          port: { number: 443, name: 'https-nginx', protocol: 'HTTPS' },
          hosts: [EXTERNAL_HOST],
          tls: { mode: 'ISTIO_MUTUAL' },
        },
      ],
      { name: 'egress-nginx', selector: { istio: 'egressgateway' } },
    ),
    toGateway: rawDestinationRule(
      {
        host: EGRESS_GATEWAY,
        exportTo: ['.'],
        subsets: [
          {
            name: 'nginx',
            trafficPolicy: {
              portLevelSettings: [
                {
                  port: { number: 443 },
                  tls: { mode: 'ISTIO_MUTUAL', sni: EXTERNAL_HOST },
                },
              ],
            },
          },
        ],
      },
      { name: 'to-egress-nginx' },
    ),
    route: rawEgressRoute(),
    certificate: rawCertificate({
      name: 'nginx-client',
      namespace: 'istio-system',
      spec: {
        secretName: 'nginx-client',
        commonName: 'shop.clients.example.com',
        dnsNames: ['shop.clients.example.com'],
        usages: ['digital signature', 'key encipherment', 'client auth'],
      },
    }),
    originate: rawOrigination(),
  };
}

/** The VirtualService with both legs: sidecar to gateway, gateway to host. */
export function rawEgressRoute(spec: Json = {}, options: Named = {}) {
  return rawVirtualService(
    {
      hosts: [EXTERNAL_HOST],
      gateways: ['mesh', 'egress-nginx'],
      exportTo: ['.', 'istio-system'],
      http: [
        {
          match: [{ gateways: ['mesh'], port: 80 }],
          route: [
            {
              destination: {
                host: EGRESS_GATEWAY,
                subset: 'nginx',
                port: { number: 443 },
              },
            },
          ],
        },
        {
          match: [{ gateways: ['egress-nginx'], port: 443 }],
          route: [
            { destination: { host: EXTERNAL_HOST, port: { number: 443 } } },
          ],
        },
      ],
      ...spec,
    },
    { name: 'egress-nginx', ...options },
  );
}

/** The rule with which the egress gateway presents a client certificate. */
export function rawOrigination(
  tls: Json = {},
  spec: Json = {},
  options: Named = {},
) {
  return rawDestinationRule(
    {
      host: EXTERNAL_HOST,
      exportTo: ['.'],
      trafficPolicy: {
        portLevelSettings: [
          {
            port: { number: 443 },
            tls: {
              mode: 'MUTUAL',
              credentialName: 'nginx-client',
              sni: EXTERNAL_HOST,
              subjectAltNames: [EXTERNAL_HOST],
              ...tls,
            },
          },
        ],
      },
      ...spec,
    },
    { name: 'originate-nginx', namespace: 'istio-system', ...options },
  );
}
