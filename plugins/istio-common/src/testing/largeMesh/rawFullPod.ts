import type { SeededRandom } from './SeededRandom';

type Json = Record<string, unknown>;

/** What distinguishes a pod from others. */
export interface FullPod {
  name: string;
  namespace: string;
  app: string;
  version: string;
  owner: { kind: string; name: string };
  /** Absent for a pod without proxy. */
  proxy?: { kind: 'sidecar' | 'gateway'; revision: string; image: string };
  ready?: boolean;
  createdAt: string;
  labels?: Json;
}

const MOUNTS = [
  'workload-socket',
  'credential-socket',
  'workload-certs',
  'istiod-ca-cert',
  'istio-data',
  'istio-envoy',
  'istio-token',
  'istio-podinfo',
];

const TOKEN: Json = {
  projected: {
    sources: [
      {
        serviceAccountToken: {
          ...{ path: 'istio-token', audience: 'istio-ca' },
          expirationSeconds: 43_200,
        },
      },
    ],
  },
};

function environment(names: readonly string[]): Json[] {
  return names.map(name => ({
    name,
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
  }));
}

function proxyContainer(pod: FullPod, image: string): Json {
  const gateway = pod.proxy?.kind === 'gateway';
  return {
    name: 'istio-proxy',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [
      'proxy',
      gateway ? 'router' : 'sidecar',
      '--domain',
      '$(POD_NAMESPACE).svc.cluster.local',
      '--proxyLogLevel=warning',
      '--proxyComponentLogLevel=misc:error',
      '--log_output_level=default:info',
    ],
    env: [
      ...environment([
        'POD_NAME',
        'POD_NAMESPACE',
        'INSTANCE_IP',
        'SERVICE_ACCOUNT',
        'HOST_IP',
        'ISTIO_CPU_LIMIT',
        'ISTIO_META_NODE_NAME',
      ]),
      { name: 'CA_ADDR', value: 'istiod-1-30-3.istio-system.svc:15012' },
      { name: 'ISTIO_META_WORKLOAD_NAME', value: pod.app },
      {
        name: 'ISTIO_META_OWNER',
        value: `kubernetes://apis/apps/v1/namespaces/${pod.namespace}/deployments/${pod.app}`,
      },
    ],
    ports: [{ containerPort: 15090, name: 'http-envoy-prom', protocol: 'TCP' }],
    readinessProbe: {
      httpGet: { path: '/healthz/ready', port: 15021, scheme: 'HTTP' },
      failureThreshold: 4,
      periodSeconds: 15,
    },
    resources: {
      limits: { cpu: '2', memory: '1Gi' },
      requests: { cpu: '100m', memory: '128Mi' },
    },
    ...(!gateway && { restartPolicy: 'Always' }),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsUser: 1337,
    },
    volumeMounts: MOUNTS.map(name => ({
      name,
      mountPath:
        name === 'istio-token' ? '/var/run/secrets/tokens' : `/var/run/${name}`,
    })),
  };
}

function mainContainer(pod: FullPod): Json {
  return {
    name: 'main',
    image: `registry.example.com/${pod.namespace}/${pod.app}:${pod.version}`,
    imagePullPolicy: 'IfNotPresent',
    env: Array.from({ length: 14 }, (_, at) => ({
      name: `${pod.app.toUpperCase()}_SETTING_${at}`,
      value: `https://settings.example.com/${pod.namespace}/${pod.app}/${at}`,
    })),
    ports: [
      { containerPort: 8080, name: 'http', protocol: 'TCP' },
      { containerPort: 9090, name: 'metrics', protocol: 'TCP' },
    ],
    livenessProbe: {
      httpGet: { path: '/app-health/main/livez', port: 15020 },
      periodSeconds: 10,
    },
    readinessProbe: {
      httpGet: { path: '/app-health/main/readyz', port: 15020 },
      periodSeconds: 10,
    },
    resources: {
      limits: { memory: '512Mi' },
      requests: { cpu: '100m', memory: '256Mi' },
    },
    volumeMounts: [{ name: 'config', mountPath: '/etc/config' }],
  };
}

function managedFields(): Json[] {
  return ['kube-controller-manager', 'kubelet'].map(manager => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    fieldsV1: Object.fromEntries(
      Array.from({ length: 24 }, (_, at) => [
        `f:field-${at}`,
        { '.': {}, 'f:value': {}, [`k:{"name":"entry-${at}"}`]: {} },
      ]),
    ),
  }));
}

/** A pod as an API server sends it, with all that an assessment does not read. */
export function rawFullPod(pod: FullPod, random: SeededRandom): Json {
  const { proxy, ready = true, createdAt } = pod;
  const native = proxy?.kind === 'sidecar';
  const injected = proxy && proxyContainer(pod, proxy.image);
  const main = proxy?.kind === 'gateway' ? [] : [mainContainer(pod)];
  const address = `10.${random.below(200)}.${random.below(250)}.${random.below(
    250,
  )}`;
  const statusOf = (name: unknown) => ({
    name,
    containerID: `containerd://${random.text(40)}`,
    image: 'registry.example.com/image:1',
    imageID: `registry.example.com/image@sha256:${random.text(40)}`,
    ready,
    restartCount: 0,
    started: true,
    state: { running: { startedAt: createdAt } },
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: pod.namespace,
      uid: `${random.text(8)}-${random.text(4)}-${random.text(12)}`,
      resourceVersion: String(random.below(1e9)),
      creationTimestamp: createdAt,
      labels: {
        app: pod.app,
        version: pod.version,
        'pod-template-hash': pod.owner.name.split('-').pop(),
        ...(proxy && {
          'service.istio.io/canonical-name': pod.app,
          'service.istio.io/canonical-revision': pod.version,
        }),
        ...(native && { 'security.istio.io/tlsMode': 'istio' }),
        ...pod.labels,
      },
      annotations: {
        'prometheus.io/scrape': 'true',
        ...(proxy && {
          'istio.io/rev': proxy.revision,
          'kubectl.kubernetes.io/default-container': 'main',
          'sidecar.istio.io/status': JSON.stringify({
            initContainers: ['istio-init', 'istio-proxy'],
            containers: null,
            volumes: MOUNTS,
            imagePullSecrets: null,
            revision: proxy.revision,
          }),
        }),
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          ...pod.owner,
          uid: `${random.text(8)}-${random.text(12)}`,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      managedFields: managedFields(),
    },
    spec: {
      serviceAccountName: pod.app,
      nodeName: `node-${random.below(200)}`,
      containers: injected && !native ? [injected, ...main] : main,
      ...(native && { initContainers: [injected] }),
      volumes: MOUNTS.map(name => ({
        name,
        ...(name === 'istio-token' ? TOKEN : { emptyDir: {} }),
      })),
      tolerations: ['not-ready', 'unreachable'].map(key => ({
        key: `node.kubernetes.io/${key}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
    },
    status: {
      phase: 'Running',
      conditions: [
        'PodReadyToStartContainers',
        'Initialized',
        'Ready',
        'ContainersReady',
        'PodScheduled',
      ].map(type => ({
        type,
        status: type.includes('Ready') && !ready ? 'False' : 'True',
        lastProbeTime: null,
        lastTransitionTime: createdAt,
      })),
      podIP: address,
      podIPs: [{ ip: address }],
      qosClass: 'Burstable',
      containerStatuses: main.map(({ name }) => statusOf(name)),
      ...(native && { initContainerStatuses: [statusOf('istio-proxy')] }),
    },
  };
}
