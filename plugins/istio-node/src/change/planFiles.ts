import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import type { BuiltFile } from '@meshwright/backstage-plugin-istio-common';
import type { ChangePlan, FileTexts } from './ChangePlan';
import { clusterFolder, type FolderLayout } from './manifestLayout';
import { mergeFile, unmergeFile } from './mergeFile';
import { unnotedInFile } from './unnotedRemarks';
import { WorkingCopy } from './workingCopy';

/**
 * Plans texts that stand beside the definitions, below the folder of the
 * cluster. No kustomization lists them: they are for people and other tools.
 *
 * @public
 */
export function planFiles(
  files: readonly BuiltFile[],
  layout: FolderLayout,
  mode: 'write' | 'remove' = 'write',
): ChangePlan {
  const byPath = new Map(
    files.map(file => [posix.join(clusterFolder(layout), file.path), file]),
  );
  if (byPath.size < files.length) {
    throw new InputError(
      'Two texts of the change have the same path: give each a path of its own.',
    );
  }
  const change = mode === 'write' ? mergeFile : unmergeFile;
  return {
    paths: [...byPath.keys()],
    objects: [],
    apply(before: FileTexts): FileTexts {
      const copy = new WorkingCopy(new Map(before));
      for (const [path, file] of byPath) {
        copy.edit(path, text => change(file, text));
      }
      return copy.files;
    },
    remarks: before =>
      mode === 'write'
        ? [...byPath].flatMap(([path, file]) =>
            unnotedInFile(before.get(path), path, file),
          )
        : [],
  };
}
