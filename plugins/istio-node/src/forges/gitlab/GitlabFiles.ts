import type { CommitRequest, FileChange, RepositoryFile } from '../Forge';
import { forgeError } from '../forgeFault';
import type { GitlabApi } from './GitlabApi';
import { commitFault } from './gitlabFaults';
import { READ_FILES } from './gitlabQueries';
import {
  branchAnswer,
  commitAnswer,
  filesAnswer,
  toFile,
} from './gitlabReplies';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  head: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

/**
 * GitLab limits a query to 250 points of complexity, of which a path takes two
 * (`resolver_complexity` of its blobs, doubled for the page), and to 200 for
 * those who are not signed in.
 */
const FILES_A_QUERY = 50;

/** How often files are read again when pushes come in between. */
const ATTEMPTS = 3;

const COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * One entry of `actions`. Given a commit, GitLab refuses to change a file that
 * another commit has changed since (`file_has_changed?` in
 * `app/services/files/base_service.rb`).
 */
function actionOf(
  { path, content, previousSha }: FileChange,
  since: string | undefined,
) {
  const guard =
    previousSha !== undefined && since ? { last_commit_id: since } : {};
  if (content === undefined) {
    return { action: 'delete', file_path: path, ...guard };
  }
  return {
    action: previousSha === undefined ? 'create' : 'update',
    file_path: path,
    content: Buffer.from(content, 'utf8').toString('base64'),
    encoding: 'base64',
    ...guard,
  };
}

/**
 * Files and commits of a project on GitLab. Many files are read in one GraphQL
 * query. A new branch is made at the commit that was read (`start_sha`); on one
 * that exists, GitLab compares each file with that commit. It has no expected
 * head for a branch and commits on top of whatever it is, so commits of people
 * stay.
 *
 * @internal
 */
export class GitlabFiles {
  readonly #api: GitlabApi;
  readonly #seen = new Map<string, Snapshot>();

  constructor(api: GitlabApi) {
    this.#api = api;
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const path = `/repository/branches/${encodeURIComponent(branch)}`;
    const reply = await this.#api.rest('GET', path);
    if (this.#api.isAbsent(reply)) return undefined;
    const what = `read branch ${branch}`;
    return this.#api.read(reply, branchAnswer, what).commit.id;
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const files = new Map<string, RepositoryFile>();
    const snapshot: Snapshot = { head: '', blobs: new Map() };
    const wanted = [...new Set(paths)];
    for (let at = 0; at === 0 || at < wanted.length; at += FILES_A_QUERY) {
      const page = wanted.slice(at, at + FILES_A_QUERY);
      // Later pages are read at the commit of the first.
      const found = await this.#readPage(snapshot.head || ref, page);
      if (!found) return undefined;
      snapshot.head = found.head;
      for (const file of found.files) files.set(file.path, file);
      for (const path of page) snapshot.blobs.set(path, files.get(path)?.sha);
    }
    this.#seen.set(ref, snapshot);
    return files;
  }

  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, message, files } = request;
    const { head } = await this.#snapshotFor(request);
    const reply = await this.#api.rest('POST', '/repository/commits', {
      branch,
      ...(startFrom ? { start_sha: head } : {}),
      commit_message: message,
      // At a commit that is named nothing can have changed.
      actions: files.map(file => actionOf(file, startFrom ? undefined : head)),
      stats: false,
    });
    this.#seen.delete(branch);
    const fault = commitFault(reply.status, reply.message);
    const what = `commit to branch ${branch}`;
    if (fault === 'forbidden') throw this.#api.refusal(what, reply.message);
    if (fault) {
      throw forgeError(
        fault,
        `${this.#api.title} did not take the commit to ${branch}: ${
          reply.message
        }.`,
      );
    }
    const commit = this.#api.read(reply, commitAnswer, what);
    return { sha: commit.id, parent: commit.parent_ids?.[0] };
  }

  async #readPage(
    ref: string,
    paths: readonly string[],
  ): Promise<{ head: string; files: RepositoryFile[] } | undefined> {
    let at = COMMIT_ID.test(ref) ? ref : `refs/heads/${ref}`;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { project } = await this.#api.graphql(
        `read files at ${ref}`,
        filesAnswer,
        READ_FILES,
        { ref: at, paths },
      );
      if (!project) throw await this.#api.explainMissing();
      const found = project.repository;
      const before = found?.before?.lastCommit?.sha;
      const after = found?.after?.lastCommit?.sha;
      if (!before || !after) return undefined;
      if (before === after) {
        const nodes = found?.blobs?.nodes ?? [];
        const files = nodes.flatMap(blob =>
          blob && paths.includes(blob.path) ? [toFile(blob)] : [],
        );
        return { head: after, files };
      }
      // Someone pushed while GitLab read: the commit itself does not move.
      at = after;
    }
    throw forgeError(
      'stale',
      `${ref} of ${this.#api.repository} kept moving while it was read.`,
    );
  }

  /** What was read of the branch, if the files are as the caller knows them. */
  async #snapshotFor(request: CommitRequest): Promise<Snapshot> {
    const { branch, startFrom, expectedHead, files } = request;
    const from = startFrom ?? branch;
    const isCurrent = ({ head, blobs }: Snapshot) =>
      (startFrom || !expectedHead || head === expectedHead) &&
      files.every(({ path }) => blobs.has(path));
    let seen = this.#seen.get(from);
    if (!seen || !isCurrent(seen)) {
      this.#seen.delete(from);
      await this.readFiles(
        from,
        files.map(({ path }) => path),
      );
      seen = this.#seen.get(from);
    }
    if (!seen) {
      throw forgeError(
        'stale',
        `Branch ${from} of ${this.#api.repository} is gone.`,
      );
    }
    const { blobs } = seen;
    const stale = files.find(file => blobs.get(file.path) !== file.previousSha);
    if (!stale) return seen;
    this.#seen.delete(from);
    throw forgeError(
      'stale',
      `${stale.path} on ${from} of ${this.#api.repository} is not what it was.`,
    );
  }
}
