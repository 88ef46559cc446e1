import { stringifyObjectRef } from '../model/identity';
import type { MeshObject, MeshObjectOf } from '../model/meshObject';
import { isSubset } from '../model/selectorMatches';
import { ALL_AFFECTED, type AffectedSet, UNAFFECTED } from './affectedSet';
import type { MeshIndex } from './MeshIndex';
import { workloadOfPod } from './workloadOfPod';

function podsReach(
  index: MeshIndex,
  pods: Array<MeshObjectOf<'pod'>>,
): AffectedSet {
  // A pod without a proxy is a client that STRICT would cut off from any workload.
  if (pods.some(pod => !pod.proxy)) return ALL_AFFECTED;
  const gateways = [...index.all('gateway')].filter(gateway =>
    pods.some(pod => isSubset(gateway.selector, pod.labels)),
  );
  return {
    ...UNAFFECTED,
    workloads: new Set(
      pods.map(pod => stringifyObjectRef(workloadOfPod(index, pod))),
    ),
    gateways: new Set(gateways.map(({ ref }) => stringifyObjectRef(ref))),
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
  const certificates = versions.flatMap(one =>
    one.type === 'certificate' ? [stringifyObjectRef(one.ref)] : [],
  );
  if (certificates.length > 0 && before && after) {
    return { ...UNAFFECTED, certificates: new Set(certificates) };
  }
  return ALL_AFFECTED;
}
