import { posix } from 'node:path';
import type { FileTexts, PlanMaker, PlanReader } from './ChangePlan';
import { findHomes } from './findHomes';
import { holdsFormer } from './formerObjects';
import { listedFolders } from './listedFiles';
import type { FolderLook } from './lookThrough';
import {
  clusterFolder,
  type ManifestLayout,
  namespacesFolder,
} from './manifestLayout';
import {
  isFormerOf,
  planDefinitions,
  type PlannedDefinitions,
} from './planDefinitions';
import { filesBeside } from './planFormer';
import { isRemovable } from './planManifests';
import { kustomizationAt } from './workingCopy';

/** So many files are looked at for what an earlier run wrote. */
const MOST_FORMER = 50;

const NO_LOOK: FolderLook = { files: [], holders: [] };

/** A file that may hold definitions, and is no kustomization. */
function isDefinitions(path: string): boolean {
  const name = posix.basename(path);
  return /\.ya?ml$/.test(name) && !/^kustomization\./i.test(name);
}

/** Files in which an earlier run wrote, as far as anything says so. */
function knownFormer(
  { touched }: PlanReader,
  { former = [] }: FolderLook,
): string[] {
  return [...new Set([...touched, ...former])]
    .filter(isDefinitions)
    .slice(0, MOST_FORMER);
}

/** The same file in the other folders of the cluster. */
function sameNamed(files: FileTexts, layout: ManifestLayout): string[] {
  const above = namespacesFolder(layout);
  if (above === undefined) return [];
  const folders = [
    ...new Set([
      clusterFolder(layout),
      ...listedFolders(above, files.get(kustomizationAt(above))),
    ]),
  ];
  return folders
    .map(folder => posix.join(folder, layout.fileName))
    .slice(0, MOST_FORMER);
}

/** Whether nobody says where an earlier run wrote. */
function isUnknown(
  { moment, touched }: PlanReader,
  { former }: FolderLook,
): boolean {
  // "Again" without a pull request may be the branch of one that was not opened.
  return touched.length === 0 && (former === undefined || moment === 'again');
}

/**
 * Plans all that a builder made, each object in the file of its folder in which
 * the repository has it, and takes out what an earlier run of the same change
 * left in other files. The files of the plan are read together with what tells
 * that, in one call; a second one is needed where `look` does not say in which
 * other file of its folder an object may be, and in which folders an earlier
 * run has written.
 *
 * @param look - what was found when base was read a moment ago
 * @public
 */
export function planInPlace(
  built: PlannedDefinitions,
  layout: ManifestLayout,
  mode: 'write' | 'remove' = 'write',
  look: FolderLook = NO_LOOK,
): PlanMaker {
  const { objects, removes } = built;
  const isWritten = mode === 'write';
  const { paths } = planDefinitions(built, layout, mode);
  const make = async (repository: PlanReader) => {
    const wanted = { ...built, made: repository.made };
    const isFormer = isWritten ? isFormerOf(wanted) : undefined;
    const former = isFormer ? knownFormer(repository, look) : [];
    const searches =
      isWritten && built.isWhole === true && isUnknown(repository, look);
    const homes = await findHomes(repository, {
      objects: isWritten ? objects : [],
      removed: isWritten ? removes?.objects ?? [] : objects.filter(isRemovable),
      layout: { ...layout, ...(built.homes && { homes: built.homes }) },
      paths: [
        ...paths,
        ...former.flatMap(path => filesBeside(path, layout)),
        ...(isWritten ? repository.made?.files.keys() ?? [] : []),
      ],
      look,
      ...(searches && { others: heads => sameNamed(heads, layout) }),
    });
    const planWith = (files: FileTexts, candidates: readonly string[]) =>
      planDefinitions(
        {
          ...{ ...wanted, homes },
          formerPaths: candidates.filter(
            path => isFormer && holdsFormer(files.get(path), isFormer),
          ),
        },
        layout,
        mode,
      );
    const files = await repository.read([]);
    const others = searches ? sameNamed(files, layout) : [];
    const plan = planWith(files, [...former, ...others]);
    if (others.every(path => repository.knows(path))) return plan;
    const after = plan.apply(files);
    // What is so already was made whole when it was made.
    if (plan.paths.every(path => files.get(path) === after.get(path))) {
      return plan;
    }
    return planWith(await repository.read(others), [...former, ...others]);
  };
  return Object.assign(make, { paths });
}
