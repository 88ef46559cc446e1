import { timestamp } from '../../kube/store/ObjectStore';

/** Pods of one workload, counted. @internal */
export interface PodCounts {
  wanted: number;
  existing: number;
  updated: number;
  ready: number;
}

/** The status of a Deployment from the counts of its pods. @internal */
export function deploymentStatus(
  counts: PodCounts,
  generation: number,
  replicaSet: string,
  at: Date,
  previous: readonly {
    type: string;
    status: string;
    lastTransitionTime: string;
  }[] = [],
): object {
  const { wanted, existing, updated, ready } = counts;
  const available = ready >= wanted;
  const complete = available && updated >= wanted && existing <= wanted;
  const condition = (
    type: string,
    status: string,
    reason: string,
    message: string,
  ) => {
    const before = previous.find(known => known.type === type);
    return {
      type,
      status,
      reason,
      message,
      lastUpdateTime: timestamp(at),
      lastTransitionTime:
        before?.status === status ? before.lastTransitionTime : timestamp(at),
    };
  };
  return {
    observedGeneration: generation,
    replicas: existing,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    ...(ready < existing && { unavailableReplicas: existing - ready }),
    conditions: [
      available
        ? condition(
            'Available',
            'True',
            'MinimumReplicasAvailable',
            'Deployment has minimum availability.',
          )
        : condition(
            'Available',
            'False',
            'MinimumReplicasUnavailable',
            'Deployment does not have minimum availability.',
          ),
      complete
        ? condition(
            'Progressing',
            'True',
            'NewReplicaSetAvailable',
            `ReplicaSet "${replicaSet}" has successfully progressed.`,
          )
        : condition(
            'Progressing',
            'True',
            'ReplicaSetUpdated',
            `ReplicaSet "${replicaSet}" is progressing.`,
          ),
    ],
  };
}
