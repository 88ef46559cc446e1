import {
  ANNOTATIONS,
  type MeshIndex,
  type ObjectRef,
  WATCHED_RESOURCES,
} from '@meshwright/backstage-plugin-istio-common';
import type { StoredChange } from '../database/StoredChange';
import type { LiveCluster } from '../materialise/ClusterFleet';
import type { ClusterEvidence } from './judgeChange';

/** Kinds of which the index has every object: only these can be missed. */
const FOLLOWED: ReadonlySet<string> = new Set(
  WATCHED_RESOURCES.filter(
    ({ labelSelector, fieldSelector }) => !labelSelector && !fieldSelector,
  ).map(({ group, kind }) => `${group}/${kind}`),
);

/** What the target cluster of a change says of it; undefined when it names none. */
export function clusterEvidence(
  change: StoredChange,
  live: LiveCluster | undefined,
): ClusterEvidence | undefined {
  const { cluster, objects } = change.status;
  const seen = objects.filter(({ group, kind }) =>
    FOLLOWED.has(`${group}/${kind}`),
  );
  if (cluster === undefined || seen.length === 0) return undefined;
  if (!live) return { readable: false, cause: 'it is not configured' };
  const { state, message } = live.freshness();
  if (!live.settled || state === 'unreachable' || state === 'unauthenticated') {
    return { readable: false, cause: message ?? `it is ${state}` };
  }
  return {
    readable: true,
    missing: seen.filter(ref => !carries(live.index, ref, change)),
    assessment: live.assessment,
  };
}

/** Whether the live object is the one that this change, or an equal one, wrote. */
function carries(
  index: MeshIndex,
  ref: ObjectRef,
  change: StoredChange,
): boolean {
  const annotations = index.find(ref)?.annotations;
  if (!annotations) return false;
  return (
    annotations[ANNOTATIONS.change] === change.status.id ||
    (change.intentHash !== undefined &&
      annotations[ANNOTATIONS.intentHash] === change.intentHash)
  );
}
