import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type PodRevision, podRevision } from './podRevision';

/** Whether the proxies of two pods are read alike; equal parts of pods are one object in the index, mostly. */
function alike(a: PodObject, b: PodObject): boolean {
  return (
    a.proxy === b.proxy &&
    a.labels === b.labels &&
    a.annotations === b.annotations &&
    a.injection === b.injection
  );
}

/**
 * What the proxy of each pod runs; the same object for neighbours that are
 * alike, as almost all pods of a workload are.
 */
export function podRevisions(
  { tags, versions }: AssessScope,
  pods: readonly PodObject[],
): Array<PodRevision | undefined> {
  let last: PodObject | undefined;
  let read: PodRevision | undefined;
  return pods.map(pod => {
    if (!last || !alike(last, pod)) read = podRevision(pod, tags, versions);
    last = pod;
    return read;
  });
}
