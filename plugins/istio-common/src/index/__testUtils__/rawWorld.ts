import {
  httpsServer,
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawIngressGateway,
  rawInjector,
  rawIssuanceStep,
  rawIssuer,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawRoute,
  rawService,
  rawVirtualService,
  rawWorkload,
} from '../../testing/rawObjects';

function named(apiVersion: string, kind: string, name: string, more: object) {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    ...more,
  };
}

function rawReplicaSet(name: string, deployment: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'shop',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: deployment,
          controller: true,
        },
      ],
    },
    spec: {},
  };
}

function ofReplicaSet(name: string, replicaSet: string) {
  const pod = rawPod({ name, app: 'search', proxy: {} });
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: replicaSet,
    controller: true,
  };
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } };
}

const ISTIO_CONFIG = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'istio-1-30-3', namespace: 'istio-system' },
  data: { mesh: 'rootNamespace: istio-system\ntrustDomain: cluster.local\n' },
};

/** One object at least of every kind that is watched, with ties and conflicts. */
export const RAW_WORLD: readonly object[] = [
  ...rawMesh(),
  ...rawIngressGateway(),
  ISTIO_CONFIG,
  rawNamespace('batch'),
  rawPod({ app: 'job', namespace: 'batch' }),
  rawWorkload(),
  rawPod({ proxy: {} }),
  rawPod({ name: 'cart-2', proxy: { revision: '1-29-4', version: '1.29.4' } }),
  ofReplicaSet('search-1', 'search-7d4b9c'),
  rawReplicaSet('search-7d4b9c', 'search'),
  rawService(),
  rawService({ name: 'cart-admin' }),
  rawService({ app: 'search' }),
  rawPeerAuthentication({ mtls: { mode: 'STRICT' } }),
  rawPeerAuthentication({ mtls: { mode: 'PERMISSIVE' } }, { name: 'another' }),
  rawPeerAuthentication(
    { selector: { matchLabels: { app: 'cart' } }, mtls: {} },
    { name: 'own' },
  ),
  rawDestinationRule({ host: 'cart', trafficPolicy: { tls: {} } }),
  rawGateway([httpsServer('web.example.com')]),
  rawGateway([httpsServer('web.example.com')], { name: 'other' }),
  rawRoute('web.example.com', 'cart', { gateways: ['web', 'other'] }),
  rawRoute('lost.example.com', 'nobody', { name: 'lost', gateways: ['web'] }),
  rawRoute('cart', 'search', { name: 'inside' }),
  named('networking.istio.io/v1', 'ServiceEntry', 'outside', {
    spec: {
      hosts: ['api.partner.com'],
      ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
      resolution: 'DNS',
    },
  }),
  named('networking.istio.io/v1', 'Sidecar', 'default', {
    spec: { egress: [{ hosts: ['./*'] }] },
  }),
  named('networking.istio.io/v1alpha3', 'EnvoyFilter', 'patch', {
    spec: { configPatches: [] },
  }),
  named('networking.istio.io/v1', 'WorkloadEntry', 'machine', {
    spec: { address: '10.1.1.1', labels: { app: 'machine' } },
  }),
  named('networking.istio.io/v1', 'WorkloadGroup', 'machines', {
    spec: { template: { serviceAccount: 'machine' } },
  }),
  named('telemetry.istio.io/v1', 'Telemetry', 'logs', {
    spec: { accessLogging: [{ providers: [{ name: 'otel' }] }] },
  }),
  named('extensions.istio.io/v1alpha1', 'WasmPlugin', 'filter', {
    spec: { url: 'oci://registry.example.com/filter:1' },
  }),
  named('security.istio.io/v1', 'RequestAuthentication', 'tokens', {
    spec: { jwtRules: [{ issuer: 'https://sso.example.com' }] },
  }),
  named('security.istio.io/v1', 'AuthorizationPolicy', 'callers', {
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      action: 'ALLOW',
      rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }],
    },
  }),
  named('networking.k8s.io/v1', 'NetworkPolicy', 'deny', {
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  }),
  named('networking.k8s.io/v1', 'Ingress', 'plain', {
    spec: {
      rules: [
        {
          host: 'plain.example.com',
          http: {
            paths: [
              {
                path: '/',
                backend: { service: { name: 'cart', port: { number: 8080 } } },
              },
            ],
          },
        },
      ],
    },
  }),
  named('gateway.networking.k8s.io/v1', 'Gateway', 'api', {
    spec: {
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    },
  }),
  named('gateway.networking.k8s.io/v1', 'HTTPRoute', 'api', {
    spec: {
      parentRefs: [{ name: 'api' }],
      hostnames: ['api.example.com'],
      rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }],
    },
  }),
  named('gateway.networking.k8s.io/v1', 'GRPCRoute', 'rpc', {
    spec: {
      parentRefs: [{ name: 'api' }],
      rules: [{ backendRefs: [{ name: 'search', port: 8080 }] }],
    },
  }),
  named('gateway.networking.k8s.io/v1alpha2', 'TLSRoute', 'tls', {
    spec: {
      parentRefs: [{ name: 'api' }],
      hostnames: ['tls.example.com'],
      rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }],
    },
  }),
  named('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'grant', {
    spec: {
      from: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespace: 'batch',
        },
      ],
      to: [{ group: '', kind: 'Service' }],
    },
  }),
  named('trust.cert-manager.io/v1alpha1', 'Bundle', 'roots', {
    spec: { target: { configMap: { key: 'ca.crt' } } },
  }),
  rawCertificate(),
  rawCertificate({ name: 'idle', spec: { secretName: 'idle-tls' } }),
  rawIssuer(),
  rawIssuanceStep(
    'CertificateRequest',
    { kind: 'Certificate', name: 'web-tls' },
    {
      name: 'web-tls-1',
      annotations: {
        'cert-manager.io/certificate-name': 'web-tls',
        'cert-manager.io/certificate-revision': '1',
      },
      spec: { issuerRef: { kind: 'ClusterIssuer', name: 'mesh-ca' } },
    },
  ),
  rawIssuanceStep(
    'Order',
    { kind: 'CertificateRequest', name: 'web-tls-1' },
    { name: 'web-tls-1-1', status: { state: 'pending' } },
  ),
  rawIssuanceStep(
    'Challenge',
    { kind: 'Order', name: 'web-tls-1-1' },
    { name: 'web-tls-1-1-1', status: { state: 'pending', reason: 'waiting' } },
  ),
];

/** The same objects, otherwise; and some that are not in the world at first. */
export const RAW_VARIANTS: readonly object[] = [
  rawNamespace('shop', { 'istio-injection': 'enabled' }),
  rawNamespace('batch', { 'istio.io/rev': 'prod' }),
  rawIstiod('1-30-3', '1.30.4'),
  rawIstiod('1-31-0', '1.31.0', false),
  rawInjector('1-31-0', 'prod'),
  {
    ...ISTIO_CONFIG,
    data: { mesh: 'rootNamespace: shop\nenableAutoMtls: false\n' },
  },
  rawPod({ proxy: false }),
  rawPod({ proxy: {}, ready: false }),
  rawPod({ proxy: {}, status: { phase: 'Failed' } }),
  rawPod({ name: 'cart-2', proxy: {}, ready: false }),
  rawPod({ name: 'cart-3', proxy: {}, labels: { version: 'v2' } }),
  // Some pods of a workload otherwise: what is said of them together changes.
  rawPod({ name: 'cart-3' }),
  rawPod({
    name: 'cart-4',
    proxy: {},
    labels: { 'security.istio.io/tlsMode': 'disabled' },
    annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' },
  }),
  rawPod({
    name: 'cart-4',
    proxy: {},
    annotations: {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '8080',
      'sidecar.istio.io/rewriteAppHTTPProbers': 'false',
    },
    spec: {
      containers: [
        {
          name: 'main',
          ports: [{ name: 'http', containerPort: 8080 }],
          livenessProbe: { httpGet: { port: 8080 } },
        },
      ],
    },
  }),
  rawPod({ app: 'job', namespace: 'batch', proxy: {} }),
  rawPod({ app: 'job', name: 'job-2', namespace: 'batch' }),
  rawPod({ app: 'prometheus', namespace: 'monitoring' }),
  rawPod({ name: 'lone', app: 'lone', owner: 'lone' }),
  ofReplicaSet('search-2', 'search-7d4b9c'),
  rawReplicaSet('search-7d4b9c', 'renamed'),
  rawService({ ports: [{ port: 9090 }] }),
  rawService({ app: 'lone' }),
  rawPeerAuthentication({ mtls: { mode: 'DISABLE' } }),
  rawPeerAuthentication(
    { mtls: { mode: 'STRICT' } },
    { namespace: 'istio-system' },
  ),
  rawDestinationRule({
    host: 'cart',
    trafficPolicy: { tls: { mode: 'DISABLE' } },
    subsets: [{ name: 'v2', labels: { version: 'v2' } }],
  }),
  rawGateway([httpsServer('*')]),
  rawGateway([httpsServer('web.example.com')], {
    name: 'other',
    createdAt: '2025-01-01T00:00:00Z',
  }),
  rawVirtualService(
    { hosts: ['cart'], http: [{ route: [{ destination: { host: 'x' } }] }] },
    { name: 'inside-too' },
  ),
  rawCertificate({ spec: { secretName: 'elsewhere' } }),
  rawCertificate({
    status: {
      conditions: [{ type: 'Ready', status: 'False', reason: 'DoesNotExist' }],
      notAfter: undefined,
      failedIssuanceAttempts: 3,
      lastFailureTime: '2026-01-31T00:00:00Z',
    },
  }),
  rawIssuer(false, 'the CA is away'),
];
