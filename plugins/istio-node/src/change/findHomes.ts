import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  type ManifestObject,
  manifestRef,
  type ObjectRef,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { FileTexts, PlanReader } from './ChangePlan';
import { holdsAny, holdsObject } from './holdsObject';
import { listedFiles } from './listedFiles';
import type { FolderLook } from './lookThrough';
import {
  type ManifestLayout,
  type ObjectFile,
  objectFiles,
} from './manifestLayout';
import { kustomizationAt } from './workingCopy';

/** Names that kustomize takes as well, but never two of them in a folder. */
const OTHER_NAMES = ['kustomization.yml', 'Kustomization'];

/** More files than these of one folder are not looked through. */
const MAX_FILES = 300;

/** What is looked for, and what is known of it. @internal */
export interface HomesQuestion {
  /** To be written. */
  objects: readonly ManifestObject[];
  /** To be taken out. */
  removed: readonly ManifestObject[];
  layout: ManifestLayout;
  /** Files that are read in any case, so that they come with the first call. */
  paths: readonly string[];
  /** What was found on base a moment ago. */
  look: FolderLook;
  /** Others to read where a second call is made anyway, by what the first gave. */
  others?(files: FileTexts): string[];
}

/** Objects that are not where the layout puts them, and where they may be. */
interface Search {
  refs: ObjectRef[];
  paths: string[];
}

/** Refuses a folder whose kustomization has another name than ours. */
function assertOneKustomization(files: FileTexts, folder: string): void {
  if (files.has(kustomizationAt(folder))) return;
  const other = OTHER_NAMES.find(name => files.has(posix.join(folder, name)));
  if (!other) return;
  throw new InputError(
    `${posix.join(
      folder,
      other,
    )} is the kustomization of its folder, and kustomize refuses a second one beside it: rename it to kustomization.yaml first.`,
  );
}

/** The files that say what a folder has: read first. */
function headsOf({ folder, fileName }: ObjectFile): string[] {
  return [
    kustomizationAt(folder),
    ...OTHER_NAMES.map(name => posix.join(folder, name)),
    posix.join(folder, fileName),
  ];
}

/** What is missing where the layout puts it, with the files that could have it. */
function searchOf(
  files: FileTexts,
  { folder, fileName, objects }: ObjectFile,
  homes: ManifestLayout['homes'] = {},
): Search[] {
  const own = posix.join(folder, fileName);
  const refs = objects
    .map(manifestRef)
    // Where the intent names the file, it is there or comes there.
    .filter(ref => !(stringifyObjectRef(ref) in homes))
    .filter(ref => !holdsObject(files.get(own), ref));
  const paths = listedFiles(folder, files.get(kustomizationAt(folder))).filter(
    path => path !== own,
  );
  return refs.length > 0 && paths.length > 0 ? [{ refs, paths }] : [];
}

/** Whether an object is no longer in a file in which it was a moment ago. */
function isStale(
  repository: PlanReader,
  files: FileTexts,
  { objects, removed, look }: HomesQuestion,
): boolean {
  const refs = [...objects, ...removed].map(manifestRef);
  return look.holders.some(
    path => repository.knows(path) && !holdsAny(files.get(path), refs),
  );
}

/** Files that need not be read again, as they held nothing of the change. */
function trustedFor(
  { moment }: PlanReader,
  { refs }: Search,
  { objects, look }: HomesQuestion,
  stale: boolean,
): ReadonlySet<string> {
  const wanted = new Set(
    objects.map(one => stringifyObjectRef(manifestRef(one))),
  );
  const isToGo = (ref: ObjectRef) => !wanted.has(stringifyObjectRef(ref));
  const trusts =
    moment === 'base' ? !stale : moment === 'branch' && refs.every(isToGo);
  return new Set(
    trusts ? look.files.filter(path => !look.holders.includes(path)) : [],
  );
}

/** A second copy of what one of them has would break the folder. */
function tooMany(refs: readonly ObjectRef[], paths: readonly string[]): Error {
  const [{ kind, name }] = refs;
  return new InputError(
    `${kind} ${name} may be in any of ${
      paths.length
    } files that the kustomization of ${posix.dirname(
      paths[0],
    )} lists, and at most ${MAX_FILES} are looked through: put files of the folder together, or this object into the file where the change puts it.`,
  );
}

/** Files that have to be read to know where what is missing is. */
function unknownOf(
  repository: PlanReader,
  { refs, paths }: Search,
  files: FileTexts,
  trusted: ReadonlySet<string>,
): string[] {
  const isFound = (ref: ObjectRef) =>
    paths.some(path => holdsObject(files.get(path), ref));
  if (refs.every(isFound)) return [];
  const unknown = paths.filter(
    path => !repository.knows(path) && !trusted.has(path),
  );
  if (unknown.length > MAX_FILES) throw tooMany(refs, unknown);
  return unknown;
}

/**
 * Finds objects that the repository has in another file of their folder, by
 * hand or because people moved them there: changed where they are they stay
 * one, where kustomize would refuse two. The names of these files are the
 * `homes` of a layout.
 *
 * They are only ever found in files as they are now. An earlier look tells
 * which to read in the first call, and which need not be: on base those that
 * held nothing of the change a moment ago, unless one that did no longer does.
 * On the branch of a pull request that counts for objects that are to go only:
 * they are missing there because the pull request took them out.
 *
 * @throws InputError - a folder has its kustomization under another name
 * @internal
 */
export async function findHomes(
  repository: PlanReader,
  question: HomesQuestion,
): Promise<Record<string, string>> {
  const { objects, removed, layout, paths, look } = question;
  const entries = objectFiles([...objects, ...removed], layout);
  const folders = new Set(entries.map(({ folder }) => folder));
  const isNear = (path: string) => folders.has(posix.dirname(path));
  const heads = await repository.read(
    [...paths, ...entries.flatMap(headsOf)],
    [
      [...look.holders, ...repository.touched].filter(isNear),
      look.files.filter(isNear),
    ],
  );
  for (const folder of folders) assertOneKustomization(heads, folder);
  const stale = isStale(repository, heads, question);
  const searches = entries.flatMap(entry =>
    searchOf(heads, entry, layout.homes),
  );
  const unknown = searches.flatMap(search =>
    unknownOf(
      repository,
      search,
      heads,
      trustedFor(repository, search, question, stale),
    ),
  );
  const others = unknown.length > 0 ? question.others?.(heads) ?? [] : [];
  const files = await repository.read([...unknown, ...others]);
  const homes = searches.flatMap(search =>
    search.refs.flatMap(ref => {
      const home = search.paths.find(path => holdsObject(files.get(path), ref));
      return home ? [[stringifyObjectRef(ref), posix.basename(home)]] : [];
    }),
  );
  return { ...Object.fromEntries(homes), ...layout.homes };
}
