import type { InjectedProxy } from '../actors/injection/injectProxy';
import { deploymentStatus } from '../actors/workloads/deploymentStatus';
import type { Container, PodTemplate } from '../actors/workloads/Pod';
import { isPullRefused } from '../actors/workloads/podStatus';
import {
  podTemplateHash,
  stableSuffix,
} from '../actors/workloads/podTemplateHash';
import { addPod, defaulted, NODES, owner } from './pods';
import { before, type Age, type ScenarioCluster } from './ScenarioCluster';

/** A Deployment with its Service, ReplicaSet and running pods. @internal */
export interface WorkloadSketch {
  namespace: string;
  name: string;
  /** Labels of the Deployment and its pods, beside `app`. */
  labels?: Record<string, string>;
  /** By which labels the Deployment and the Service find the pods; `app` by default. */
  selector?: Record<string, string>;
  annotations?: Record<string, string>;
  /** What the CNI writes on running pods. */
  podAnnotations?: Record<string, string>;
  image: string;
  args?: string[];
  containerName?: string;
  ports?: { name: string; port: number; targetPort?: number }[];
  serviceType?: string;
  serviceAccount?: string;
  replicas?: number;
  /** How old the Deployment is. */
  age?: Age;
  /** How long ago the pods were started, when not with the Deployment. */
  podAge?: Age;
  /** The proxy of the pods, one for all or one per pod; none outside the mesh. */
  proxies?: readonly (InjectedProxy | undefined)[];
}

function selectorOf({
  name,
  selector,
}: WorkloadSketch): Record<string, string> {
  return selector ?? { app: name };
}

function templateFor(sketch: WorkloadSketch): PodTemplate {
  const { name, image, labels, annotations, ports = [] } = sketch;
  const container: Container = {
    name: sketch.containerName ?? name,
    image,
    ...(sketch.args && { args: sketch.args }),
    ...(ports.length > 0 && {
      ports: ports.map(({ name: portName, port, targetPort }) => ({
        name: portName,
        containerPort: targetPort ?? port,
        protocol: 'TCP',
      })),
    }),
  };
  return {
    metadata: {
      labels: { app: name, ...labels },
      ...(annotations && { annotations }),
    },
    spec: {
      serviceAccountName: sketch.serviceAccount ?? name,
      containers: [container],
    },
  };
}

function addService(cluster: ScenarioCluster, sketch: WorkloadSketch): void {
  const { namespace, name, labels, ports = [], serviceType } = sketch;
  if (ports.length === 0) return;
  cluster.add(
    defaulted('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels: { app: name, ...labels } },
      spec: {
        ...(serviceType && { type: serviceType }),
        selector: selectorOf(sketch),
        ports: ports.map(({ name: portName, port, targetPort }) => ({
          name: portName,
          port,
          targetPort: targetPort ?? port,
        })),
      },
      ...(serviceType === 'LoadBalancer' && {
        status: { loadBalancer: { ingress: [{ ip: '203.0.113.10' }] } },
      }),
    }),
    sketch.age,
  );
}

/** Adds a workload in its settled state, as a rollout leaves it. @internal */
export function addWorkload(
  cluster: ScenarioCluster,
  sketch: WorkloadSketch,
): void {
  const { namespace, name, labels, replicas = 2, age = { days: 30 } } = sketch;
  const template = templateFor(sketch);
  const deployment = defaulted('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      generation: 1,
      labels: { app: name, ...labels },
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    },
    spec: { replicas, selector: { matchLabels: selectorOf(sketch) }, template },
  });
  // the template with the defaults of the Deployment, which the hash is made of
  const settled = (deployment.spec as { template: PodTemplate }).template;
  const hash = podTemplateHash(settled);
  const ready = isPullRefused({ spec: settled.spec }) ? 0 : replicas;
  const counts = {
    wanted: replicas,
    existing: replicas,
    updated: replicas,
    ready,
  };
  const placed = cluster.add(
    {
      ...deployment,
      status: deploymentStatus(
        counts,
        1,
        `${name}-${hash}`,
        before(cluster.now, age),
      ),
    },
    age,
  );
  const podTemplate: PodTemplate = {
    ...settled,
    metadata: {
      ...settled.metadata,
      labels: { ...settled.metadata.labels, 'pod-template-hash': hash },
    },
  };
  const replicaSet = cluster.add(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        generation: 1,
        labels: podTemplate.metadata.labels,
        annotations: { 'deployment.kubernetes.io/revision': '1' },
        ownerReferences: owner(placed),
      },
      spec: {
        replicas,
        selector: {
          matchLabels: { ...selectorOf(sketch), 'pod-template-hash': hash },
        },
        template: podTemplate,
      },
      status: {
        replicas,
        fullyLabeledReplicas: replicas,
        ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
        observedGeneration: 1,
      },
    },
    age,
  );
  for (let index = 0; index < replicas; index += 1) {
    const { proxies = [], podAge, podAnnotations } = sketch;
    addPod(cluster, {
      owner: replicaSet,
      suffix: stableSuffix(`${replicaSet.metadata.name}/${index}`, 5),
      template: podTemplate,
      annotations: podAnnotations,
      node: NODES[index % NODES.length],
      proxy: proxies[index] ?? proxies[proxies.length - 1],
      age: podAge ?? sketch.age ?? { days: 30 },
    });
  }
  addService(cluster, sketch);
  cluster.add(
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: sketch.serviceAccount ?? name, namespace },
    },
    age,
  );
}

/** Adds the nodes that the pods run on. @internal */
export function addNodes(cluster: ScenarioCluster): void {
  for (const name of NODES) {
    cluster.add({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name } },
      spec: {},
      status: {
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
        nodeInfo: { kubeletVersion: 'v1.36.1' },
      },
    });
  }
}
