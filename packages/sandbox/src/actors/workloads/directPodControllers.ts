import type { KubeApi } from '../../kube/KubeApi';
import type { KubeObject } from '../../kube/KubeObject';
import type { ResourceType } from '../../kube/ResourceType';
import {
  controlledBy,
  keyOf,
  ownerKeys,
  splitKey,
  startReconciler,
} from '../startReconciler';
import { specOf, templateOf } from './Pod';
import { isReady } from './podState';
import { podTemplateHash, stableSuffix } from './podTemplateHash';
import { podFor } from './replicaSetController';
import { DAEMON_SETS, NODES, PODS, STATEFUL_SETS } from './workloadTypes';

const HASH = 'controller-revision-hash';

/** What sets a StatefulSet and a DaemonSet apart. */
interface Flavour {
  type: ResourceType;
  /** The pods there should be: name, and node where it is fixed. */
  wanted: (api: KubeApi, owner: KubeObject) => Map<string, string | undefined>;
  status: (owner: KubeObject, counts: Counts) => object;
}

interface Counts {
  wanted: number;
  existing: number;
  ready: number;
  updated: number;
  hash: string;
}

const STATEFUL_SET: Flavour = {
  type: STATEFUL_SETS,
  wanted: (_api, owner) => {
    const replicas = Number(specOf(owner).replicas ?? 1);
    const names = Array.from(
      { length: replicas },
      (_, index): [string, undefined] => [
        `${owner.metadata.name}-${index}`,
        undefined,
      ],
    );
    return new Map(names);
  },
  status: (owner, { existing, ready, updated, hash }) => ({
    observedGeneration: owner.metadata.generation,
    replicas: existing,
    readyReplicas: ready,
    availableReplicas: ready,
    currentReplicas: updated,
    updatedReplicas: updated,
    currentRevision: `${owner.metadata.name}-${hash}`,
    updateRevision: `${owner.metadata.name}-${hash}`,
    collisionCount: 0,
  }),
};

const DAEMON_SET: Flavour = {
  type: DAEMON_SETS,
  wanted: (api, owner) =>
    new Map(
      api.store.list(NODES).map(({ metadata: { name } }) => {
        const suffix = stableSuffix(`${owner.metadata.uid}/${name}`, 5);
        return [`${owner.metadata.name}-${suffix}`, name];
      }),
    ),
  status: (owner, { wanted, existing, ready, updated }) => ({
    observedGeneration: owner.metadata.generation,
    desiredNumberScheduled: wanted,
    currentNumberScheduled: existing,
    numberMisscheduled: 0,
    numberReady: ready,
    numberAvailable: ready,
    updatedNumberScheduled: updated,
  }),
};

/** Creates what is missing; replaces one outdated pod at a time, once the others are ready. */
function step(api: KubeApi, flavour: Flavour, owner: KubeObject, hash: string) {
  const { namespace } = owner.metadata;
  const wanted = flavour.wanted(api, owner);
  const pods = controlledBy(api, PODS, owner);
  for (const { metadata } of pods) {
    if (!wanted.has(metadata.name)) {
      api.delete({ type: PODS, namespace, name: metadata.name });
    }
  }
  for (const [name, nodeName] of wanted) {
    if (!api.store.get(PODS, namespace, name)) {
      const pod = podFor(owner, { name, labels: { [HASH]: hash } });
      const spec = { ...specOf(pod), ...(nodeName && { nodeName }) };
      api.create(PODS, namespace, { ...pod, spec });
    }
  }
  const outdated = pods
    .filter(({ metadata }) => metadata.labels?.[HASH] !== hash)
    .at(-1);
  if (outdated && pods.every(isReady) && pods.length >= wanted.size) {
    const { name } = outdated.metadata;
    api.delete({ type: PODS, namespace, name });
  }
}

function reconcile(api: KubeApi, flavour: Flavour, key: string): void {
  const { namespace, name } = splitKey(key);
  const owner = api.store.get(flavour.type, namespace, name);
  if (!owner || owner.metadata.deletionTimestamp) return;
  const hash = podTemplateHash(templateOf(owner));
  step(api, flavour, owner, hash);
  const pods = controlledBy(api, PODS, owner);
  const status = flavour.status(owner, {
    wanted: flavour.wanted(api, owner).size,
    existing: pods.length,
    ready: pods.filter(isReady).length,
    updated: pods.filter(({ metadata }) => metadata.labels?.[HASH] === hash)
      .length,
    hash,
  });
  const target = { type: flavour.type, namespace, name };
  api.update(target, { ...owner, status }, { subresource: 'status' });
}

/** Keeps the pods of StatefulSets and DaemonSets, which own them without a ReplicaSet between. @internal */
export function startDirectPodControllers(
  api: KubeApi,
  delayMs: number,
): () => void {
  const stops = [STATEFUL_SET, DAEMON_SET].map(flavour =>
    startReconciler({
      api,
      delayMs,
      watched: [
        { type: flavour.type, keysOf: object => [keyOf(object)] },
        { type: PODS, keysOf: ownerKeys(flavour.type.kind) },
      ],
      reconcile: key => reconcile(api, flavour, key),
    }),
  );
  return () => stops.forEach(stop => stop());
}
