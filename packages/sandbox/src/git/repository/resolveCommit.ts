import { isRefName } from './isRefName';
import { readRef } from './refs';

/** A commit found by a short name, and what kind of name it was. @internal */
export interface ResolvedCommit {
  sha: string;
  kind: 'branch' | 'tag' | 'commit';
  name: string;
}

const OBJECT_NAME = /^[0-9a-f]{7,40}$/;

/**
 * A branch, else a tag, else a commit's object name: the order in which Gitea
 * reads a `ref`. Full refs and revision expressions are not names.
 *
 * @internal
 */
export async function resolveCommit(
  gitDir: string,
  name: string,
): Promise<ResolvedCommit | undefined> {
  if (!isRefName(name)) return undefined;
  const branch = await readRef(gitDir, `refs/heads/${name}`);
  if (branch) return { sha: branch, kind: 'branch', name };
  const tag = await readRef(gitDir, `refs/tags/${name}`);
  if (tag) return { sha: tag, kind: 'tag', name };
  if (!OBJECT_NAME.test(name)) return undefined;
  const commit = await readRef(gitDir, name);
  return commit ? { sha: commit, kind: 'commit', name } : undefined;
}
