import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  type ManifestObject,
  manifestRef,
  readYaml,
  stringifyObjectRef,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import type { Forge, RepositoryFile } from '../forges/Forge';
import { holdsObject } from './holdsObject';
import {
  type ManifestLayout,
  type ObjectFile,
  objectFiles,
} from './manifestLayout';
import { kustomizationAt } from './workingCopy';

/** Names that kustomize takes as well, but never two of them in a folder. */
const OTHER_NAMES = ['kustomization.yml', 'Kustomization'];

/** More files than these of one folder are not looked through. */
const MAX_FILES = 50;

type Files = ReadonlyMap<string, RepositoryFile>;

/** What a text says, or nothing where it is not ours to read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableYamlError) return undefined;
    throw error;
  }
}

/** Refuses a folder whose kustomization has another name than ours. */
function assertOneKustomization(files: Files, folder: string): void {
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

/** Files of the folder that its kustomization lists. */
function listed(files: Files, folder: string): string[] {
  const file = files.get(kustomizationAt(folder));
  const value = file && readable(() => readYaml(file.content));
  const resources =
    value && typeof value === 'object' && 'resources' in value
      ? value.resources
      : undefined;
  if (!Array.isArray(resources)) return [];
  return resources
    .map(item => String(item).replace(/^(\.\/)+/, ''))
    .filter(name => /^[\w][\w.-]{0,200}\.ya?ml$/.test(name))
    .slice(0, MAX_FILES);
}

/** Objects that are not yet where the layout puts them. */
function missing(files: Files, { folder, fileName, objects }: ObjectFile) {
  const own = files.get(posix.join(folder, fileName));
  return objects
    .map(manifestRef)
    .filter(ref => !holdsObject(own?.content, ref));
}

/**
 * Finds objects that the repository has in another file of their folder, by
 * hand or because people moved them there: changed where they are they stay
 * one, where kustomize would refuse two. The names of these files are the
 * `homes` of a layout.
 *
 * @throws InputError - a folder has its kustomization under another name
 * @public
 */
export async function findHomes(
  forge: Pick<Forge, 'readFiles'>,
  ref: string,
  objects: readonly ManifestObject[],
  layout: ManifestLayout,
): Promise<Record<string, string>> {
  const entries = objectFiles(objects, layout);
  const heads = await forge.readFiles(
    ref,
    entries.flatMap(({ folder, fileName }) => [
      kustomizationAt(folder),
      ...OTHER_NAMES.map(name => posix.join(folder, name)),
      posix.join(folder, fileName),
    ]),
  );
  // No such branch: whoever reads it next says so.
  if (!heads) return { ...layout.homes };
  for (const { folder } of entries) assertOneKustomization(heads, folder);
  const wanted = entries
    .map(entry => ({
      ...entry,
      refs: missing(heads, entry),
      names: listed(heads, entry.folder).filter(
        name => name !== entry.fileName,
      ),
    }))
    .filter(({ refs, names }) => refs.length > 0 && names.length > 0);
  if (wanted.length === 0) return { ...layout.homes };
  const others = await forge.readFiles(
    ref,
    wanted.flatMap(({ folder, names }) =>
      names.map(name => posix.join(folder, name)),
    ),
  );
  const homes = wanted.flatMap(({ folder, refs, names }) =>
    refs.flatMap(object => {
      const home = names.find(name =>
        holdsObject(others?.get(posix.join(folder, name))?.content, object),
      );
      return home ? [[stringifyObjectRef(object), home] as const] : [];
    }),
  );
  return { ...Object.fromEntries(homes), ...layout.homes };
}
