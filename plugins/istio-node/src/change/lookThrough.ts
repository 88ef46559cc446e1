import {
  ANNOTATIONS,
  type ManifestObject,
  manifestRef,
} from '@meshwright/backstage-plugin-istio-common';
import { formerOf, holdsFormer } from './formerObjects';
import { holdsAny } from './holdsObject';
import { listedFiles } from './listedFiles';
import { type FolderLayout, objectFolders } from './manifestLayout';
import { kustomizationAt } from './workingCopy';

/**
 * What was found when the folders of a change were looked through for its
 * objects. Only ever a hint: it saves a look, and decides nothing that is
 * written but that a file that held none of the objects a moment ago still
 * does not.
 *
 * @public
 */
export interface FolderLook {
  /** Files that were looked through. */
  files: readonly string[];
  /** Those of them that hold an object of the change. */
  holders: readonly string[];
  /**
   * Files anywhere in the cluster's folders in which an earlier run of the same
   * change wrote what it does not have any more; absent where nobody looked.
   */
  former?: readonly string[];
}

/** Files that were read by path; undefined for one that is not there. */
type Texts = ReadonlyMap<string, string | undefined>;

/**
 * Looks through what was read of the folders in which the objects of a change
 * stand. A file that could not be read was not looked through.
 *
 * @internal
 */
export function lookThrough(
  texts: Texts,
  objects: readonly ManifestObject[],
  layout: FolderLayout,
  change = objects[0]?.metadata.annotations?.[ANNOTATIONS.change] ?? undefined,
): FolderLook {
  const refs = objects.map(manifestRef);
  const files = objectFolders(objects, layout)
    .flatMap(folder => listedFiles(folder, texts.get(kustomizationAt(folder))))
    .filter(path => texts.get(path) !== undefined);
  const isFormer = formerOf(change, objects);
  return {
    files,
    holders: files.filter(path => holdsAny(texts.get(path), refs)),
    former: [...texts.keys()].filter(path =>
      holdsFormer(texts.get(path), isFormer),
    ),
  };
}
