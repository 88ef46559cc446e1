import type { KubeApi } from '../../kube/KubeApi';
import type { KubeInput, KubeObject } from '../../kube/KubeObject';
import {
  controlledBy,
  keyOf,
  ownerKeys,
  splitKey,
  startReconciler,
} from '../startReconciler';
import { specOf, templateOf } from './Pod';
import { isOver, isReady } from './podState';
import { PODS, REPLICA_SETS } from './workloadTypes';

/** A new pod of a workload, from its template. @internal */
export function podFor(
  owner: KubeObject,
  metadata: KubeInput['metadata'],
): KubeInput {
  const template = templateOf(owner);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template.metadata,
      ...metadata,
      labels: { ...template.metadata.labels, ...metadata?.labels },
      namespace: owner.metadata.namespace,
      ownerReferences: [
        {
          apiVersion: owner.apiVersion,
          kind: owner.kind,
          name: owner.metadata.name,
          uid: owner.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: template.spec,
  };
}

/** Unready pods go before ready ones, young before old, as the real controller ranks them. */
function byUsefulness(a: KubeObject, b: KubeObject): number {
  const ready = Number(isReady(a)) - Number(isReady(b));
  if (ready !== 0) return ready;
  return a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1;
}

function scale(api: KubeApi, replicaSet: KubeObject, pods: KubeObject[]): void {
  const wanted = Number(specOf(replicaSet).replicas ?? 1);
  const { namespace, name } = replicaSet.metadata;
  for (let missing = wanted - pods.length; missing > 0; missing -= 1) {
    const pod = podFor(replicaSet, { generateName: `${name}-` });
    api.create(PODS, namespace, pod);
  }
  for (const pod of [...pods]
    .sort(byUsefulness)
    .slice(0, Math.max(0, pods.length - wanted))) {
    api.delete({ type: PODS, namespace, name: pod.metadata.name });
  }
}

function reconcile(api: KubeApi, key: string): void {
  const { namespace, name } = splitKey(key);
  const replicaSet = api.store.get(REPLICA_SETS, namespace, name);
  if (!replicaSet || replicaSet.metadata.deletionTimestamp) return;
  const living = () =>
    controlledBy(api, PODS, replicaSet).filter(pod => !isOver(pod));
  scale(api, replicaSet, living());
  const pods = living();
  const ready = pods.filter(isReady).length;
  api.update(
    { type: REPLICA_SETS, namespace, name },
    {
      ...replicaSet,
      status: {
        replicas: pods.length,
        ...(pods.length > 0 && { fullyLabeledReplicas: pods.length }),
        ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
        observedGeneration: replicaSet.metadata.generation,
      },
    },
    { subresource: 'status' },
  );
}

/** Keeps as many pods of each ReplicaSet as it asks for. @internal */
export function startReplicaSetController(
  api: KubeApi,
  delayMs: number,
): () => void {
  return startReconciler({
    api,
    delayMs,
    watched: [
      { type: REPLICA_SETS, keysOf: object => [keyOf(object)] },
      { type: PODS, keysOf: ownerKeys('ReplicaSet') },
    ],
    reconcile: key => reconcile(api, key),
  });
}
