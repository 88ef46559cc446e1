import type { DataPlaneMode } from '../../model/verdicts';
import type { PodObject } from '../../model/workloadObjects';
import { podDataPlane } from './podDataPlane';

/** What the pods of a workload show. */
export interface SeenPods {
  total: number;
  /** The newest pod of each mode. */
  byMode: ReadonlyMap<DataPlaneMode, PodObject>;
  /** The mode of the newest pod that has one; `none` when no pod has. */
  mode: DataPlaneMode;
  /** Pods without proxy and without capture. */
  without: number;
  /** Every proxy is a native sidecar. */
  native: boolean;
  role?: 'waypoint' | 'ztunnel';
  /** Pods whose proxy is not ready, newest first. */
  troubled: readonly PodObject[];
}

/** Looks at the pods, newest first. */
export function seePods(pods: readonly PodObject[]): SeenPods {
  const byMode = new Map<DataPlaneMode, PodObject>();
  let [native, without] = [true, 0];
  for (const pod of pods) {
    const mode = podDataPlane(pod);
    if (!byMode.has(mode)) byMode.set(mode, pod);
    if (mode === 'none') without += 1;
    else native &&= pod.proxy?.native === true;
  }
  const mode = [...byMode.keys()].find(one => one !== 'none') ?? 'none';
  const role = (byMode.get(mode) ?? pods[0])?.proxy?.role;
  return {
    total: pods.length,
    byMode,
    mode,
    without,
    native: native && without < pods.length,
    ...(role && { role }),
    troubled: pods.filter(pod => pod.proxy && pod.proxyProblem !== undefined),
  };
}
