import type { StringMap } from '../model/objectMeta';
import type { PodObject } from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';
import { offersAutoMtls, podDataPlane } from './dataplane/podDataPlane';
import type { GroupShape, PodShare, WorkloadGroup } from './groupWorkloads';

const NO_LABELS: StringMap = {};

/** The labels of the pods, each combination once. */
function combinations(pods: readonly PodObject[]): StringMap[] {
  // Equal labels of pods are one object in the index, mostly.
  return [...new Set(pods.map(({ labels }) => labels ?? NO_LABELS))];
}

/** How many of the pods; undefined when none is. */
function shareOf(
  pods: readonly PodObject[],
  isOne: (pod: PodObject) => boolean,
): PodShare | undefined {
  let count = 0;
  for (const pod of pods) if (isOne(pod)) count += 1;
  return count > 0 ? { pods: count, of: pods.length } : undefined;
}

function isMute(pod: PodObject): boolean {
  return podDataPlane(pod) === 'sidecar' && !offersAutoMtls(pod);
}

function isBare(pod: PodObject): boolean {
  return podDataPlane(pod) === 'none';
}

function isWaypoint({ proxy }: PodObject): boolean {
  return proxy?.role === 'waypoint';
}

/** What few pods have: how their ports are reached without the proxy. */
function wayIn(pods: readonly PodObject[]) {
  const captures = new Set<NonNullable<PodObject['capture']>>();
  const probed = new Set<number>();
  const scraped = new Set<number>();
  for (const { capture, plainProbePorts, scrapedPort } of pods) {
    if (capture) captures.add(capture);
    if (scrapedPort !== undefined) scraped.add(scrapedPort);
    for (const port of plainProbePorts ?? []) probed.add(port);
  }
  return {
    ...(captures.size > 0 && { captures: [...captures] }),
    ...(probed.size > 0 && { probed: inNumbers(probed) }),
    ...(scraped.size > 0 && { scraped: inNumbers(scraped) }),
  };
}

function inNumbers(ports: Iterable<number>): number[] {
  return [...ports].sort((a, b) => a - b);
}

/**
 * What is said of a workload's pods together, in one result: who asks this
 * instead of reading the pods is not run again for each of them.
 */
export function shapeOf(scope: AssessScope, group: WorkloadGroup): GroupShape {
  const { pods, object } = group;
  const [newest] = pods;
  const template = object?.template;
  const serviceAccount = newest?.serviceAccount ?? template?.serviceAccount;
  const modes = new Set(pods.map(podDataPlane));
  // Where no pod has a proxy their number says nothing that the mode does not.
  const bare = modes.size > 1 ? shareOf(pods, isBare) : undefined;
  const mute = modes.has('sidecar') ? shareOf(pods, isMute) : undefined;
  return {
    labels: newest?.labels ?? template?.labels ?? NO_LABELS,
    ports: newest?.ports ?? template?.ports ?? [],
    ...(serviceAccount !== undefined && { serviceAccount }),
    modes: scope.shared([...modes].sort()),
    podLabels: combinations(pods),
    hostNetwork: pods.some(pod => pod.hostNetwork),
    ...(pods.some(isWaypoint) && { waypoint: true as const }),
    ...wayIn(pods),
    ...(bare && { bare }),
    ...(mute && { mute }),
  };
}
