import type { KubeInput } from '../../kube/KubeObject';
import { podSpecOf, type Container, type PodSpec } from '../workloads/Pod';

/** The proxy that a control plane injects. @internal */
export interface InjectedProxy {
  revision: string;
  /** `docker.io/istio/proxyv2:1.30.3` */
  image: string;
  /** Whether the proxy is an init container that keeps running; so by default since Istio 1.27. */
  nativeSidecar?: boolean;
}

const VOLUMES = [
  'workload-socket',
  'credential-socket',
  'workload-certs',
  'istio-envoy',
  'istio-data',
  'istio-podinfo',
  'istio-token',
  'istiod-ca-cert',
];

function volumes(): NonNullable<PodSpec['volumes']> {
  return VOLUMES.map(name => {
    if (name === 'istio-token') {
      const token = {
        audience: 'istio-ca',
        expirationSeconds: 43200,
        path: 'istio-token',
      };
      return { name, projected: { sources: [{ serviceAccountToken: token }] } };
    }
    return name === 'istiod-ca-cert'
      ? { name, configMap: { name: 'istio-ca-root-cert' } }
      : { name, emptyDir: {} };
  });
}

function proxyContainer(image: string, role: 'sidecar' | 'router'): Container {
  return {
    name: 'istio-proxy',
    image,
    args: [
      'proxy',
      role,
      '--domain',
      '$(POD_NAMESPACE).svc.cluster.local',
      '--proxyLogLevel=warning',
    ],
    ports: [{ name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
    readinessProbe: { httpGet: { path: '/healthz/ready', port: 15021 } },
  };
}

function statusAnnotation(
  { revision }: InjectedProxy,
  initContainers: string[],
  containers: string[],
): string {
  return JSON.stringify({
    initContainers: initContainers.length > 0 ? initContainers : null,
    containers: containers.length > 0 ? containers : null,
    volumes: VOLUMES,
    imagePullSecrets: null,
    revision,
  });
}

function asSidecar(pod: KubeInput, proxy: InjectedProxy): KubeInput {
  const spec = podSpecOf(pod);
  const native = proxy.nativeSidecar ?? true;
  const container = proxyContainer(proxy.image, 'sidecar');
  const init: Container = {
    name: 'istio-init',
    image: proxy.image,
    args: ['istio-iptables', '-p', '15001', '-z', '15006', '-u', '1337'],
  };
  const added = native
    ? [init, { ...container, restartPolicy: 'Always' }]
    : [init];
  const labels = pod.metadata?.labels ?? {};
  const app = spec.containers[0]?.name ?? '';
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        'security.istio.io/tlsMode': 'istio',
        'service.istio.io/canonical-name': labels.app ?? app,
        'service.istio.io/canonical-revision': labels.version ?? 'latest',
        ...labels,
      },
      annotations: {
        'kubectl.kubernetes.io/default-container': app,
        'kubectl.kubernetes.io/default-logs-container': app,
        ...pod.metadata?.annotations,
        'istio.io/rev': proxy.revision,
        'sidecar.istio.io/status': statusAnnotation(
          proxy,
          added.map(({ name }) => name),
          native ? [] : ['istio-proxy'],
        ),
      },
    },
    spec: {
      ...spec,
      initContainers: [...added, ...(spec.initContainers ?? [])],
      containers: native ? spec.containers : [container, ...spec.containers],
      volumes: [...volumes(), ...(spec.volumes ?? [])],
    },
  };
}

/** The gateway template makes the pod's own `istio-proxy` container the proxy. */
function asGateway(pod: KubeInput, proxy: InjectedProxy): KubeInput {
  const spec = podSpecOf(pod);
  const labels = pod.metadata?.labels ?? {};
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        'service.istio.io/canonical-name': labels.app ?? 'istio-proxy',
        'service.istio.io/canonical-revision': labels.version ?? 'latest',
        ...labels,
      },
      annotations: {
        ...pod.metadata?.annotations,
        'istio.io/rev': proxy.revision,
        'sidecar.istio.io/status': statusAnnotation(proxy, [], ['istio-proxy']),
      },
    },
    spec: {
      ...spec,
      containers: spec.containers.map(container =>
        container.name === 'istio-proxy'
          ? {
              ...proxyContainer(proxy.image, 'router'),
              ...container,
              image: container.image === 'auto' ? proxy.image : container.image,
            }
          : container,
      ),
      volumes: [...volumes(), ...(spec.volumes ?? [])],
    },
  };
}

/**
 * Gives a pod the proxy of a revision, as istiod's sidecar and gateway
 * templates do (manifests/charts/istio-control/istio-discovery/files).
 *
 * @internal
 */
export function injectProxy(pod: KubeInput, proxy: InjectedProxy): KubeInput {
  const templates = pod.metadata?.annotations?.['inject.istio.io/templates'];
  return templates === 'gateway'
    ? asGateway(pod, proxy)
    : asSidecar(pod, proxy);
}
