import type { KubeInput, KubeObject, ObjectMeta } from '../../kube/KubeObject';
import { isRecord } from '../../kube/KubeObject';

/** A container, as far as the actors look at it. @internal */
export interface Container {
  name: string;
  image: string;
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  restartPolicy?: string;
  [field: string]: unknown;
}

/** @internal */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  hostNetwork?: boolean;
  serviceAccountName?: string;
  nodeName?: string;
  volumes?: { name: string; [field: string]: unknown }[];
  [field: string]: unknown;
}

/** @internal */
export interface PodTemplate {
  metadata: Pick<Partial<ObjectMeta>, 'labels' | 'annotations'>;
  spec: PodSpec;
}

/** The spec of an object, or an empty one. @internal */
export function specOf(object: KubeInput): Record<string, unknown> {
  return isRecord(object.spec) ? object.spec : {};
}

/** The pod spec of a pod. @internal */
export function podSpecOf(pod: KubeInput): PodSpec {
  const spec = specOf(pod);
  const containers = Array.isArray(spec.containers) ? spec.containers : [];
  // a pod's spec has this shape, whatever else is in it
  return { ...spec, containers } as PodSpec;
}

/** The template of a workload. @internal */
export function templateOf(workload: KubeObject): PodTemplate {
  const { template } = specOf(workload);
  const { metadata, spec } = isRecord(template) ? template : {};
  return {
    metadata: isRecord(metadata) ? metadata : {},
    spec: podSpecOf({ spec: isRecord(spec) ? spec : {} }),
  };
}
