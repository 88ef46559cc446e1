import { definitionsFileName } from '@meshwright/backstage-plugin-istio-common';
import {
  type ChangePlan,
  findHomes,
  type Forge,
  planDefinitions,
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
export async function planOf(
  change: WorkspaceChange,
  target: GitopsTarget,
  forge: Forge,
): Promise<ChangePlan> {
  const { kind, place, objects, texts, removes, homes, remove } = change;
  const { mustExist } = change;
  assertValuesFound(change, target);
  const layout = {
    cluster: place.cluster,
    path: target.path,
    clusterPath: target.clusterPath,
    fileName: definitionsFileName(kind, place),
  };
  const found = await findHomes(
    forge,
    target.branch,
    [...objects, ...(removes?.objects ?? [])],
    { ...layout, ...(homes && { homes }) },
  );
  return planDefinitions(
    { objects, files: texts, removes, homes: found, mustExist },
    layout,
    remove ? 'remove' : 'write',
  );
}
