import type { CommitRequest, RepositoryFile } from '../Forge';
import { forgeError } from '../forgeFault';
import { inTurns } from '../inTurns';
import { type FormPart, multipart } from '../multipart';
import { looksLikeLink, notPlain, rawFile } from '../rawFile';
import { urlPath } from '../urlPath';
import type { BitbucketCloudApi } from './BitbucketCloudApi';
import {
  cloudBranch,
  cloudFile,
  cloudFolder,
  readCloud,
} from './bitbucketCloudReplies';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  commit: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

/** Requests at once. */
const WIDTH = 8;

const COMMIT_ID = /^[0-9a-f]{40}$/;

/** The form of a commit: a path among `files` without a file is removed. */
function formOf(request: CommitRequest, parent: string) {
  const { branch, message, files } = request;
  const parts = files.map(({ path, content }): FormPart => {
    const absolute = `/${path}`;
    return content === undefined
      ? { name: 'files', content: absolute }
      : { name: absolute, content, fileName: path.split('/').at(-1) ?? path };
  });
  return multipart([
    { name: 'message', content: message },
    { name: 'branch', content: branch },
    { name: 'parents', content: parent },
    ...parts,
  ]);
}

/**
 * Files and commits of a repository on Bitbucket Cloud. `POST /src` commits all
 * files at once, and takes the commit only when its parent is the head of the
 * branch. Reading takes a call a file.
 *
 * @internal
 */
export class BitbucketCloudFiles {
  readonly #api: BitbucketCloudApi;
  readonly #seen = new Map<string, Snapshot>();

  constructor(api: BitbucketCloudApi) {
    this.#api = api;
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const path = `/refs/branches/${urlPath(branch)}`;
    const reply = await this.#api.send('GET', path);
    if (reply.status === 404) return this.#api.absent();
    this.#api.assertOk(reply, `read branch ${branch}`);
    return readCloud(cloudBranch, reply).target.hash;
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
    const { branch, startFrom } = request;
    const parent = await this.#parentFor(request);
    const form = formOf(request, parent);
    const reply = await this.#api.send('POST', '/src', form);
    this.#seen.delete(branch);
    if (reply.status === 409) {
      const exists =
        startFrom !== undefined &&
        (await this.getBranchHead(branch)) !== undefined;
      throw forgeError(
        exists ? 'branch-exists' : 'stale',
        `${
          this.#api.title
        } did not take the commit to ${branch}: its head is not ${parent}.`,
      );
    }
    this.#api.assertOk(reply, `commit to branch ${branch}`);
    const made = reply.made?.split('/').at(-1) ?? '';
    const sha = COMMIT_ID.test(made) ? made : await this.getBranchHead(branch);
    if (sha) return { sha, parent };
    throw forgeError(
      'unavailable',
      `${
        this.#api.title
      } took a commit to ${branch} and does not show it: try again later.`,
    );
  }

  async #readFile(
    commit: string,
    path: string,
  ): Promise<RepositoryFile | 'no commit' | undefined> {
    const at = `/src/${commit}/${urlPath(path)}`;
    const reply = await this.#api.send('GET', at, undefined, { accept: '*/*' });
    if (reply.status === 404) {
      return /commit/i.test(this.#api.saidBy(reply)) ? 'no commit' : undefined;
    }
    this.#api.assertOk(reply, `read ${path}`);
    if (cloudFolder.safeParse(reply.body).success) throw notPlain(path);
    const file = rawFile(path, reply.bytes);
    if (looksLikeLink(file)) await this.#assertPlain(at, path);
    return file;
  }

  /** Bitbucket tells a link from a file only when it is asked. */
  async #assertPlain(at: string, path: string): Promise<void> {
    const reply = await this.#api.send('GET', `${at}?format=meta`);
    this.#api.assertOk(reply, `read ${path}`);
    const { attributes } = readCloud(cloudFile, reply);
    if (attributes?.some(one => one === 'link' || one === 'subrepository')) {
      throw notPlain(path);
    }
  }

  /**
   * The commit that the changes were computed from. Without one named, it is
   * the one at which the files were read, if they are as the caller knows them.
   */
  async #parentFor(request: CommitRequest): Promise<string> {
    const { branch, startFrom, expectedHead, files } = request;
    const from = startFrom ?? branch;
    let seen = this.#seen.get(from);
    const named = startFrom === undefined ? expectedHead : undefined;
    if (named && named !== seen?.commit) return named;
    if (!seen || !files.every(({ path }) => seen?.blobs.has(path))) {
      await this.readFiles(
        from,
        files.map(({ path }) => path),
      );
      seen = this.#seen.get(from);
    }
    const stale = files.find(
      ({ path, previousSha }) => seen?.blobs.get(path) !== previousSha,
    );
    if (seen && !stale) return seen.commit;
    this.#seen.delete(from);
    throw forgeError(
      'stale',
      `${stale?.path ?? 'Branch'} on ${from} of ${
        this.#api.repository
      } is not what it was.`,
    );
  }
}
