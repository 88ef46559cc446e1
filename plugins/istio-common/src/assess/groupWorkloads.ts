import type { ObjectRef } from '../model/identity';
import type { StringMap } from '../model/objectMeta';
import type {
  ContainerPort,
  PodObject,
  WorkloadObject,
} from '../model/workloadObjects';

/** What selectors and ports of a workload are judged by. */
export interface GroupShape {
  readonly labels: StringMap;
  readonly ports: readonly ContainerPort[];
}

/**
 * A workload with the pods that run for it, newest first. The object stays the
 * same while they come and go; read `pods` only where their state matters, and
 * the shape otherwise.
 */
export interface WorkloadGroup {
  readonly key: string;
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly object?: WorkloadObject;
  readonly pods: readonly PodObject[];
  readonly shape: GroupShape;
}

/** The labels that selectors see: the newest pod's, or the template's when none runs. */
export function labelsOf({ shape }: WorkloadGroup): StringMap {
  return shape.labels;
}

/** The declared container ports of the newest pod, or of the template. */
export function portsOf({ shape }: WorkloadGroup): readonly ContainerPort[] {
  return shape.ports;
}
