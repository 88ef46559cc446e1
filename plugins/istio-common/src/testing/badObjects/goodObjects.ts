/**
 * One object of every watched kind with every field that some assessment
 * reads, for tests that spoil them.
 */

type Json = Record<string, unknown>;

const TIME = '2026-01-01T00:00:00Z';

function object(
  apiVersion: string,
  kind: string,
  name: string,
  body: Json,
  { namespace = 'shop', meta = {} }: { namespace?: string; meta?: Json } = {},
): Json {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      uid: `uid-${name}`,
      generation: 2,
      creationTimestamp: TIME,
      labels: { app: 'cart', 'istio.io/rev': 'prod' },
      annotations: {
        'galley.istio.io/analyze-suppress': 'IST0001',
        'kiali.io/ignore-validations': 'KIA0001',
      },
      ...meta,
    },
    ...body,
  };
}

const CLUSTER = { namespace: '' };
const SELECTOR = {
  matchLabels: { app: 'cart' },
  matchExpressions: [{ key: 'app', operator: 'In', values: ['cart'] }],
};
const CONDITIONS = [
  {
    type: 'Ready',
    status: 'True',
    reason: 'Ready',
    message: 'fine',
    observedGeneration: 2,
    lastTransitionTime: TIME,
  },
  { type: 'Issuing', status: 'False', reason: 'Requested', message: '' },
];
const PROBE = { httpGet: { port: 'http', path: '/' } };
const POD_SPEC = {
  serviceAccountName: 'cart',
  hostNetwork: false,
  initContainers: [
    {
      name: 'istio-proxy',
      image: 'docker.io/istio/proxyv2:1.30.3',
      restartPolicy: 'Always',
      args: ['proxy', 'sidecar'],
    },
  ],
  containers: [
    {
      name: 'main',
      image: 'registry.example.com/cart:1',
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
      livenessProbe: PROBE,
      readinessProbe: PROBE,
      securityContext: { runAsUser: 1337 },
      env: [{ name: 'A', value: 'b' }],
    },
  ],
};
const ISSUER = { group: 'cert-manager.io', kind: 'Issuer', name: 'mesh-ca' };
const ownedBy = (kind: string, name: string, apiVersion = 'apps/v1') => ({
  ownerReferences: [{ apiVersion, kind, name, controller: true, uid: 'u' }],
});
const CLIENT_TLS = { mode: 'SIMPLE', credentialName: 'c', sni: 'a.b' };

const WORKLOAD_BODY = {
  spec: {
    replicas: 1,
    paused: false,
    selector: SELECTOR,
    updateStrategy: { type: 'RollingUpdate' },
    template: {
      metadata: { labels: { app: 'cart' }, annotations: { a: 'b' } },
      spec: POD_SPEC,
    },
  },
  status: {
    readyReplicas: 1,
    desiredNumberScheduled: 1,
    numberReady: 1,
    updatedReplicas: 1,
  },
};

const WEBHOOKS = {
  webhooks: [
    {
      name: 'rev.namespace.sidecar-injector.istio.io',
      failurePolicy: 'Fail',
      clientConfig: { service: { name: 'istiod', namespace: 'istio-system' } },
      namespaceSelector: SELECTOR,
      objectSelector: SELECTOR,
      rules: [{ apiGroups: [''], resources: ['pods'], operations: ['CREATE'] }],
    },
  ],
};

const NETWORKING = 'networking.istio.io/v1';
const SECURITY = 'security.istio.io/v1';
const GATEWAY_API = 'gateway.networking.k8s.io/v1';

const CORE_OBJECTS: readonly Json[] = [
  object('v1', 'Namespace', 'shop', { status: { phase: 'Active' } }, CLUSTER),
  object(
    'v1',
    'Pod',
    'cart-1',
    {
      spec: POD_SPEC,
      status: {
        phase: 'Running',
        conditions: CONDITIONS,
        containerStatuses: [
          {
            name: 'main',
            image: 'x',
            ready: true,
            state: { waiting: { reason: 'ErrImagePull', message: '412' } },
          },
        ],
        initContainerStatuses: [
          { name: 'istio-proxy', ready: true, state: {} },
        ],
      },
    },
    {
      meta: {
        ...ownedBy('ReplicaSet', 'cart-abc'),
        labels: { app: 'cart', 'security.istio.io/tlsMode': 'istio' },
        annotations: {
          'istio.io/rev': '1-30-3',
          'sidecar.istio.io/status': '{"revision":"1-30-3"}',
          'sidecar.istio.io/interceptionMode': 'REDIRECT',
          'sidecar.istio.io/rewriteAppHTTPProbers': 'false',
          'traffic.sidecar.istio.io/excludeInboundPorts': '9000',
          'traffic.sidecar.istio.io/includeInboundPorts': '*',
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': '9090',
        },
      },
    },
  ),
  object('v1', 'Service', 'cart', {
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      externalName: '',
      selector: { app: 'cart' },
      ports: [
        {
          name: 'http',
          port: 80,
          targetPort: 'http',
          protocol: 'TCP',
          appProtocol: 'http',
        },
      ],
    },
    status: { conditions: CONDITIONS, loadBalancer: { ingress: [{}] } },
  }),
  object(
    'v1',
    'ConfigMap',
    'istio-1-30-3',
    { data: { mesh: 'rootNamespace: istio-system\nenableAutoMtls: true\n' } },
    { namespace: 'istio-system' },
  ),
  object(
    'v1',
    'ConfigMap',
    'istio-sidecar-injector-1-30-3',
    { data: { values: '{"global":{"hub":"docker.io/istio","tag":"1.30.3"}}' } },
    { namespace: 'istio-system' },
  ),
  object('v1', 'ConfigMap', 'istio-ca-root-cert', {
    data: { 'root-cert.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END' },
  }),
  object('apps/v1', 'Deployment', 'cart', WORKLOAD_BODY),
  object('apps/v1', 'StatefulSet', 'cart-db', WORKLOAD_BODY),
  object('apps/v1', 'DaemonSet', 'agent', WORKLOAD_BODY),
  object('apps/v1', 'ReplicaSet', 'cart-abc', WORKLOAD_BODY, {
    meta: ownedBy('Deployment', 'cart'),
  }),
  object(
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    'istio-sidecar-injector-1-30-3',
    WEBHOOKS,
    CLUSTER,
  ),
  object(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    'istiod-default-validator',
    WEBHOOKS,
    CLUSTER,
  ),
  object('networking.k8s.io/v1', 'Ingress', 'cart', {
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: ['a.example.com'], secretName: 'tls' }],
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'cart', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'open', {
    spec: {
      podSelector: SELECTOR,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { podSelector: SELECTOR, namespaceSelector: SELECTOR },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
          ],
          ports: [{ port: 8080, endPort: 8090, protocol: 'TCP' }],
        },
      ],
    },
  }),
];

const ISTIO_OBJECTS: readonly Json[] = [
  object(NETWORKING, 'Gateway', 'web', {
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          hosts: ['shop/a.example.com', '*.example.org'],
          bind: '0.0.0.0',
          tls: {
            mode: 'MUTUAL',
            credentialName: 'tls',
            credentialNames: ['tls'],
            caCertCredentialName: 'ca',
            httpsRedirect: true,
            subjectAltNames: ['x'],
            serverCertificate: '/etc/x',
          },
        },
      ],
    },
  }),
  object(NETWORKING, 'VirtualService', 'web', {
    spec: {
      hosts: ['a.example.com'],
      gateways: ['web', 'mesh'],
      exportTo: ['*'],
      http: [
        {
          name: 'first',
          match: [
            {
              uri: { prefix: '/' },
              headers: { '@request.auth.claims.sub': { exact: 'x' } },
              gateways: ['web'],
              port: 443,
              sourceLabels: { app: 'a' },
              sourceNamespace: 'b',
            },
          ],
          route: [
            {
              destination: { host: 'cart', subset: 'v1', port: { number: 80 } },
              weight: 100,
            },
          ],
          mirrors: [{ destination: { host: 'cart' } }],
          delegate: { name: 'web', namespace: 'shop' },
        },
      ],
      tls: [
        {
          match: [{ sniHosts: ['a.example.com'], port: 443 }],
          route: [{ destination: { host: 'cart' } }],
        },
      ],
      tcp: [
        {
          match: [{ destinationSubnets: ['10.0.0.0/8'], port: 1 }],
          route: [{ destination: { host: 'cart' } }],
        },
      ],
    },
  }),
  object(NETWORKING, 'DestinationRule', 'cart', {
    spec: {
      host: 'cart',
      exportTo: ['.'],
      workloadSelector: SELECTOR,
      trafficPolicy: {
        tls: CLIENT_TLS,
        loadBalancer: { simple: 'PASSTHROUGH' },
        portLevelSettings: [{ port: { number: 80 }, tls: CLIENT_TLS }],
      },
      subsets: [
        { name: 'v1', labels: { v: '1' }, trafficPolicy: { tls: CLIENT_TLS } },
      ],
    },
  }),
  object(NETWORKING, 'ServiceEntry', 'ext', {
    spec: {
      hosts: ['api.example.net'],
      addresses: ['10.0.0.1'],
      endpoints: [{ address: '1.2.3.4', ports: { http: 80 } }],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      exportTo: ['*'],
      ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
      workloadSelector: { labels: { app: 'x' } },
    },
  }),
  object(NETWORKING, 'Sidecar', 'default', {
    spec: {
      workloadSelector: { labels: { app: 'cart' } },
      egress: [{ hosts: ['./*'] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  }),
  object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'patch', {
    spec: {
      priority: 1,
      workloadSelector: { labels: { app: 'cart' } },
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: { context: 'ANY', proxy: { proxyVersion: '.*' } },
          patch: { operation: 'INSERT_BEFORE', value: { name: 'x' } },
        },
      ],
    },
  }),
  object(NETWORKING, 'WorkloadEntry', 'vm', {
    spec: { address: '1.2.3.4', labels: { app: 'vm' }, network: 'n' },
  }),
  object(NETWORKING, 'WorkloadGroup', 'vms', {
    spec: { template: { serviceAccount: 'vm' } },
  }),
  object(SECURITY, 'PeerAuthentication', 'default', {
    spec: {
      selector: SELECTOR,
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
    },
  }),
  object(SECURITY, 'RequestAuthentication', 'oidc', {
    spec: {
      selector: SELECTOR,
      targetRefs: [{ group: '', kind: 'Service', name: 'cart' }],
      jwtRules: [
        {
          issuer: 'https://a',
          jwksUri: 'https://a/certs',
          audiences: ['b'],
          forwardOriginalToken: true,
        },
      ],
    },
  }),
  object(SECURITY, 'AuthorizationPolicy', 'access', {
    spec: {
      selector: SELECTOR,
      action: 'ALLOW',
      provider: { name: 'opa' },
      rules: [
        {
          from: [
            {
              source: {
                principals: ['cluster.local/ns/a/sa/b'],
                notRequestPrincipals: ['*'],
                namespaces: ['a'],
                ipBlocks: ['10.0.0.0/8'],
              },
            },
          ],
          to: [
            {
              operation: {
                hosts: ['a.example.com'],
                ports: ['8080'],
                paths: ['/a*', '/{**}'],
                methods: ['GET'],
              },
            },
          ],
          when: [{ key: 'request.auth.claims[a]', values: ['b'] }],
        },
      ],
    },
  }),
  object('telemetry.istio.io/v1', 'Telemetry', 'logs', {
    spec: {
      selector: SELECTOR,
      accessLogging: [{ providers: [{ name: 'envoy' }] }],
      tracing: [{ providers: [{ name: 'zipkin' }] }],
      metrics: [{ providers: [{ name: 'prometheus' }] }],
    },
  }),
  object('extensions.istio.io/v1alpha1', 'WasmPlugin', 'wasm', {
    spec: { selector: SELECTOR, url: 'oci://x', phase: 'AUTHN' },
  }),
];

const PARENTS = [
  { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' },
  { group: '', kind: 'Service', name: 'cart', namespace: 'shop' },
];
const BACKENDS = [{ kind: 'Service', name: 'cart', port: 80, weight: 1 }];

const GATEWAY_OBJECTS: readonly Json[] = [
  object(GATEWAY_API, 'Gateway', 'edge', {
    spec: {
      gatewayClassName: 'istio',
      addresses: [{ value: 'x' }],
      listeners: [
        {
          name: 'https',
          hostname: '*.example.com',
          port: 443,
          protocol: 'HTTPS',
          allowedRoutes: {
            namespaces: { from: 'Selector', selector: SELECTOR },
            kinds: [{ kind: 'HTTPRoute' }],
          },
          tls: {
            mode: 'Terminate',
            certificateRefs: [{ name: 'tls', namespace: 'other' }],
          },
        },
      ],
    },
    status: {
      addresses: [{ type: 'IPAddress', value: '1.2.3.4' }],
      conditions: CONDITIONS,
      listeners: [{ name: 'https', attachedRoutes: 1, conditions: CONDITIONS }],
    },
  }),
  object(GATEWAY_API, 'HTTPRoute', 'cart', {
    spec: {
      hostnames: ['cart.example.com'],
      parentRefs: PARENTS,
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [
            {
              type: 'RequestMirror',
              requestMirror: { backendRef: BACKENDS[0] },
            },
          ],
          backendRefs: BACKENDS,
        },
      ],
    },
    status: { parents: [{ parentRef: PARENTS[0], conditions: CONDITIONS }] },
  }),
  object(GATEWAY_API, 'GRPCRoute', 'cart', {
    spec: {
      hostnames: ['grpc.example.com'],
      parentRefs: PARENTS,
      rules: [
        {
          matches: [{ method: { service: 'a', method: 'b' } }],
          backendRefs: BACKENDS,
        },
      ],
    },
    status: { parents: [{ parentRef: PARENTS[0], conditions: CONDITIONS }] },
  }),
  object(GATEWAY_API, 'TLSRoute', 'cart', {
    spec: {
      hostnames: ['tls.example.com'],
      parentRefs: PARENTS,
      rules: [{ backendRefs: BACKENDS }],
    },
    status: { parents: [{ parentRef: PARENTS[0], conditions: CONDITIONS }] },
  }),
  object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'grant', {
    spec: {
      from: [{ group: GATEWAY_API, kind: 'Gateway', namespace: 'shop' }],
      to: [{ group: '', kind: 'Secret', name: 'tls' }],
    },
  }),
];

const CERTIFICATE_OBJECTS: readonly Json[] = [
  object('cert-manager.io/v1', 'Certificate', 'tls', {
    spec: {
      secretName: 'tls',
      dnsNames: ['a.example.com'],
      commonName: 'a.example.com',
      issuerRef: ISSUER,
      duration: '72h',
      renewBefore: '24h',
      renewBeforePercentage: 30,
      isCA: false,
      usages: ['server auth'],
      privateKey: { algorithm: 'RSA', size: 2048, rotationPolicy: 'Always' },
      secretTemplate: { labels: { a: 'b' } },
    },
    status: {
      conditions: CONDITIONS,
      notBefore: TIME,
      notAfter: '2026-04-01T00:00:00Z',
      renewalTime: '2026-03-01T00:00:00Z',
      revision: 1,
      failedIssuanceAttempts: 2,
      lastFailureTime: TIME,
      nextPrivateKeySecretName: 'x',
    },
  }),
  object(
    'cert-manager.io/v1',
    'CertificateRequest',
    'tls-1',
    {
      spec: { issuerRef: ISSUER, request: 'AAAA', duration: '72h' },
      status: { conditions: CONDITIONS, failureTime: TIME, certificate: 'AA' },
    },
    {
      meta: {
        ...ownedBy('Certificate', 'tls', 'cert-manager.io/v1'),
        annotations: { 'cert-manager.io/certificate-revision': '2' },
      },
    },
  ),
  object('cert-manager.io/v1', 'Issuer', 'mesh-ca', {
    spec: {
      vault: { server: 'https://vault', path: 'pki', auth: {} },
      ca: { secretName: 'ca' },
      acme: {
        server: 'https://acme',
        solvers: [{ dns01: {}, selector: { dnsZones: ['example.com'] } }],
      },
    },
    status: { conditions: CONDITIONS },
  }),
  object(
    'cert-manager.io/v1',
    'ClusterIssuer',
    'mesh-ca',
    { spec: { ca: { secretName: 'ca' } }, status: { conditions: CONDITIONS } },
    CLUSTER,
  ),
  object(
    'acme.cert-manager.io/v1',
    'Order',
    'tls-1-1',
    {
      spec: { dnsNames: ['a.example.com'], issuerRef: ISSUER },
      status: { state: 'pending', reason: 'x', failureTime: TIME },
    },
    { meta: ownedBy('CertificateRequest', 'tls-1', 'cert-manager.io/v1') },
  ),
  object(
    'acme.cert-manager.io/v1',
    'Challenge',
    'tls-1-1-1',
    {
      spec: { dnsName: 'a.example.com', type: 'DNS-01', issuerRef: ISSUER },
      status: {
        state: 'pending',
        reason: 'refused',
        presented: true,
        processing: true,
      },
    },
    { meta: ownedBy('Order', 'tls-1-1', 'acme.cert-manager.io/v1') },
  ),
  object(
    'trust.cert-manager.io/v1alpha1',
    'Bundle',
    'tls-cacert',
    {
      spec: {
        sources: [{ secret: { name: 'ca', key: 'ca.crt' } }, { inLine: 'x' }],
        target: {
          secret: { key: 'ca.crt' },
          configMap: { key: 'ca.crt' },
          namespaceSelector: SELECTOR,
        },
      },
      status: { conditions: CONDITIONS, defaultCAVersion: '1' },
    },
    CLUSTER,
  ),
  object('v1', 'Secret', 'tls', {
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': 'AAAA', 'ca.crt': 'AAAA' },
  }),
];

/** At least one sound object of every kind that is watched. */
export const GOOD_OBJECTS: readonly Json[] = [
  ...CORE_OBJECTS,
  ...ISTIO_OBJECTS,
  ...GATEWAY_OBJECTS,
  ...CERTIFICATE_OBJECTS,
];
