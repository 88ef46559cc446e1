import { runGit } from '../../process/gitProcess';

/** A merged tree, or the paths that both sides changed. @internal */
export type MergeResult =
  | { ok: true; tree: string }
  | { ok: false; conflicts: string[] };

/**
 * Merges two commits by their common ancestor, without a work tree.
 *
 * @internal
 */
export async function mergeTrees(
  gitDir: string,
  ours: string,
  theirs: string,
): Promise<MergeResult> {
  const { stdout, exitCode } = await runGit(
    [
      'merge-tree',
      '--write-tree',
      '-z',
      '--name-only',
      '--no-messages',
      ours,
      theirs,
    ],
    { gitDir, accept: [1] },
  );
  const [tree, ...conflicts] = stdout
    .toString('utf8')
    .split('\0')
    .filter(line => line !== '');
  return exitCode === 0 ? { ok: true, tree } : { ok: false, conflicts };
}
