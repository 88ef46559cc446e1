import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { Person } from './commits';
import { isTreePath } from './isTreePath';
import { NO_COMMIT, readRef, swapRef } from './refs';
import { TreeEntry, listTree } from './trees';
import { writeCommit } from './writeCommit';
import { TreeEdit, writeTree } from './writeTree';

/** @internal */
export interface FileChange {
  operation: string;
  path: string;
  fromPath?: string;
  content: Buffer;
  /** The blob the caller believes is there. */
  sha?: string;
}

/** @internal */
export interface ChangeRequest {
  branch: string;
  newBranch: string;
  force: boolean;
  message: string;
  author: Person;
  committer: Person;
  files: FileChange[];
}

const ATTEMPTS = 5;

/**
 * Commits any number of files at once, on the head the branch has at that
 * moment. The checks and their words are those of Gitea's ChangeFiles
 * (services/repository/files/update.go of 1.26), save that a path with `..` is
 * refused where Gitea would tidy it up.
 *
 * @returns the object name of the commit
 * @internal
 */
export async function changeFiles(
  repository: ForgeRepository,
  request: ChangeRequest,
): Promise<string> {
  for (const file of request.files) checkPath(file);
  const commit = await repository.writes.run(async () => {
    // The lock keeps our own writers apart; a push by git does not take it.
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const written = await tryOnce(repository, request);
      if (written) return written;
    }
    throw new ForgeError(
      500,
      `PushOutOfDate Error: branch ${request.newBranch} kept moving`,
    );
  });
  await repository.notice();
  return commit;
}

async function tryOnce(
  repository: ForgeRepository,
  request: ChangeRequest,
): Promise<string | undefined> {
  const { gitDir } = repository;
  const target = `refs/heads/${request.newBranch}`;
  const base = await readRef(gitDir, `refs/heads/${request.branch}`);
  if (!base) throw branchMissing(repository, request.branch);
  const expected =
    request.newBranch === request.branch ? base : await readRef(gitDir, target);
  if (request.newBranch !== request.branch && expected && !request.force) {
    throw branchExists(request.newBranch);
  }
  const entries = await listTree(gitDir, base, true);
  const tree = await writeTree(gitDir, base, planEdits(entries, request.files));
  const commit = await writeCommit(gitDir, {
    tree,
    parents: [base],
    message: request.message,
    author: request.author,
    committer: request.committer,
    date: new Date(),
  });
  const moved = await swapRef(gitDir, target, commit, expected ?? NO_COMMIT);
  return moved ? commit : undefined;
}

function branchMissing({ settings }: ForgeRepository, name: string) {
  return new ForgeError(
    404,
    `branch does not exist [repo_id: ${settings.id} name: ${name}]`,
  );
}

function branchExists(name: string) {
  return new ForgeError(422, `branch already exists [name: ${name}]`);
}

function checkPath({ path, fromPath }: FileChange): void {
  for (const candidate of [path, fromPath ?? path]) {
    if (!isTreePath(candidate)) {
      throw new ForgeError(
        422,
        `path contains a malformed path component [path: ${candidate}]`,
      );
    }
  }
}

function planEdits(entries: TreeEntry[], files: FileChange[]): TreeEdit[] {
  const tree = new Map(entries.map(entry => [entry.path, entry]));
  const edits: TreeEdit[] = [];
  const written = new Set<string>();
  for (const file of files) {
    const from = checkSource(tree, file);
    if (file.operation === 'delete') {
      edits.push({ path: file.path });
      continue;
    }
    checkTarget(tree, file);
    if (file.operation === 'create' && written.has(file.path)) {
      throw alreadyExists(file.path);
    }
    written.add(file.path);
    if (from && from.path !== file.path) edits.push({ path: from.path });
    edits.push({
      path: file.path,
      content:
        file.operation === 'rename' && from ? { blob: from.sha } : file.content,
      mode: from?.mode === '100755' ? from.mode : '100644',
    });
  }
  return edits;
}

function checkSource(
  tree: Map<string, TreeEntry>,
  file: FileChange,
): TreeEntry | undefined {
  if (file.operation === 'create') return undefined;
  const path = file.fromPath ?? file.path;
  const from = tree.get(path);
  if (!from && file.operation !== 'upload') {
    throw new ForgeError(
      404,
      `object does not exist [id: , rel_path: ${path}]`,
    );
  }
  if (file.sha && file.sha !== (from?.sha ?? '')) {
    throw new ForgeError(
      422,
      `sha does not match [given: ${file.sha}, expected: ${from?.sha ?? ''}]`,
    );
  }
  if (from && from.type !== 'blob') {
    throw invalidPath(
      'a directory exists where you’re trying to create a file',
      path,
    );
  }
  return from;
}

function checkTarget(tree: Map<string, TreeEntry>, file: FileChange): void {
  const parts = file.path.split('/');
  for (let length = 1; length < parts.length; length += 1) {
    const parent = tree.get(parts.slice(0, length).join('/'));
    if (!parent) break;
    if (parent.type !== 'tree') {
      throw invalidPath(
        'a file exists where you’re trying to create a subdirectory',
        parent.path,
      );
    }
  }
  const existing = tree.get(file.path);
  if (!existing) return;
  if (existing.mode === '120000') {
    throw invalidPath(
      'a symbolic link exists where you’re trying to create a subdirectory',
      file.path,
    );
  }
  if (existing.type !== 'blob') {
    throw invalidPath(
      'a directory exists where you’re trying to create a file',
      file.path,
    );
  }
  const moves = file.fromPath !== undefined && file.fromPath !== file.path;
  if (file.operation === 'create' || moves) throw alreadyExists(file.path);
}

function alreadyExists(path: string) {
  return new ForgeError(422, `repository file already exists [path: ${path}]`);
}

function invalidPath(reason: string, path: string) {
  return new ForgeError(422, `${reason} [path: ${path}]`);
}
