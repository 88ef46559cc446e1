import type { CommitRequest, FileChange, RepositoryFile } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { type ForgeFault, forgeError } from '../forgeFault';
import { inTurns } from '../inTurns';
import { multipart } from '../multipart';
import { looksLikeLink, notPlain, rawFile } from '../rawFile';
import { urlPath } from '../urlPath';
import type { BitbucketServerApi } from './BitbucketServerApi';
import { NO_SUCH_REF, problemOf } from './bitbucketServerFaults';
import {
  readServer,
  serverCommit,
  serverCommits,
} from './bitbucketServerReplies';
import { inSafeOrder } from './inSafeOrder';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  commit: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

/** Requests at once; Bitbucket limits them by user. */
const WIDTH = 8;

const COMMIT_ID = /^[0-9a-f]{40}$/;

const FAULTS: ReadonlyMap<string, ForgeFault> = new Map([
  ['DuplicateRefException', 'branch-exists'],
  ['FileOutOfDateException', 'stale'],
  ['FileAlreadyExistsException', 'stale'],
  ['NoSuchBranchException', 'stale'],
]);

/**
 * Files and commits of a repository on Bitbucket Data Center, whose REST API
 * commits one file at a time. A new branch is made at the very commit that the
 * changes were computed from, as the editor of its pages does, and then gets a
 * commit a file; `sourceCommitId` makes each refuse a file that is not what it
 * was. Nobody sees the branch before its pull request is opened, and what a
 * crash leaves on it the next run completes.
 *
 * @internal
 */
export class BitbucketServerFiles {
  readonly #api: BitbucketServerApi;
  readonly #seen = new Map<string, Snapshot>();

  constructor(api: BitbucketServerApi) {
    this.#api = api;
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const query = new URLSearchParams({
      until: `refs/heads/${branch}`,
      limit: '1',
    });
    const reply = await this.#api.send('GET', `/commits?${query}`);
    if (NO_SUCH_REF.has(problemOf(reply).name)) return undefined;
    this.#api.assertOk(reply, `read branch ${branch}`);
    return readServer(serverCommits, reply).values[0]?.id;
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const commit = COMMIT_ID.test(ref) ? ref : await this.getBranchHead(ref);
    if (!commit) return undefined;
    const wanted = [...new Set(paths)];
    const found = await inTurns(wanted, WIDTH, path =>
      this.#readFile(commit, path),
    );
    if (found.includes('no commit')) return undefined;
    const files = new Map<string, RepositoryFile>();
    for (const file of found) {
      if (file && file !== 'no commit') files.set(file.path, file);
    }
    const blobs = new Map(wanted.map(path => [path, files.get(path)?.sha]));
    this.#seen.set(ref, { commit, blobs });
    return files;
  }

  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, files } = request;
    const start = await this.#startOf(request);
    this.#assertNoRemoval(branch, files);
    this.#seen.delete(branch);
    if (startFrom) await this.#createBranch(branch, start);
    let sha = start;
    const ordered = inSafeOrder(files);
    for (const [at, file] of ordered.entries()) {
      const count = ` (${at + 1} of ${ordered.length})`;
      const [subject, ...rest] = request.message.split('\n');
      const message = [
        ordered.length > 1 ? `${subject}${count}` : subject,
        ...rest,
      ].join('\n');
      sha = (await this.#putFile(branch, start, file, message)) ?? sha;
    }
    return { sha, parent: start };
  }

  async #readFile(
    commit: string,
    path: string,
  ): Promise<RepositoryFile | 'no commit' | undefined> {
    const at = new URLSearchParams({ at: commit });
    const reply = await this.#api.send(
      'GET',
      `/raw/${urlPath(path)}?${at}`,
      undefined,
      { accept: '*/*' },
    );
    if (reply.status === 404) {
      const { name } = problemOf(reply);
      if (name === 'NoSuchPathException') return undefined;
      if (NO_SUCH_REF.has(name)) return 'no commit';
    }
    this.#api.assertOk(reply, `read ${path}`);
    const file = rawFile(path, reply.bytes);
    if (looksLikeLink(file)) throw notPlain(path);
    return file;
  }

  /** The commit on which the files are what the caller knows, or `stale`. */
  async #startOf(request: CommitRequest): Promise<string> {
    const { branch, startFrom, expectedHead, files } = request;
    const from = startFrom ?? branch;
    const paths = files.map(({ path }) => path);
    let seen = this.#seen.get(from);
    const covers = paths.every(path => seen?.blobs.has(path));
    // A branch that is there may have moved since it was read.
    const moved =
      !startFrom && (await this.getBranchHead(branch)) !== seen?.commit;
    if (!seen || !covers || moved) {
      await this.readFiles(from, paths);
      seen = this.#seen.get(from);
    }
    if (!seen) {
      throw forgeError(
        'stale',
        `Branch ${from} of ${this.#api.repository} is gone.`,
      );
    }
    const stale = files.find(
      ({ path, previousSha }) => seen.blobs.get(path) !== previousSha,
    );
    const other =
      !startFrom && expectedHead !== undefined && seen.commit !== expectedHead;
    if (!stale && !other) return seen.commit;
    this.#seen.delete(from);
    throw forgeError(
      'stale',
      `${stale ? stale.path : 'The head'} on ${from} of ${
        this.#api.repository
      } is not what it was.`,
    );
  }

  /** No call of the API removes a file, so nothing is begun. */
  #assertNoRemoval(branch: string, files: readonly FileChange[]): void {
    const removed = files.filter(({ content }) => content === undefined);
    if (removed.length === 0) return;
    throw forgeError(
      'invalid',
      `${this.#api.title} has no API that removes files: remove ${removed
        .map(({ path }) => path)
        .join(', ')} of ${
        this.#api.repository
      } with git, in a pull request of your own, then run again for the rest of ${branch}.`,
    );
  }

  async #createBranch(branch: string, startPoint: string): Promise<void> {
    const reply = await this.#api.send('POST', '/branches', {
      name: branch,
      startPoint,
    });
    this.#assertTaken(reply, branch, `create branch ${branch}`);
  }

  /** The commit; undefined when the branch has the very content already. */
  async #putFile(
    branch: string,
    sourceCommitId: string,
    { path, content = '', previousSha }: FileChange,
    message: string,
  ): Promise<string | undefined> {
    const form = multipart([
      { name: 'branch', content: branch },
      { name: 'message', content: message },
      // Left out, it says that the file is new.
      ...(previousSha === undefined
        ? []
        : [{ name: 'sourceCommitId', content: sourceCommitId }]),
      { name: 'content', content, fileName: path.split('/').at(-1) ?? path },
    ]);
    const reply = await this.#api.send('PUT', `/browse/${urlPath(path)}`, form);
    if (problemOf(reply).name === 'FileContentUnmodifiedException') {
      return undefined;
    }
    this.#assertTaken(reply, branch, `commit to branch ${branch}`);
    return readServer(serverCommit, reply).id;
  }

  #assertTaken(reply: ForgeReply, branch: string, what: string): void {
    const { name, said } = problemOf(reply);
    const fault = FAULTS.get(name);
    if (reply.status >= 400 && fault) {
      throw forgeError(
        fault,
        `${this.#api.title} did not take the commit to ${branch}: ${said}`,
      );
    }
    this.#api.assertOk(reply, what);
  }
}
