import { ForgeError } from '../ForgeError';
import { Commit, Person, listCommits, mergeBase } from '../repository/commits';
import { mergeTrees } from '../repository/mergeTrees';
import { writeCommit } from '../repository/writeCommit';

/** The ways to merge that the forge knows; the names are Gitea's. @internal */
export const MERGE_STYLES = [
  'merge',
  'squash',
  'rebase',
  'rebase-merge',
  'fast-forward-only',
] as const;

/** @internal */
export type MergeStyle = (typeof MERGE_STYLES)[number];

/** @internal */
export interface MergeInput {
  gitDir: string;
  base: string;
  head: string;
  style: MergeStyle;
  message: string;
  author: Person;
  committer: Person;
}

/**
 * Writes the commit that the base branch has to move to. Nothing points to it
 * yet: moving the branch is the caller's, and may still lose a race.
 *
 * @internal
 */
export async function buildMerge(input: MergeInput): Promise<string> {
  const { gitDir, base, head, style } = input;
  if (!(await mergeBase(gitDir, base, head))) {
    throw new ForgeError(409, 'merge unrelated histories');
  }
  switch (style) {
    case 'merge':
      return join(input, head, [base, head]);
    case 'squash':
      return join(input, head, [base]);
    case 'rebase':
      return rebase(input);
    case 'rebase-merge': {
      const tip = await rebase(input);
      return join(input, tip, [base, tip]);
    }
    case 'fast-forward-only':
      if ((await mergeBase(gitDir, base, head)) === base) return head;
      throw new ForgeError(409, 'the base branch has moved: rebase first');
    default:
      throw new ForgeError(405, `${style} is not an allowed merge style`);
  }
}

async function join(input: MergeInput, head: string, parents: string[]) {
  const result = await mergeTrees(input.gitDir, input.base, head);
  if (!result.ok) throw conflict(result.conflicts);
  return writeCommit(input.gitDir, {
    tree: result.tree,
    parents,
    message: input.message,
    author: input.author,
    committer: input.committer,
    date: new Date(),
  });
}

async function rebase(input: MergeInput): Promise<string> {
  const { gitDir, base, head } = input;
  if ((await mergeBase(gitDir, base, head)) === base) return head;
  const commits = await listCommits(gitDir, { to: head, from: base });
  let tip = base;
  for (const commit of commits.reverse()) {
    if (commit.parents.length === 1) tip = await replay(input, commit, tip);
  }
  return tip;
}

// A three-way merge whose ancestor is the commit's parent. merge-tree finds
// ancestors by history, so the three trees get a history of their own.
async function replay(input: MergeInput, commit: Commit, onto: string) {
  const { gitDir } = input;
  const scratch = (treeish: string, parents: string[]) =>
    writeCommit(gitDir, {
      tree: treeish,
      parents,
      message: 'scratch',
      author: input.author,
      committer: input.committer,
      date: new Date(0),
    });
  const ancestor = await scratch(`${commit.parents[0]}^{tree}`, []);
  const ours = await scratch(`${onto}^{tree}`, [ancestor]);
  const theirs = await scratch(commit.tree, [ancestor]);
  const result = await mergeTrees(gitDir, ours, theirs);
  if (!result.ok) throw conflict(result.conflicts);
  return writeCommit(gitDir, {
    tree: result.tree,
    parents: [onto],
    message: commit.message,
    author: commit.author,
    committer: input.committer,
    date: new Date(),
  });
}

function conflict(paths: string[]) {
  return new ForgeError(409, `merge conflict in ${paths.join(', ')}`);
}
