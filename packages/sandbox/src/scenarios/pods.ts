import {
  injectProxy,
  type InjectedProxy,
} from '../actors/injection/injectProxy';
import type { PodTemplate } from '../actors/workloads/Pod';
import {
  isPullRefused,
  runningStatus,
  startingStatus,
} from '../actors/workloads/podStatus';
import { applyDefaults } from '../kube/applyDefaults';
import { BUILTIN_RESOURCES } from '../kube/builtinResources';
import type { KubeInput } from '../kube/KubeObject';
import {
  before,
  type Age,
  type Placed,
  type ScenarioCluster,
} from './ScenarioCluster';

/** The nodes of a cluster. @internal */
export const NODES = ['node-1', 'node-2', 'node-3'];

/** An object with the defaults of the API server. @internal */
export function defaulted<T extends KubeInput>(plural: string, object: T): T {
  const type = BUILTIN_RESOURCES.find(known => known.plural === plural);
  // defaults add fields, they take none away
  return type ? (applyDefaults(type, object) as T) : object;
}

/** What names an object as the controller of another. @internal */
export function owner(object: Placed) {
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

/** A pod of a workload, as it looks some time after its start. @internal */
export interface PodSketch {
  owner: Placed;
  /** What its name has after that of its owner. */
  suffix: string;
  template: PodTemplate;
  /** What was written on the running pod. */
  annotations?: Record<string, string>;
  node: string;
  proxy?: InjectedProxy;
  age: Age;
}

/** Adds a pod that runs, or that waits for an image it does not get. @internal */
export function addPod(cluster: ScenarioCluster, sketch: PodSketch): void {
  const { template, annotations, proxy, age } = sketch;
  const { name, namespace } = sketch.owner.metadata;
  const bare = defaulted('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template.metadata,
      ...(annotations && {
        annotations: { ...template.metadata.annotations, ...annotations },
      }),
      name: `${name}-${sketch.suffix}`,
      generateName: `${name}-`,
      namespace,
      generation: 1,
      ownerReferences: owner(sketch.owner),
    },
    spec: { ...template.spec, nodeName: sketch.node },
  });
  // injection keeps name and everything else of a pod's identity
  const pod = (proxy ? injectProxy(bare, proxy) : bare) as typeof bare;
  const statusOf = isPullRefused(pod) ? startingStatus : runningStatus;
  const status = statusOf(pod, before(cluster.now, age));
  cluster.add({ ...pod, status }, age);
}
