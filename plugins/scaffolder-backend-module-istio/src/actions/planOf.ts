import {
  definitionsFileName,
  intentKindOf,
} from '@meshwright/backstage-plugin-istio-common';
import {
  planInPlace,
  type PlanMaker,
} from '@meshwright/backstage-plugin-istio-node';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import type { GitopsTarget } from './gitopsTarget';
import { assertValuesFound } from './layoutCompletions';

/**
 * The objects of a change in their files, or out of them. What the repository
 * has in another file already is changed there.
 *
 * @internal
 */
export function planOf(
  change: WorkspaceChange,
  target: GitopsTarget,
): PlanMaker {
  const { kind, place, objects, texts, removes, homes, remove } = change;
  const { mustExist, look, changeId } = change;
  // What was found elsewhere tells nothing of this repository.
  const isHere =
    look?.repoUrl === target.repoUrl && look.branch === target.branch;
  assertValuesFound(change, target);
  return planInPlace(
    {
      ...{ objects, files: texts, removes, homes, mustExist },
      change: changeId,
      isWhole: intentKindOf(kind)?.isWhole,
    },
    {
      cluster: place.cluster,
      path: target.path,
      clusterPath: target.clusterPath,
      fileName: definitionsFileName(kind, place),
    },
    remove ? 'remove' : 'write',
    isHere ? look : undefined,
  );
}
