import { posix } from 'node:path';
import type { RepositoryFile } from '../Forge';
import { rawFile, textFile } from '../rawFile';
import type { GitSnapshot } from './GitSnapshot';

/**
 * Files of a commit, when all of them came with it. Refuses what is no plain
 * file.
 *
 * @internal
 */
export function filesAtHand(
  snapshot: GitSnapshot,
  paths: readonly string[],
): Map<string, RepositoryFile> | undefined {
  const files = new Map<string, RepositoryFile>();
  for (const path of paths) {
    const id = snapshot.blobAt(path);
    const content = id && snapshot.content(id);
    if (id && !content) return undefined;
    if (content) files.set(path, rawFile(path, content));
  }
  return files;
}

/** The definitions beside some files, as far as they came with the commit. @internal */
export function definitionsBeside(
  snapshot: GitSnapshot,
  paths: readonly string[],
): Map<string, RepositoryFile> {
  const folders = new Set(paths.map(path => posix.dirname(path)));
  const files = new Map<string, RepositoryFile>();
  for (const [path, id] of [...folders].flatMap(folder => [
    ...snapshot.blobsIn(folder === '.' ? '' : folder),
  ])) {
    const content = snapshot.content(id);
    if (!content || !/\.ya?ml$/.test(path)) continue;
    const file = textFile(path, content);
    if (file) files.set(path, file);
  }
  return files;
}
