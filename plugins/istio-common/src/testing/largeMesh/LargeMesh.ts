import {
  httpsServer,
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawInjector,
  rawIssuanceStep,
  rawIssuer,
  rawIstiod,
  rawNamespace,
  rawPeerAuthentication,
  rawRoute,
  rawService,
} from '../rawObjects';
import { type FullPod, rawFullPod } from './rawFullPod';
import { SeededRandom } from './SeededRandom';

type Json = Record<string, unknown>;

/** How much of everything a large mesh has. */
export const LARGE_MESH = {
  pods: 10_000,
  services: 1_000,
  policies: 500,
  certificates: 300,
} as const;

const TENANTS = 40;
const WORKLOADS = 1_100;
const HOSTS = 250;
const GATEWAY_PODS = 6;
const PROXY = 'docker.io/istio/proxyv2:';

/** One application: a Deployment, its ReplicaSet and how many pods it runs. */
interface App {
  app: string;
  namespace: string;
  replicaSet: string;
  proxy: FullPod['proxy'];
  createdAt: string;
}

function named(
  apiVersion: string,
  kind: string,
  place: { name: string; namespace: string },
  more: Json,
): Json {
  return {
    apiVersion,
    kind,
    metadata: { ...place, creationTimestamp: '2026-01-01T00:00:00Z' },
    ...more,
  };
}

function rawReplicaSet(name: string, app: string, namespace: string): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: app,
          controller: true,
        },
      ],
    },
    spec: {},
  };
}

/**
 * A cluster of the size that the speed targets speak of, the same for the same
 * seed: forty teams, a mesh in the middle of an upgrade, gateways, policies of
 * every kind, certificates, and all the small things that go wrong.
 */
export class LargeMesh {
  readonly #random: SeededRandom;
  readonly #apps: App[];

  constructor(seed = 1) {
    this.#random = new SeededRandom(seed);
    this.#apps = Array.from({ length: WORKLOADS }, (_, at) => this.#app(at));
  }

  /** Every object as an API server sends it, one at a time. */
  *objects(): Iterable<Json> {
    yield* this.#mesh();
    yield* this.#workloads();
    yield* this.#policies();
    yield* this.#traffic();
    yield* this.#certificates();
    yield* this.pods();
  }

  /** The pods alone. */
  *pods(): Iterable<Json> {
    for (let at = 0; at < GATEWAY_PODS; at += 1) {
      yield this.gatewayPod(`istio-ingressgateway-6d5f8-${at}`, true);
    }
    const rest = LARGE_MESH.pods - GATEWAY_PODS;
    for (let at = 0; at < rest; at += 1) {
      // A few workloads are large, most are small.
      const app = this.#apps[Math.floor(this.#skewed() * WORKLOADS)];
      const ready = !this.#random.chance(0.02);
      yield this.#pod(app, `${app.replicaSet}-${at}`, ready);
    }
  }

  /** A pod of the nth workload with a sidecar, or without. */
  podOf(nth: number, name: string, ready: boolean, sidecar: boolean): Json {
    const apps = this.#apps.filter(
      ({ proxy }) => (proxy !== undefined) === sidecar,
    );
    const app = apps[nth % apps.length];
    return this.#pod(app, `${app.replicaSet}-${name}`, ready);
  }

  gatewayPod(name: string, ready: boolean): Json {
    return rawFullPod(
      {
        name,
        namespace: 'istio-ingress',
        app: 'istio-ingressgateway',
        version: 'v1',
        owner: { kind: 'ReplicaSet', name: 'istio-ingressgateway-6d5f8' },
        proxy: {
          kind: 'gateway',
          revision: '1-30-3',
          image: `${PROXY}1.30.3`,
        },
        ready,
        createdAt: '2026-01-05T00:00:00Z',
        labels: { istio: 'ingressgateway' },
      },
      this.#random,
    );
  }

  /** Edits of PeerAuthentications: of a workload, of a namespace, of the mesh. */
  policyEdit(scope: 'workload' | 'namespace' | 'mesh', nth: number): Json {
    const mode = ['STRICT', 'PERMISSIVE', 'DISABLE'][nth % 3];
    const app = this.#apps[(nth * 7) % WORKLOADS];
    if (scope === 'mesh') {
      return rawPeerAuthentication(
        { mtls: { mode: nth % 2 === 0 ? 'STRICT' : 'PERMISSIVE' } },
        { namespace: 'istio-system' },
      );
    }
    const { namespace } = app;
    return scope === 'namespace'
      ? rawPeerAuthentication({ mtls: { mode } }, { namespace })
      : rawPeerAuthentication(
          { selector: { matchLabels: { app: app.app } }, mtls: { mode } },
          { namespace, name: `${app.app}-mtls` },
        );
  }

  #skewed(): number {
    return this.#random.next() ** 1.4;
  }

  #app(at: number): App {
    const namespace = `team-${String(at % TENANTS).padStart(2, '0')}`;
    const app = `app-${at}`;
    const plain = at % TENANTS >= TENANTS - 1 || this.#random.chance(0.01);
    const old = this.#random.chance(0.15);
    return {
      app,
      namespace,
      replicaSet: `${app}-${this.#random.text(9)}`,
      proxy: plain
        ? undefined
        : {
            kind: 'sidecar',
            revision: old ? '1-29-4' : '1-30-3',
            image: `${PROXY}${old ? '1.29.4' : '1.30.3'}`,
          },
      createdAt: `2026-01-${10 + (at % 20)}T08:00:00Z`,
    };
  }

  #pod(app: App, name: string, ready: boolean): Json {
    const { namespace, replicaSet, proxy, createdAt } = app;
    return rawFullPod(
      {
        name,
        namespace,
        app: app.app,
        version: 'v1',
        owner: { kind: 'ReplicaSet', name: replicaSet },
        ready,
        createdAt,
        ...(proxy && { proxy }),
      },
      this.#random,
    );
  }

  *#mesh(): Iterable<Json> {
    for (const name of ['istio-system', 'istio-ingress', 'cert-manager']) {
      yield rawNamespace(name);
    }
    for (let at = 0; at < TENANTS; at += 1) {
      const name = `team-${String(at).padStart(2, '0')}`;
      const labels = at === TENANTS - 1 ? {} : { 'istio.io/rev': 'prod' };
      yield rawNamespace(name, labels);
    }
    yield rawIstiod('1-29-4', '1.29.4');
    yield rawIstiod('1-30-3', '1.30.3');
    yield rawInjector('1-29-4');
    yield rawInjector('1-30-3');
    yield rawInjector('1-30-3', 'prod');
    yield rawIssuer();
    yield {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'istio-1-30-3', namespace: 'istio-system' },
      data: { mesh: 'rootNamespace: istio-system\n' },
    };
    yield rawService({
      app: 'istio-ingressgateway',
      namespace: 'istio-ingress',
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'https', port: 443, targetPort: 8443 },
      ],
    });
    yield this.#deployment(
      'istio-ingressgateway',
      'istio-ingress',
      GATEWAY_PODS,
    );
    yield rawReplicaSet(
      'istio-ingressgateway-6d5f8',
      'istio-ingressgateway',
      'istio-ingress',
    );
  }

  #deployment(app: string, namespace: string, replicas: number): Json {
    return named(
      'apps/v1',
      'Deployment',
      { name: app, namespace },
      {
        spec: {
          replicas,
          selector: { matchLabels: { app } },
          template: {
            metadata: { labels: { app, version: 'v1' } },
            spec: {
              serviceAccountName: app,
              containers: [
                {
                  name: 'main',
                  image: `registry.example.com/${namespace}/${app}:v1`,
                  ports: [{ containerPort: 8080, name: 'http' }],
                },
              ],
            },
          },
        },
        status: { readyReplicas: replicas },
      },
    );
  }

  *#workloads(): Iterable<Json> {
    // One Service is that of the ingress gateway.
    const services = LARGE_MESH.services - 1;
    for (const [at, { app, namespace, replicaSet }] of this.#apps.entries()) {
      yield this.#deployment(app, namespace, 9);
      yield rawReplicaSet(replicaSet, app, namespace);
      if (at >= services) continue;
      yield rawService({
        app,
        namespace,
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'metrics', port: 9090, targetPort: 9090 },
        ],
      });
    }
  }

  *#policies(): Iterable<Json> {
    yield this.policyEdit('mesh', 1);
    for (let at = 1; at < 140; at += 1) {
      const app = this.#apps[(at * 13) % WORKLOADS];
      yield at < 40
        ? rawPeerAuthentication(
            { mtls: { mode: at % 3 ? 'STRICT' : 'PERMISSIVE' } },
            { namespace: app.namespace, name: `default-${at}` },
          )
        : rawPeerAuthentication(
            {
              selector: { matchLabels: { app: app.app } },
              mtls: { mode: 'STRICT' },
              portLevelMtls: { 9090: { mode: 'PERMISSIVE' } },
            },
            { namespace: app.namespace, name: `${app.app}-own` },
          );
    }
    for (let at = 0; at < 180; at += 1) yield this.#authorization(at);
    for (let at = 0; at < 40; at += 1) {
      const { app, namespace } = this.#apps[at * 11];
      yield named(
        'security.istio.io/v1',
        'RequestAuthentication',
        { name: `${app}-jwt`, namespace },
        {
          spec: {
            selector: { matchLabels: { app } },
            jwtRules: [{ issuer: 'https://sso.example.com/realms/shop' }],
          },
        },
      );
    }
    for (let at = 0; at < 140; at += 1) yield this.#networkPolicy(at);
  }

  #authorization(at: number): Json {
    const { app, namespace } = this.#apps[(at * 5) % WORKLOADS];
    return named(
      'security.istio.io/v1',
      'AuthorizationPolicy',
      { name: `${app}-callers-${at}`, namespace },
      {
        spec: {
          selector: { matchLabels: { app } },
          action: at % 9 === 0 ? 'DENY' : 'ALLOW',
          rules: [
            {
              from: [
                {
                  source: {
                    principals: [`cluster.local/ns/${namespace}/sa/caller`],
                  },
                },
              ],
              to: [{ operation: { methods: ['GET', 'POST'] } }],
            },
          ],
        },
      },
    );
  }

  #networkPolicy(at: number): Json {
    const { app, namespace } = this.#apps[(at * 3) % WORKLOADS];
    const own = at >= TENANTS;
    return named(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      { name: own ? `${app}-in-${at}` : `deny-${at}`, namespace },
      {
        spec: {
          podSelector: own ? { matchLabels: { app } } : {},
          policyTypes: ['Ingress'],
          ...(own && {
            ingress: [
              {
                from: [{ namespaceSelector: {} }],
                ports: [{ port: 8080, protocol: 'TCP' }],
              },
            ],
          }),
        },
      },
    );
  }

  *#traffic(): Iterable<Json> {
    for (let at = 0; at < HOSTS; at += 1) {
      const { app, namespace } = this.#apps[at * 3];
      const host = `${app}.example.com`;
      const gateway = { name: `${app}-web`, namespace };
      yield rawGateway([httpsServer(host, `${app}-tls`)], gateway);
      yield rawRoute(host, app, {
        ...gateway,
        gateways: [gateway.name],
        spec: {
          http: [
            {
              match: [{ uri: { prefix: '/' } }],
              route: [{ destination: { host: app, port: { number: 80 } } }],
            },
          ],
        },
      });
    }
    for (let at = 0; at < 150; at += 1) {
      const { app, namespace } = this.#apps[at * 7];
      yield rawDestinationRule(
        {
          host: app,
          trafficPolicy: {
            connectionPool: { http: { http2MaxRequests: 100 } },
            ...(at % 30 === 0 && { tls: { mode: 'DISABLE' } }),
          },
          subsets: [{ name: 'v1', labels: { version: 'v1' } }],
        },
        { name: app, namespace },
      );
    }
    for (let at = 0; at < 60; at += 1) {
      const { namespace } = this.#apps[at * 9];
      yield named(
        'networking.istio.io/v1',
        'ServiceEntry',
        { name: `partner-${at}`, namespace },
        {
          spec: {
            hosts: [`partner-${at}.example.net`],
            ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
            resolution: 'DNS',
            location: 'MESH_EXTERNAL',
          },
        },
      );
    }
  }

  *#certificates(): Iterable<Json> {
    for (let at = 0; at < LARGE_MESH.certificates; at += 1) {
      const { app } = this.#apps[at * 3];
      const name = `${app}-tls`;
      yield rawCertificate({
        name,
        spec: { secretName: name, dnsNames: [`${app}.example.com`] },
        ...(at % 25 === 0 && {
          status: { renewalTime: '2026-01-20T00:00:00Z' },
        }),
      });
      yield rawIssuanceStep(
        'CertificateRequest',
        { kind: 'Certificate', name },
        {
          name: `${name}-1`,
          annotations: {
            'cert-manager.io/certificate-name': name,
            'cert-manager.io/certificate-revision': '1',
          },
          spec: { issuerRef: { kind: 'ClusterIssuer', name: 'mesh-ca' } },
          status: {
            conditions: [
              { type: 'Approved', status: 'True' },
              { type: 'Ready', status: 'True', reason: 'Issued' },
            ],
          },
        },
      );
    }
  }
}
