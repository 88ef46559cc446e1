import { type FakePull, Refusal } from '../git/FakePull';
import { blobSha, type Commit, type GitModel } from '../git/GitModel';

/** ContentsResponse of a file; null for one that is absent. */
export function contentsAnswer(commit: Commit, path: string) {
  const content = commit.tree.get(path);
  if (content === undefined) return null;
  return {
    name: path.split('/').at(-1),
    path,
    sha: blobSha(content),
    type: 'file',
    size: Buffer.byteLength(content),
    encoding: 'base64',
    content: Buffer.from(content, 'utf8').toString('base64'),
    target: null,
  };
}

/** One of ChangeFilesOptions. */
export interface FileOperation {
  operation: string;
  path: string;
  content?: string;
  sha?: string;
}

/**
 * Applies the operations of ChangeFilesOptions, with the checks of Gitea 1.26
 * (services/repository/files/update.go, handleCheckErrors). Forgejo has other
 * statuses, and to those who are no administrators no words for a 500.
 */
export function applyOperations(
  head: Commit,
  operations: FileOperation[],
  isForgejo: boolean,
): Map<string, string> {
  const tree = new Map(head.tree);
  for (const { operation, path, content, sha } of operations) {
    const current = head.tree.get(path);
    if (operation === 'create') {
      if (current !== undefined) {
        throw new Refusal(
          422,
          `repository file already exists [path: ${path}]`,
        );
      }
    } else {
      if (current === undefined) {
        throw isForgejo
          ? new Refusal(500, '')
          : new Refusal(404, `object does not exist [id: , rel_path: ${path}]`);
      }
      if (!sha) {
        throw new Refusal(
          422,
          'a SHA or commit ID must be proved when updating a file',
        );
      }
      if (sha !== blobSha(current)) {
        throw new Refusal(
          isForgejo ? 409 : 422,
          `sha does not match [given: ${sha}, expected: ${blobSha(current)}]`,
        );
      }
    }
    if (operation === 'delete') tree.delete(path);
    else tree.set(path, Buffer.from(content ?? '', 'base64').toString('utf8'));
  }
  return tree;
}

/** `GET /contents/{path}`: a file, or what a folder lists; undefined when absent. */
export function contentsAt(commit: Commit, path: string) {
  const file = contentsAnswer(commit, path);
  if (file) return file;
  const inside = [...commit.tree.keys()].filter(one =>
    one.startsWith(`${path}/`),
  );
  return inside.length > 0
    ? inside.map(one => ({ path: one, type: 'file' }))
    : undefined;
}

/** PullRequest, in lists and by itself. */
export function pullAnswer(git: GitModel, page: string, pull: FakePull) {
  const open = pull.state === 'open';
  return {
    number: pull.number,
    html_url: `${page}/pulls/${pull.number}`,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    merged: pull.merged,
    merged_at: pull.merged ? '2026-11-22T15:00:00Z' : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    merge_base: git.mergeBase(pull.base, pull.head)?.sha ?? '',
    mergeable: open && git.mergeTrees(pull.base, pull.head) !== undefined,
    head: {
      ref: pull.head,
      sha: git.branches.get(pull.head) ?? '',
      repo_id: pull.isOfFork ? 2 : 1,
    },
    base: { ref: pull.base, sha: git.branches.get(pull.base), repo_id: 1 },
    labels: pull.labels.map(name => ({ name })),
    requested_reviewers: pull.requested.map(login => ({ login })),
    requested_reviewers_teams: pull.requestedTeams.map(name => ({ name })),
  };
}
