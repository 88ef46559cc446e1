import type { KubeApi } from '../../kube/KubeApi';
import { isRecord, type KubeObject } from '../../kube/KubeObject';
import { conditionsOf, statusOf } from '../conditions';
import {
  controlledBy,
  keyOf,
  ownerKeys,
  splitKey,
  startReconciler,
} from '../startReconciler';
import { deploymentStatus } from './deploymentStatus';
import { specOf, templateOf } from './Pod';
import { isOver, isReady } from './podState';
import { podTemplateHash } from './podTemplateHash';
import { DEPLOYMENTS, PODS, REPLICA_SETS } from './workloadTypes';

const REVISION = 'deployment.kubernetes.io/revision';

const replicasOf = (object: KubeObject) => Number(specOf(object).replicas ?? 1);

/** A ReplicaSet with the pods that it has at this moment. */
interface LiveSet {
  set: KubeObject;
  /** Pods that are there, whether they are wanted or not. */
  existing: number;
  /** Ready pods that will stay: a set that is shrinking has those it is about to lose, too. */
  staying: number;
}

/**
 * Reads the pods themselves, because the status of a ReplicaSet follows them
 * only a step later: by the status alone a rollout takes away pods that are
 * still needed, and makes new ones beside old ones that are not gone yet.
 */
function withPods(api: KubeApi, set: KubeObject): LiveSet {
  const pods = controlledBy(api, PODS, set).filter(pod => !isOver(pod));
  const ready = pods.filter(isReady).length;
  return {
    set,
    existing: pods.length,
    staying: Math.min(ready, replicasOf(set)),
  };
}

/** A count or a percentage of the replicas, rounded up or down. */
function share(value: unknown, replicas: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const part = (Number.parseInt(String(value ?? '25%'), 10) / 100) * replicas;
  return round === 'up' ? Math.ceil(part) : Math.floor(part);
}

/** How many pods a rollout may have at once, and how many must stay ready. */
function bounds(deployment: KubeObject): { most: number; least: number } {
  const replicas = replicasOf(deployment);
  const { strategy } = specOf(deployment);
  const { type, rollingUpdate } = isRecord(strategy) ? strategy : {};
  if (type === 'Recreate') return { most: replicas, least: 0 };
  const limits = isRecord(rollingUpdate) ? rollingUpdate : {};
  const surge = share(limits.maxSurge, replicas, 'up');
  const missing = share(limits.maxUnavailable, replicas, 'down');
  const stuck = surge === 0 && missing === 0;
  return {
    most: replicas + surge,
    least: replicas - (stuck ? 1 : missing),
  };
}

function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}

function createReplicaSet(
  api: KubeApi,
  deployment: KubeObject,
  hash: string,
  revision: number,
): KubeObject {
  const { namespace, name, uid } = deployment.metadata;
  const template = templateOf(deployment);
  const { selector } = specOf(deployment);
  const matchLabels = isRecord(selector) ? selector.matchLabels : undefined;
  const labels = { ...template.metadata.labels, 'pod-template-hash': hash };
  return api.create(REPLICA_SETS, namespace, {
    metadata: {
      name: `${name}-${hash}`,
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      replicas: 0,
      selector: {
        matchLabels: {
          ...(isRecord(matchLabels) && matchLabels),
          'pod-template-hash': hash,
        },
      },
      template: {
        ...template,
        metadata: { ...template.metadata, labels },
      },
    },
  });
}

function setReplicas(
  api: KubeApi,
  replicaSet: KubeObject,
  replicas: number,
): void {
  if (replicasOf(replicaSet) === replicas) return;
  const { namespace, name } = replicaSet.metadata;
  api.update(
    { type: REPLICA_SETS, namespace, name },
    { ...replicaSet, spec: { ...specOf(replicaSet), replicas } },
  );
}

/** One step of a rolling update: up within the surge, down within what may be missing. */
function roll(
  api: KubeApi,
  deployment: KubeObject,
  current: LiveSet,
  old: LiveSet[],
): void {
  const wanted = replicasOf(deployment);
  const { most, least } = bounds(deployment);
  const oldReplicas = sum(old, ({ set }) => replicasOf(set));
  const oldPods = sum(old, ({ set, existing }) =>
    Math.max(existing, replicasOf(set)),
  );
  const room = Math.max(0, most - oldPods);
  const next =
    oldPods === 0
      ? wanted
      : Math.min(wanted, Math.max(replicasOf(current.set), room));
  setReplicas(api, current.set, next);
  if (oldReplicas === 0) return;
  let spare = sum([current, ...old], ({ staying }) => staying) - least;
  for (const { set, staying } of old) {
    const unready = Math.max(0, replicasOf(set) - staying);
    const gone = Math.min(replicasOf(set), unready + Math.max(0, spare));
    setReplicas(api, set, replicasOf(set) - gone);
    spare -= Math.max(0, gone - unready);
  }
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}

function reconcile(api: KubeApi, key: string): void {
  const { namespace, name } = splitKey(key);
  const deployment = api.store.get(DEPLOYMENTS, namespace, name);
  if (!deployment || deployment.metadata.deletionTimestamp) return;
  const hash = podTemplateHash(templateOf(deployment));
  const owned = controlledBy(api, REPLICA_SETS, deployment);
  const isCurrent = ({ metadata }: KubeObject) =>
    metadata.name === `${name}-${hash}`;
  const old = owned.filter(set => !isCurrent(set));
  const newest = Math.max(0, ...owned.map(revisionOf));
  const current =
    owned.find(isCurrent) ??
    createReplicaSet(api, deployment, hash, newest + 1);
  roll(
    api,
    deployment,
    withPods(api, current),
    old.map(set => withPods(api, set)),
  );
  writeStatus(api, key, current.metadata.name);
}

function writeStatus(api: KubeApi, key: string, currentName: string): void {
  const { namespace, name } = splitKey(key);
  const deployment = api.get(DEPLOYMENTS, namespace, name);
  const sets = controlledBy(api, REPLICA_SETS, deployment);
  const current = sets.find(set => set.metadata.name === currentName);
  // The status sums up what the ReplicaSets report, as that of Kubernetes does.
  const existing = (set: KubeObject) => Number(statusOf(set).replicas ?? 0);
  const counts = {
    wanted: replicasOf(deployment),
    existing: sum(sets, existing),
    updated: current ? existing(current) : 0,
    ready: sum(sets, set => Number(statusOf(set).readyReplicas ?? 0)),
  };
  const before = statusOf(deployment);
  const status = deploymentStatus(
    counts,
    deployment.metadata.generation ?? 1,
    currentName,
    api.now(),
    conditionsOf(deployment),
  );
  if (sameButTimes(before, status)) return;
  const target = { type: DEPLOYMENTS, namespace, name };
  api.update(target, { ...deployment, status }, { subresource: 'status' });
}

/** Whether two statuses say the same, whenever they said it. */
function sameButTimes(a: object, b: object): boolean {
  const text = (value: object) =>
    JSON.stringify(value, (field, part) =>
      field.startsWith('last') ? undefined : part,
    );
  return text(a) === text(b);
}

/** Rolls every Deployment towards its template, one ReplicaSet per template. @internal */
export function startDeploymentController(
  api: KubeApi,
  delayMs: number,
): () => void {
  return startReconciler({
    api,
    delayMs,
    watched: [
      { type: DEPLOYMENTS, keysOf: object => [keyOf(object)] },
      { type: REPLICA_SETS, keysOf: ownerKeys('Deployment') },
    ],
    reconcile: key => reconcile(api, key),
  });
}
