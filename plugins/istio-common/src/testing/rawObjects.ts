/** Raw Kubernetes objects for tests, outermost first; every argument has a sane default. */
import { rawValidator } from './raw/dataPlane';

type Json = Record<string, unknown>;

interface Named {
  name?: string;
  namespace?: string;
  createdAt?: string;
  labels?: Json;
  annotations?: Json;
}

function metadata(
  { name, namespace, createdAt, labels, annotations }: Named,
  fallback: string,
  scoped = true,
): Json {
  return {
    name: name ?? fallback,
    ...(scoped && { namespace: namespace ?? 'shop' }),
    creationTimestamp: createdAt ?? '2026-01-01T00:00:00Z',
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
}

function istio(kind: string, group: string, meta: Json, spec: Json): Json {
  return {
    apiVersion: `${group}.istio.io/v1`,
    kind,
    metadata: meta,
    spec,
  };
}

export function rawNamespace(
  name: string,
  labels: Json = {},
  annotations: Json = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: metadata({ name, labels, annotations }, name, false),
  };
}

/** How the proxy of a pod came about. */
export interface ProxyOptions {
  revision?: string;
  version?: string;
  image?: string;
  native?: boolean;
  kind?: 'sidecar' | 'gateway';
}

export function rawPod(
  options: Named & {
    app?: string;
    proxy?: ProxyOptions | false;
    ports?: Json[];
    owner?: string;
    ready?: boolean;
    spec?: Json;
    status?: Json;
  } = {},
) {
  const { app = 'cart', proxy, ports, owner, ready = true } = options;
  const injected = proxy && { revision: '1-30-3', version: '1.30.3', ...proxy };
  const container = injected && {
    name: 'istio-proxy',
    image: injected.image ?? `docker.io/istio/proxyv2:${injected.version}`,
    ...(injected.native !== false && { restartPolicy: 'Always' }),
  };
  const main = {
    name: 'main',
    ports: ports ?? [{ name: 'http', containerPort: 8080 }],
  };
  const native = injected && injected.native !== false;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata(
        {
          ...options,
          labels: {
            app,
            ...(injected &&
              injected.kind !== 'gateway' && {
                'security.istio.io/tlsMode': 'istio',
              }),
            ...options.labels,
          },
          annotations: {
            ...(injected && {
              'istio.io/rev': injected.revision,
              'sidecar.istio.io/status': JSON.stringify({
                revision: injected.revision,
              }),
            }),
            ...options.annotations,
          },
        },
        `${app}-1`,
      ),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: owner ?? app,
          controller: true,
        },
      ],
    },
    spec: {
      serviceAccountName: app,
      containers: native || !container ? [main] : [main, container],
      ...(native && { initContainers: [container] }),
      ...options.spec,
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...options.status,
    },
  };
}

export function rawWorkload(
  options: Named & { app?: string; template?: Json; spec?: Json } = {},
) {
  const { app = 'cart', template = {}, spec = {} } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(options, app),
    spec: {
      replicas: 1,
      template: { metadata: { labels: { app } }, spec: {}, ...template },
      ...spec,
    },
    status: { readyReplicas: 1 },
  };
}

export function rawDeployment(options: Parameters<typeof rawWorkload>[0] = {}) {
  return { ...rawWorkload(options), kind: 'Deployment' };
}

export function rawIstiod(revision: string, version: string, ready = true) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(
      {
        name: `istiod-${revision}`,
        namespace: 'istio-system',
        labels: { app: 'istiod', 'istio.io/rev': revision },
      },
      'istiod',
    ),
    spec: {
      template: {
        metadata: { labels: { app: 'istiod' } },
        spec: {
          containers: [
            { name: 'discovery', image: `docker.io/istio/pilot:${version}` },
          ],
        },
      },
    },
    status: { readyReplicas: ready ? 1 : 0 },
  };
}

/** The injector of a revision, or of a tag that points at it. */
export function rawInjector(revision: string, tag?: string) {
  const name = tag ?? revision;
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      name: tag
        ? `istio-revision-tag-${tag}`
        : `istio-sidecar-injector-${revision}`,
      labels: { 'istio.io/rev': revision, ...(tag && { 'istio.io/tag': tag }) },
    },
    webhooks: [
      {
        name: 'rev.namespace.sidecar-injector.istio.io',
        namespaceSelector: {
          matchExpressions: [
            { key: 'istio.io/rev', operator: 'In', values: [name] },
            { key: 'istio-injection', operator: 'DoesNotExist' },
          ],
        },
        objectSelector: {
          matchExpressions: [
            {
              key: 'sidecar.istio.io/inject',
              operator: 'NotIn',
              values: ['false'],
            },
          ],
        },
      },
      {
        name: 'rev.object.sidecar-injector.istio.io',
        namespaceSelector: {
          matchExpressions: [
            { key: 'istio.io/rev', operator: 'DoesNotExist' },
            { key: 'istio-injection', operator: 'DoesNotExist' },
          ],
        },
        objectSelector: {
          matchExpressions: [
            { key: 'istio.io/rev', operator: 'In', values: [name] },
          ],
        },
      },
    ],
  };
}

export function rawService(
  options: Named & { app?: string; ports?: Json[]; spec?: Json } = {},
) {
  const { app = 'cart', ports = [{ name: 'http', port: 8080 }] } = options;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(options, app),
    spec: { selector: { app }, ports, ...options.spec },
  };
}

export function rawPeerAuthentication(spec: Json, options: Named = {}) {
  return istio(
    'PeerAuthentication',
    'security',
    metadata(options, 'default'),
    spec,
  );
}

export function rawDestinationRule(spec: Json, options: Named = {}) {
  return istio(
    'DestinationRule',
    'networking',
    metadata(options, 'rule'),
    spec,
  );
}

export function rawGateway(
  servers: Json[],
  options: Named & { selector?: Json } = {},
) {
  return istio('Gateway', 'networking', metadata(options, 'web'), {
    selector: options.selector ?? { istio: 'ingressgateway' },
    servers,
  });
}

/** An HTTPS server that ends TLS with a credential. */
export function httpsServer(
  host: string,
  credentialName = 'web-tls',
  more: Json = {},
) {
  return {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts: [host],
    tls: { mode: 'SIMPLE', credentialName },
    ...more,
  };
}

export function rawVirtualService(spec: Json, options: Named = {}) {
  return istio('VirtualService', 'networking', metadata(options, 'web'), spec);
}

/** A VirtualService that sends every request to one host. */
export function rawRoute(
  host: string,
  destination: string,
  options: Named & { gateways?: string[]; spec?: Json } = {},
) {
  return rawVirtualService(
    {
      hosts: [host],
      ...(options.gateways && { gateways: options.gateways }),
      http: [
        {
          route: [
            { destination: { host: destination, port: { number: 8080 } } },
          ],
        },
      ],
      ...options.spec,
    },
    options,
  );
}

export function rawCertificate(
  options: Named & { spec?: Json; status?: Json } = {},
) {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadata({ namespace: 'istio-ingress', ...options }, 'web-tls'),
    spec: {
      secretName: 'web-tls',
      dnsNames: ['web.example.com'],
      issuerRef: { kind: 'ClusterIssuer', name: 'mesh-ca' },
      ...options.spec,
    },
    status: {
      conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }],
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2026-04-01T00:00:00Z',
      renewalTime: '2026-03-02T00:00:00Z',
      ...options.status,
    },
  };
}

export function rawIssuer(ready = true, message = '') {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: 'mesh-ca' },
    spec: { ca: { secretName: 'ca' } },
    status: {
      conditions: [
        { type: 'Ready', status: ready ? 'True' : 'False', message },
      ],
    },
  };
}

/** A child of cert-manager: request, order or challenge. */
export function rawIssuanceStep(
  kind: 'CertificateRequest' | 'Order' | 'Challenge',
  owner: { kind: string; name: string },
  body: { name: string; spec?: Json; status?: Json; annotations?: Json },
) {
  const group =
    kind === 'CertificateRequest' ? 'cert-manager.io' : 'acme.cert-manager.io';
  return {
    apiVersion: `${group}/v1`,
    kind,
    metadata: {
      ...metadata(
        {
          name: body.name,
          namespace: 'istio-ingress',
          annotations: body.annotations,
        },
        'step',
      ),
      ownerReferences: [{ ...owner, controller: true }],
    },
    spec: body.spec ?? {},
    status: body.status ?? {},
  };
}

/** Gateway pods, their Service and namespace. */
export function rawIngressGateway() {
  return [
    rawNamespace('istio-ingress'),
    rawPod({
      app: 'istio-ingressgateway',
      namespace: 'istio-ingress',
      labels: { istio: 'ingressgateway', 'istio.io/rev': 'prod' },
      proxy: { kind: 'gateway' },
      ports: [],
    }),
    rawService({
      app: 'istio-ingressgateway',
      namespace: 'istio-ingress',
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'https', port: 443, targetPort: 8443 },
      ],
    }),
  ];
}

/** A mesh of one revision behind the tag prod, with namespace shop in it. */
export function rawMesh() {
  return [
    rawNamespace('istio-system'),
    rawNamespace('shop', { 'istio.io/rev': 'prod' }),
    rawIstiod('1-30-3', '1.30.3'),
    rawInjector('1-30-3'),
    rawInjector('1-30-3', 'prod'),
    rawValidator('1-30-3'),
  ];
}
