import { isRecord, type KubeObject } from '../../kube/KubeObject';
import { conditionOf } from '../conditions';

/** Whether a pod is ready to serve. @internal */
export function isReady(pod: KubeObject): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    conditionOf(pod, 'Ready')?.status === 'True'
  );
}

/** Whether a pod has ended, well or badly. @internal */
export function isOver({ status }: KubeObject): boolean {
  const phase = isRecord(status) ? status.phase : undefined;
  return phase === 'Succeeded' || phase === 'Failed';
}
