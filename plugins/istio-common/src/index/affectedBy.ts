import { stringifyObjectRef } from '../model/identity';
import type { MeshObject } from '../model/meshObject';
import type { PodObject } from '../model/workloadObjects';
import { isSubset } from '../model/selectorMatches';
import { ALL_AFFECTED, type AffectedSet, UNAFFECTED } from './affectedSet';
import type { MeshIndex } from './MeshIndex';
import { workloadOfPod } from './workloadOfPod';

/** Whatever exposes a host; any of them may lead to any workload. */
function exposing(index: MeshIndex): Set<string> {
  return new Set(
    [
      ...index.all('gateway'),
      ...index.all('kubernetes-gateway'),
      ...index.all('ingress'),
    ].map(({ ref }) => stringifyObjectRef(ref)),
  );
}

function podsReach(index: MeshIndex, pods: readonly PodObject[]): AffectedSet {
  // A pod without a proxy is a client that STRICT would cut off from any
  // workload; a pod that a Gateway selects decides where its Secrets are.
  const everywhere = pods.some(
    pod =>
      !pod.proxy ||
      [...index.all('gateway')].some(({ selector }) =>
        isSubset(selector, pod.labels),
      ),
  );
  if (everywhere) return ALL_AFFECTED;
  return {
    ...UNAFFECTED,
    workloads: new Set(
      pods.map(pod => stringifyObjectRef(workloadOfPod(index, pod))),
    ),
    gateways: exposing(index),
  };
}

/**
 * What an added, changed or removed object may change. Where the reach is not
 * known to be narrow the answer is everything: too much is slow, too little is
 * wrong.
 */
export function affectedBy(
  index: MeshIndex,
  before: MeshObject | undefined,
  after: MeshObject | undefined,
): AffectedSet {
  const versions = [before, after].flatMap(one => (one ? [one] : []));
  const pods = versions.flatMap(one => (one.type === 'pod' ? [one] : []));
  if (pods.length > 0) return podsReach(index, pods);
  if (
    before?.type === 'certificate' &&
    after?.type === 'certificate' &&
    before.secretName === after.secretName
  ) {
    return {
      ...UNAFFECTED,
      certificates: new Set([stringifyObjectRef(after.ref)]),
      gateways: exposing(index),
    };
  }
  return ALL_AFFECTED;
}
