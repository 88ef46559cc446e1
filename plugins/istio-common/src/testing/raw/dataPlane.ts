/** Raw objects of the data plane for tests: waypoints, node agents, injectors. */

type Json = Record<string, unknown>;

/** A waypoint of namespace shop that is ready and takes Services of it. */
export function rawWaypoint(
  options: {
    name?: string;
    namespace?: string;
    className?: string;
    labels?: Json;
    allowedRoutes?: Json;
    status?: Json;
  } = {},
) {
  const { className = 'istio-waypoint', allowedRoutes } = options;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      name: options.name ?? 'waypoint',
      namespace: options.namespace ?? 'shop',
      ...(options.labels && { labels: options.labels }),
    },
    spec: {
      gatewayClassName: className,
      listeners: [
        {
          name: 'mesh',
          port: className === 'istio' ? 80 : 15008,
          protocol: className === 'istio' ? 'HTTP' : 'HBONE',
          ...(allowedRoutes && { allowedRoutes }),
        },
      ],
    },
    status: options.status ?? {
      addresses: [{ type: 'Hostname', value: 'waypoint.shop.svc' }],
      conditions: [{ type: 'Programmed', status: 'True' }],
    },
  };
}

/** The DaemonSet of ztunnel or of the CNI agent. */
export function rawNodeAgent(
  kind: 'ztunnel' | 'cni',
  options: { desired?: number; ready?: number; version?: string } = {},
) {
  const { desired = 3, ready = 3, version = '1.30.3' } = options;
  const isCni = kind === 'cni';
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: isCni ? 'istio-cni-node' : 'ztunnel',
      namespace: 'istio-system',
      labels: { 'istio.io/rev': '1-30-3' },
    },
    spec: {
      template: {
        metadata: { labels: { app: kind } },
        spec: {
          containers: [
            {
              name: isCni ? 'install-cni' : 'istio-proxy',
              image: `docker.io/istio/${
                isCni ? 'install-cni' : 'ztunnel'
              }:${version}`,
            },
          ],
        },
      },
    },
    status: { desiredNumberScheduled: desired, numberReady: ready },
  };
}

/** The values of the injector of a revision. */
export function rawInjectorValues(
  revision: string,
  global: Json,
  namespace = 'istio-system',
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `istio-sidecar-injector-${revision}`,
      namespace,
      labels: { 'istio.io/rev': revision },
    },
    data: { values: JSON.stringify({ global }) },
  };
}

/** A Service that stands for a tag, as Istio 1.28 and later write it. */
export function rawTagService(tag: string, revision: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: `istiod-revision-tag-${tag}`,
      namespace: 'istio-system',
      labels: {
        app: 'istiod',
        'istio.io/tag': tag,
        'istio.io/rev': revision,
      },
    },
    spec: { selector: { app: 'istiod' }, ports: [] },
  };
}

/** The webhook that says which revision is the default. */
export function rawValidator(revision: string) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: 'istiod-default-validator',
      labels: { 'istio.io/rev': revision },
    },
    webhooks: [{ name: 'validation.istio.io' }],
  };
}
