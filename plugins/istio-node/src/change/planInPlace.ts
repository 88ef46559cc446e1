import type { PlanMaker } from './ChangePlan';
import { findHomes } from './findHomes';
import type { FolderLook } from './lookThrough';
import type { ManifestLayout } from './manifestLayout';
import { planDefinitions, type PlannedDefinitions } from './planDefinitions';
import { isRemovable } from './planManifests';

/**
 * Plans all that a builder made, each object in the file of its folder in which
 * the repository has it. The files of the plan are read together with what
 * tells that, in one call; a second one is needed where an object may be in
 * another file that the kustomization of its folder lists, and `look` does not
 * say.
 *
 * @param look - what was found when base was read a moment ago
 * @public
 */
export function planInPlace(
  built: PlannedDefinitions,
  layout: ManifestLayout,
  mode: 'write' | 'remove' = 'write',
  look: FolderLook = { files: [], holders: [] },
): PlanMaker {
  const { objects, removes } = built;
  const isWritten = mode === 'write';
  const { paths } = planDefinitions(built, layout, mode);
  return async repository => {
    const homes = await findHomes(repository, {
      objects: isWritten ? objects : [],
      removed: isWritten ? removes?.objects ?? [] : objects.filter(isRemovable),
      layout: { ...layout, ...(built.homes && { homes: built.homes }) },
      ...{ paths, look },
    });
    return planDefinitions({ ...built, homes }, layout, mode);
  };
}
