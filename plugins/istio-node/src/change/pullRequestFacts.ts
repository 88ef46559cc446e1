import { stringifyObjectRef } from '@meshwright/backstage-plugin-istio-common';
import type { FileChange } from '../forges/Forge';
import { combineChanges } from './changeKind';
import type { ChangeMarker, MarkedFile } from './changeMarker';
import type { ComputedChanges } from './computeChanges';
import { objectTitle } from './objectTitle';
import type { ProposedFile } from './proposeTypes';

function combineFile(
  file: ProposedFile,
  before: MarkedFile | undefined,
  pushed: FileChange | undefined,
): ProposedFile {
  if (!before) return file;
  const change = combineChanges(before.change, file.change);
  if (change === 'create' && pushed?.content !== undefined) {
    const added = pushed.content.split('\n').length - 1;
    return { path: file.path, change, added, removed: 0 };
  }
  return {
    path: file.path,
    change,
    added: before.added + file.added,
    removed: before.removed + file.removed,
  };
}

/**
 * What a pull request does against its base, from what it did before (its
 * marker) and what the newest push did to its branch.
 *
 * @internal
 */
export function combineFacts(
  result: ComputedChanges,
  marker: ChangeMarker | undefined,
): Pick<ComputedChanges, 'files' | 'objects'> {
  if (!marker) return result;
  return {
    objects: result.objects.map(item => ({
      ...item,
      change: combineChanges(
        marker.objects[stringifyObjectRef(item.ref)],
        item.change,
      ),
    })),
    files: result.files.map(file =>
      combineFile(
        file,
        marker.files[file.path],
        result.changes.find(({ path }) => path === file.path),
      ),
    ),
  };
}

/** The newest push in words, an object or another file each. @internal */
export function sinceLastPush(result: ComputedChanges): string[] {
  const holders = new Set(result.objects.map(({ path }) => path));
  return [
    ...result.objects
      .filter(({ change }) => change !== 'unchanged')
      .map(({ ref, change }) => `${objectTitle(ref)} ${change}d`),
    ...result.files
      .filter(
        ({ path, change }) => change !== 'unchanged' && !holders.has(path),
      )
      .map(({ path, change }) => `${path} ${change}d`),
  ];
}
