import type { CommitRequest, FileChange, RepositoryFile } from '../Forge';
import { forgeError } from '../forgeFault';
import type { GithubApi } from './GithubApi';
import {
  BRANCH_AND_COMMIT,
  COMMIT,
  GET_HEAD,
  readFilesQuery,
} from './githubQueries';
import { commitAnswer, filesAnswer, headAnswer, toFile } from './githubReplies';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  oid: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

/** Queries of more files are split: GitHub limits the cost of one. */
const FILES_A_QUERY = 100;

const COMMIT_ID = /^[0-9a-f]{40}$/;

function expression(ref: string): string {
  return COMMIT_ID.test(ref) ? ref : `refs/heads/${ref}`;
}

function messageOf(message: string): { headline: string; body?: string } {
  const [headline, ...rest] = message.split('\n');
  const body = rest.join('\n').trim();
  return { headline, ...(body && { body }) };
}

function fileChanges(files: readonly FileChange[]) {
  return {
    additions: files.flatMap(({ path, content }) =>
      content === undefined
        ? []
        : [{ path, contents: Buffer.from(content, 'utf8').toString('base64') }],
    ),
    deletions: files.flatMap(({ path, content }) =>
      content === undefined ? [{ path }] : [],
    ),
  };
}

/**
 * Files and commits of a repository on GitHub, through GraphQL: one call each.
 * `createCommitOnBranch` is atomic and guarded by the head that it expects.
 *
 * @internal
 */
export class GithubFiles {
  readonly #api: GithubApi;
  readonly #seen = new Map<string, Snapshot>();

  constructor(api: GithubApi) {
    this.#api = api;
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const { object } = await this.#api.query(
      `read branch ${branch}`,
      headAnswer,
      GET_HEAD,
      { ref: expression(branch) },
    );
    return object?.oid;
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const files = new Map<string, RepositoryFile>();
    const snapshot: Snapshot = { oid: '', blobs: new Map() };
    const wanted = [...new Set(paths)];
    for (let at = 0; at === 0 || at < wanted.length; at += FILES_A_QUERY) {
      const page = wanted.slice(at, at + FILES_A_QUERY);
      // Later pages are read at the commit of the first.
      const found = await this.#readPage(snapshot.oid || ref, page);
      if (!found) return undefined;
      snapshot.oid = found.oid;
      for (const path of page) {
        const file = found.files.get(path);
        snapshot.blobs.set(path, file?.sha);
        if (file) files.set(path, file);
      }
    }
    this.#seen.set(ref, snapshot);
    return files;
  }

  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, message, files } = request;
    const from = startFrom ?? branch;
    const head = await this.#headFor(from, request);
    const commit = {
      branch: {
        repositoryNameWithOwner: this.#api.repository,
        branchName: branch,
      },
      expectedHeadOid: head,
      message: messageOf(message),
      fileChanges: fileChanges(files),
    };
    const ref = {
      repositoryId: this.#api.repositoryId,
      name: `refs/heads/${branch}`,
      oid: head,
    };
    const answer = await this.#api.graphql(
      `commit to branch ${branch}`,
      commitAnswer,
      startFrom ? BRANCH_AND_COMMIT : COMMIT,
      startFrom ? { ref, commit } : { commit },
    );
    const { oid, parents } = answer.createCommitOnBranch.commit;
    this.#seen.delete(branch);
    return { sha: oid, parent: parents.nodes[0]?.oid };
  }

  async #readPage(
    ref: string,
    paths: readonly string[],
  ): Promise<{ oid: string; files: Map<string, RepositoryFile> } | undefined> {
    const { object } = await this.#api.query(
      `read files at ${ref}`,
      filesAnswer,
      readFilesQuery(paths.length),
      {
        ref: expression(ref),
        ...Object.fromEntries(paths.map((path, i) => [`p${i}`, path])),
      },
    );
    if (!object) return undefined;
    const files = new Map<string, RepositoryFile>();
    paths.forEach((path, i) => {
      const entry = object[`f${i}`];
      if (entry && typeof entry !== 'string') {
        files.set(path, toFile(path, entry));
      }
    });
    return { oid: object.oid, files };
  }

  /**
   * The commit that the changes were computed from. Without one named, it is
   * the one at which the files were read, if they are as the caller knows them.
   */
  async #headFor(from: string, request: CommitRequest): Promise<string> {
    const { expectedHead, startFrom, files } = request;
    const known = (snapshot: Snapshot) =>
      files.every(({ path }) => snapshot.blobs.has(path));
    let seen = this.#seen.get(from);
    const named = startFrom === undefined ? expectedHead : undefined;
    if (named && named !== seen?.oid) return named;
    if (!seen || !known(seen) || !this.#api.repositoryId) {
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
    const stale = files.find(
      ({ path, previousSha }) => seen.blobs.get(path) !== previousSha,
    );
    if (!stale) return seen.oid;
    this.#seen.delete(from);
    throw forgeError(
      'stale',
      `${stale.path} on ${from} of ${this.#api.repository} is not what it was.`,
    );
  }
}
