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
  /** Whether a pod is a waypoint. */
  readonly waypoint?: true;
  /** What the annotations of the pods say of the capture of their traffic; absent: nothing. */
  readonly captures?: ReadonlyArray<NonNullable<PodObject['capture']>>;
  /** Ports that the kubelet probes in plain text; absent: none. */
  readonly probed?: readonly number[];
  /** Ports that Prometheus scrapes past the proxy; absent: none. */
  readonly scraped?: readonly number[];
  /** Pods without a proxy, where others have one. */
  readonly bare?: PodShare;
  /** Sidecars without the label that offers automatic mTLS. */
  readonly mute?: PodShare;
}

/** Some of the pods of a workload. */
export interface PodShare {
  readonly pods: number;
  readonly of: number;
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
