import { posix } from 'node:path';
import {
  manifestRef,
  removeDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import type { ChangePlan, FileTexts } from './ChangePlan';
import { formerObjects, type IsFormer } from './formerObjects';
import { listedFiles } from './listedFiles';
import { type FolderLayout, namespacesFolder } from './manifestLayout';
import { isRemovable } from './planManifests';
import { textHash } from './textHash';
import { kustomizationAt, WorkingCopy } from './workingCopy';

/** What an earlier run of a change may have left, and where. @internal */
export interface FormerThings {
  /** Files of definitions. */
  paths: readonly string[];
  /** Which objects of these files go. */
  isFormer: IsFormer;
  /** Files that go while they are as they were written: path → hash. */
  texts: ReadonlyMap<string, string>;
}

/** The folder above, where its kustomization lists that of the file. */
function parentOf(folder: string, layout: FolderLayout): string | undefined {
  const parent = posix.dirname(folder);
  return parent === namespacesFolder(layout) ? parent : undefined;
}

/**
 * What a plan reads and writes that takes something out of a file.
 *
 * @internal
 */
export function filesBeside(path: string, layout: FolderLayout): string[] {
  const folder = posix.dirname(path);
  const parent = parentOf(folder, layout);
  return [
    path,
    kustomizationAt(folder),
    ...(parent === undefined ? [] : [kustomizationAt(parent)]),
  ];
}

/** Takes a file away, with its entry and what is left empty by that. */
function takeAway(copy: WorkingCopy, path: string, layout: FolderLayout): void {
  copy.files.delete(path);
  const folder = posix.dirname(path);
  const parent = parentOf(folder, layout);
  if (copy.unlist(folder, posix.basename(path)) && parent !== undefined) {
    copy.unlist(parent, posix.basename(folder));
  }
}

/** Whether the kustomization beside a file lists it, and so nothing else has to. */
function isListed({ files }: WorkingCopy, path: string): boolean {
  const folder = posix.dirname(path);
  return listedFiles(folder, files.get(kustomizationAt(folder))).includes(path);
}

function dropFormer(
  copy: WorkingCopy,
  path: string,
  isFormer: IsFormer,
  layout: FolderLayout,
): void {
  if (!copy.files.has(path)) return;
  let isEmpty = false;
  copy.edit(path, text => {
    if (text === undefined) return undefined;
    const former = formerObjects(text, isFormer).filter(isRemovable);
    if (former.length === 0) return text;
    const rest = removeDocuments(text, former.map(manifestRef));
    isEmpty = rest === undefined;
    return rest ?? text;
  });
  // Without a file that is listed elsewhere the kustomization there fails.
  if (isEmpty && isListed(copy, path)) takeAway(copy, path, layout);
}

/**
 * Plans away what an earlier run of the same change made and this one does not
 * have any more: objects that carry its annotation, and texts that are as it
 * wrote them, with files and entries that are left empty. What people wrote
 * stays, and so does a Namespace.
 *
 * @internal
 */
export function planFormer(
  { paths, isFormer, texts }: FormerThings,
  layout: FolderLayout,
): ChangePlan {
  const all = [...new Set([...paths, ...texts.keys()])];
  return {
    paths: [...new Set(all.flatMap(path => filesBeside(path, layout)))],
    objects: [],
    apply(files: FileTexts): FileTexts {
      const copy = new WorkingCopy(new Map(files));
      for (const path of paths) dropFormer(copy, path, isFormer, layout);
      for (const [path, hash] of texts) {
        const text = copy.files.get(path);
        if (text === undefined || textHash(text) !== hash) continue;
        takeAway(copy, path, layout);
      }
      return copy.files;
    },
  };
}
