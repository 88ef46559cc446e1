import type { KubeApi } from '../../kube/KubeApi';
import type { KubeObject } from '../../kube/KubeObject';
import { statusOf } from '../conditions';
import { keyOf, splitKey, startReconciler } from '../startReconciler';
import { podSpecOf, specOf } from './Pod';
import { isPullRefused, runningStatus, startingStatus } from './podStatus';
import { NODES, PODS } from './workloadTypes';

/** The node that has the fewest pods. */
function chooseNode(api: KubeApi): string | undefined {
  const pods = api.store.list(PODS);
  const load = (node: KubeObject) =>
    pods.filter(pod => podSpecOf(pod).nodeName === node.metadata.name).length;
  const [first] = [...api.store.list(NODES)].sort((a, b) => load(a) - load(b));
  return first?.metadata.name;
}

function reconcile(api: KubeApi, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = api.store.get(PODS, namespace, name);
  if (!pod || statusOf(pod).phase !== 'Pending') return;
  const target = { type: PODS, namespace, name };
  const started = statusOf(pod).containerStatuses !== undefined;
  if (started && isPullRefused(pod)) return;
  const nodeName = podSpecOf(pod).nodeName ?? chooseNode(api);
  if (!nodeName) return;
  const scheduled = api.update(target, {
    ...pod,
    spec: { ...specOf(pod), nodeName },
  });
  const status = started
    ? runningStatus(pod, api.now())
    : startingStatus(pod, api.now());
  // the change brings the pod back here until it runs
  api.update(target, { ...scheduled, status }, { subresource: 'status' });
}

/** Stands for scheduler and kubelet: gives pods a node and lets them run. @internal */
export function startPodStarter(api: KubeApi, delayMs: number): () => void {
  return startReconciler({
    api,
    delayMs,
    watched: [{ type: PODS, keysOf: object => [keyOf(object)] }],
    reconcile: key => reconcile(api, key),
  });
}
