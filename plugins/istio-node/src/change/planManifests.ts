import { posix } from 'node:path';
import {
  type ManifestObject,
  manifestRef,
  removeDocuments,
  upsertDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import type { ChangePlan, FileTexts } from './ChangePlan';
import {
  type ManifestLayout,
  type ObjectFile,
  objectFiles,
} from './manifestLayout';
import { unnotedInObjects } from './unnotedRemarks';
import { kustomizationAt, WorkingCopy } from './workingCopy';

function writeFile(copy: WorkingCopy, entry: ObjectFile): void {
  const { fileName } = entry;
  const path = posix.join(entry.folder, fileName);
  copy.edit(path, text => upsertDocuments(text, entry.objects));
  copy.list(entry.folder, fileName);
  if (entry.parent) copy.list(entry.parent, posix.basename(entry.folder));
}

function removeFile(copy: WorkingCopy, entry: ObjectFile): void {
  const { fileName } = entry;
  const path = posix.join(entry.folder, fileName);
  const refs = entry.objects.map(manifestRef);
  if (copy.files.has(path)) {
    copy.edit(path, text =>
      text === undefined ? undefined : removeDocuments(text, refs),
    );
  }
  if (copy.files.has(path)) return;
  const empty = copy.unlist(entry.folder, fileName);
  if (empty && entry.parent) {
    copy.unlist(entry.parent, posix.basename(entry.folder));
  }
}

/**
 * Whether a removal may take an object out. A Namespace stays: a sync that
 * prunes would delete everything in it, of whomever.
 *
 * @internal
 */
export function isRemovable({
  apiVersion,
  kind,
}: Pick<ManifestObject, 'apiVersion' | 'kind'>): boolean {
  return !(apiVersion === 'v1' && kind === 'Namespace');
}

/**
 * Plans objects into the repository: the objects of one namespace in one file,
 * listed by the kustomization of its folder, and that folder by the one above.
 * A Namespace goes into its own folder, what else belongs to no namespace into
 * that of the cluster. `remove` takes them out again, with files and entries
 * that are left empty; a Namespace stays.
 *
 * @public
 */
export function planManifests(
  objects: readonly ManifestObject[],
  layout: ManifestLayout,
  mode: 'write' | 'remove' = 'write',
): ChangePlan {
  const wanted = mode === 'write' ? objects : objects.filter(isRemovable);
  const entries = objectFiles(wanted, layout);
  const paths = entries.flatMap(({ folder, fileName, parent }) => [
    posix.join(folder, fileName),
    kustomizationAt(folder),
    ...(parent === undefined ? [] : [kustomizationAt(parent)]),
  ]);
  const change = mode === 'write' ? writeFile : removeFile;
  return {
    paths: [...new Set(paths)],
    objects: entries.flatMap(({ folder, fileName, objects: inFile }) =>
      inFile.map(object => ({ object, path: posix.join(folder, fileName) })),
    ),
    apply(files: FileTexts): FileTexts {
      const copy = new WorkingCopy(new Map(files));
      for (const entry of entries) change(copy, entry);
      return copy.files;
    },
    remarks: files =>
      mode === 'write'
        ? entries.flatMap(({ folder, fileName, objects: inFile }) => {
            const path = posix.join(folder, fileName);
            return unnotedInObjects(files.get(path), path, inFile);
          })
        : [],
  };
}
