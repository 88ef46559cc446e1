import type { ObjectRef } from '../model/identity';
import type { PodObject } from '../model/workloadObjects';
import type { MeshIndex } from './MeshIndex';

/** CronJobs name their Jobs after themselves and the scheduled minute. */
const CRON_JOB_NAME = /^(.+)-\d{8,10}$/;

/** A ReplicaSet is named after its Deployment and the hash of the template. */
const REPLICA_SET_NAME = /^(.+)-[a-z0-9]{5,10}$/;

function deploymentOf(
  index: MeshIndex,
  pod: PodObject,
  replicaSet: string,
): string | undefined {
  const found = index.find({
    group: 'apps',
    kind: 'ReplicaSet',
    namespace: pod.ref.namespace,
    name: replicaSet,
  });
  if (found?.type === 'replicaset') {
    return found.owner?.kind === 'Deployment' ? found.owner.name : undefined;
  }
  // ReplicaSets may be unreadable, or arrive later than the pod.
  return pod.labels?.['pod-template-hash']
    ? REPLICA_SET_NAME.exec(replicaSet)?.[1]
    : undefined;
}

/**
 * The workload that a pod belongs to: its Deployment, StatefulSet, DaemonSet,
 * CronJob or Job, or the pod itself when nothing owns it.
 */
export function workloadOfPod(index: MeshIndex, pod: PodObject): ObjectRef {
  const { owner } = pod;
  const { namespace } = pod.ref;
  if (!owner) return pod.ref;
  if (owner.kind === 'ReplicaSet') {
    const name = deploymentOf(index, pod, owner.name);
    if (name) return { group: 'apps', kind: 'Deployment', namespace, name };
  }
  if (owner.kind === 'Job') {
    const cron = CRON_JOB_NAME.exec(owner.name)?.[1];
    if (cron) return { group: 'batch', kind: 'CronJob', namespace, name: cron };
  }
  return { group: owner.group, kind: owner.kind, namespace, name: owner.name };
}
