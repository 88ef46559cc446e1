import {
  injectProxy,
  type InjectedProxy,
} from '../actors/injection/injectProxy';
import { deploymentStatus } from '../actors/workloads/deploymentStatus';
import type { Container, PodTemplate } from '../actors/workloads/Pod';
import { runningStatus } from '../actors/workloads/podStatus';
import {
  podTemplateHash,
  stableSuffix,
} from '../actors/workloads/podTemplateHash';
import { applyDefaults } from '../kube/applyDefaults';
import { BUILTIN_RESOURCES } from '../kube/builtinResources';
import type { KubeInput } from '../kube/KubeObject';
import {
  before,
  type Age,
  type Placed,
  type ScenarioCluster,
} from './ScenarioCluster';

/** A Deployment with its Service, ReplicaSet and running pods. @internal */
export interface WorkloadSketch {
  namespace: string;
  name: string;
  /** Labels of the Deployment and its pods, beside `app`. */
  labels?: Record<string, string>;
  /** By which labels the Deployment and the Service find the pods; `app` by default. */
  selector?: Record<string, string>;
  annotations?: Record<string, string>;
  image: string;
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

const NODES = ['node-1', 'node-2', 'node-3'];

function defaulted<T extends KubeInput>(plural: string, object: T): T {
  const type = BUILTIN_RESOURCES.find(known => known.plural === plural);
  // defaults add fields, they take none away
  return type ? (applyDefaults(type, object) as T) : object;
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

function owner(object: Placed) {
  const { apiVersion = '', kind = '', metadata } = object;
  return [
    {
      apiVersion,
      kind,
      name: metadata.name,
      uid: metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
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

function addPods(
  cluster: ScenarioCluster,
  sketch: WorkloadSketch,
  replicaSet: Placed,
  template: PodTemplate,
): void {
  const { namespace, replicas = 2, proxies = [] } = sketch;
  const age = sketch.podAge ?? sketch.age ?? { days: 30 };
  for (let index = 0; index < replicas; index += 1) {
    const suffix = stableSuffix(`${replicaSet.metadata.name}/${index}`, 5);
    const bare = defaulted('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...template.metadata,
        name: `${replicaSet.metadata.name}-${suffix}`,
        generateName: `${replicaSet.metadata.name}-`,
        namespace,
        generation: 1,
        ownerReferences: owner(replicaSet),
      },
      spec: { ...template.spec, nodeName: NODES[index % NODES.length] },
    });
    const proxy = proxies[index] ?? proxies[proxies.length - 1];
    // injection keeps name and everything else of a pod's identity
    const pod = (proxy ? injectProxy(bare, proxy) : bare) as typeof bare;
    const status = runningStatus(pod, before(cluster.now, age));
    cluster.add({ ...pod, status }, age);
  }
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
  const counts = {
    wanted: replicas,
    existing: replicas,
    updated: replicas,
    ready: replicas,
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
        readyReplicas: replicas,
        availableReplicas: replicas,
        observedGeneration: 1,
      },
    },
    age,
  );
  addPods(cluster, sketch, replicaSet, podTemplate);
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
