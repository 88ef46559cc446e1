import type { MeshIndex } from '../index/MeshIndex';
import { workloadOfPod } from '../index/workloadOfPod';
import { byCreation } from '../model/byCreation';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import type { StringMap } from '../model/objectMeta';
import type {
  ContainerPort,
  PodObject,
  WorkloadObject,
} from '../model/workloadObjects';

/** A workload with the pods that run for it, newest first. */
export interface WorkloadGroup {
  readonly key: string;
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly object?: WorkloadObject;
  readonly pods: readonly PodObject[];
}

/** Pods in these phases have ended and take no traffic. */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

/** Every workload of the cluster with its live pods, ordered by identity. */
export function groupWorkloads(index: MeshIndex): WorkloadGroup[] {
  const groups = new Map<
    string,
    { ref: ObjectRef; object?: WorkloadObject; pods: PodObject[] }
  >();
  for (const object of index.all('workload')) {
    groups.set(stringifyObjectRef(object.ref), {
      ref: object.ref,
      object,
      pods: [],
    });
  }
  for (const pod of index.all('pod')) {
    if (pod.deleting || ENDED.has(pod.phase ?? '')) continue;
    const ref = workloadOfPod(index, pod);
    const key = stringifyObjectRef(ref);
    const group = groups.get(key);
    if (group) group.pods.push(pod);
    else groups.set(key, { ref, pods: [pod] });
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => ({
      key,
      ...group,
      namespace: group.ref.namespace ?? '',
      pods: group.pods.sort(byCreation).reverse(),
    }));
}

/** The labels that selectors see: the newest pod's, or the template's when none runs. */
export function labelsOf(group: WorkloadGroup): StringMap {
  return group.pods[0]?.labels ?? group.object?.template.labels ?? {};
}

/** The declared container ports of the newest pod, or of the template. */
export function portsOf(group: WorkloadGroup): readonly ContainerPort[] {
  return group.pods[0]?.ports ?? group.object?.template.ports ?? [];
}
