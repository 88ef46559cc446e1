import { Refusal } from '../git/FakePull';
import { blobSha, type Commit } from '../git/GitModel';

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

interface FileOperation {
  operation: string;
  path: string;
  content?: string;
  sha?: string;
}

/**
 * Applies the operations of ChangeFilesOptions, with the checks of Gitea 1.26
 * (services/repository/files/update.go, handleCheckErrors).
 */
export function applyOperations(
  head: Commit,
  operations: FileOperation[],
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
        throw new Refusal(
          404,
          `object does not exist [id: , rel_path: ${path}]`,
        );
      }
      if (!sha) {
        throw new Refusal(
          422,
          'a SHA or commit ID must be proved when updating a file',
        );
      }
      if (sha !== blobSha(current)) {
        throw new Refusal(
          422,
          `sha does not match [given: ${sha}, expected: ${blobSha(current)}]`,
        );
      }
    }
    if (operation === 'delete') tree.delete(path);
    else tree.set(path, Buffer.from(content ?? '', 'base64').toString('utf8'));
  }
  return tree;
}
