import type { ObjectRef } from '../model/identity';
import type { StringMap } from '../model/objectMeta';
import type {
  ContainerPort,
  PodObject,
  WorkloadObject,
} from '../model/workloadObjects';
import type { DataPlaneMode } from '../model/verdicts';

/**
 * What is said of a workload's pods together. It stays the same while pods of
 * the same kind come, go and become ready.
 */
export interface GroupShape {
  /** The labels of the newest pod, or of the template when none runs. */
  readonly labels: StringMap;
  /** The declared container ports of the newest pod, or of the template. */
  readonly ports: readonly ContainerPort[];
  /** The account of the newest pod, or of the template. */
  readonly serviceAccount?: string;
  /** The modes that the pods are in, each once, in order. */
  readonly modes: readonly DataPlaneMode[];
  /** The labels of the pods, each combination once. */
  readonly podLabels: readonly StringMap[];
  /** Whether a pod is on the network of its node. */
  readonly hostNetwork: boolean;
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

/** Whether pods of the workload are gateways. */
export function isGatewayGroup({ shape }: WorkloadGroup): boolean {
  return shape.modes.includes('gateway');
}
