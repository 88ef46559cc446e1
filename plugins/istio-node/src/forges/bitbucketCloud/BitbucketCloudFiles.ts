import type { CommitRequest, RepositoryFile } from '../Forge';
import { forgeError, forgeFault } from '../forgeFault';
import { definitionsBeside, filesAtHand } from '../git/filesAtHand';
import { GitRemote } from '../git/GitRemote';
import { GitSnapshot } from '../git/GitSnapshot';
import { HeadHints } from '../HeadHints';
import { inTurns } from '../inTurns';
import { looksLikeLink, notPlain, rawFile } from '../rawFile';
import { urlPath } from '../urlPath';
import type { BitbucketCloudApi } from './BitbucketCloudApi';
import {
  cloudBranch,
  cloudFile,
  cloudFolder,
  readCloud,
} from './bitbucketCloudReplies';
import type { Heads } from './cloudMerging';
import { commitForm } from './commitForm';
import { KnownCommits } from './KnownCommits';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  commit: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

/** Requests at once. */
const WIDTH = 8;

const COMMIT_ID = /^[0-9a-f]{40}$/;

/** Of all repositories in this process. */
const known = new KnownCommits(32 * 1024 * 1024);

/**
 * Files and commits of a repository on Bitbucket Cloud. `POST /src` commits all
 * files at once, and takes the commit only when its parent is the head of the
 * branch. The API gives a file a call; the commit that a branch is at comes
 * whole over git, where there is room for it.
 *
 * @internal
 */
export class BitbucketCloudFiles {
  readonly #api: BitbucketCloudApi;
  readonly #remote: GitRemote;
  readonly #seen = new Map<string, Snapshot>();
  readonly #hints: HeadHints;
  #usesGit = true;
  /** What git gave last. */
  #whole: GitSnapshot | undefined;

  constructor(api: BitbucketCloudApi) {
    this.#api = api;
    this.#remote = new GitRemote(api);
    this.#hints = new HeadHints(() => api.calls);
  }

  /** Heads with which reading begins, right after this. */
  expect(heads: ReadonlyMap<string, string>): void {
    this.#hints.set(heads);
  }

  /** Whether this process made the head right on the base. */
  isOn({ head, base }: Heads): boolean {
    return known.isOn(this.#key(head), this.#key(base));
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
    const isCommit = COMMIT_ID.test(ref);
    const commit = isCommit
      ? ref
      : this.#hints.take(ref) ?? (await this.getBranchHead(ref));
    if (!commit) return undefined;
    const wanted = [...new Set(paths)];
    const files =
      known.read(this.#key(commit), wanted) ??
      (await this.#readWhole(commit, isCommit ? [] : wanted)) ??
      (await this.#readEach(commit, wanted));
    if (!files) return undefined;
    this.#keep(ref, { commit, blobs: new Map() }, wanted, files);
    return files;
  }

  /** More files of what was read last of a branch, when they are at hand. */
  readMore(
    ref: string,
    paths: readonly string[],
  ): Map<string, RepositoryFile> | undefined {
    const seen = this.#seen.get(ref);
    if (!seen) return undefined;
    const isWhole = this.#whole?.commit === seen.commit;
    const files =
      known.read(this.#key(seen.commit), paths) ??
      (this.#whole && isWhole ? filesAtHand(this.#whole, paths) : undefined);
    if (files) this.#keep(ref, seen, paths, files);
    return files;
  }

  #keep(
    ref: string,
    { commit, blobs }: Snapshot,
    paths: readonly string[],
    files: ReadonlyMap<string, RepositoryFile>,
  ): void {
    const found = paths.map(path => [path, files.get(path)] as const);
    known.keep(this.#key(commit), new Map(found));
    const more = found.map(([path, file]) => [path, file?.sha] as const);
    this.#seen.set(ref, { commit, blobs: new Map([...blobs, ...more]) });
  }

  #key(commit: string): string {
    return `${this.#api.key} ${commit}`;
  }

  /**
   * Several files in one call. Undefined where git gives nothing: to this
   * credential, of what is no branch now, or of more than is read.
   */
  async #readWhole(
    commit: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    if (paths.length < 2 || !this.#usesGit) return undefined;
    const snapshot = await this.#snapshotOf(commit).catch(error => {
      if (forgeFault(error) === 'rate-limited') throw error;
      this.#usesGit = false;
      return undefined;
    });
    this.#whole = snapshot;
    if (!snapshot) return undefined;
    const files = filesAtHand(snapshot, paths);
    // What is beside them may be asked for next, by another task too.
    known.keep(this.#key(commit), definitionsBeside(snapshot, paths));
    return files;
  }

  async #snapshotOf(commit: string): Promise<GitSnapshot | undefined> {
    const objects = await this.#remote.tip(commit);
    return objects && new GitSnapshot(commit, objects);
  }

  async #readEach(
    commit: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const found = await inTurns(paths, WIDTH, path =>
      this.#readFile(commit, path),
    );
    if (found.includes('no commit')) return undefined;
    const files = new Map<string, RepositoryFile>();
    for (const file of found) {
      if (file && file !== 'no commit') files.set(file.path, file);
    }
    return files;
  }

  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, files } = request;
    const parent = await this.#parentFor(request);
    const form = commitForm(request, parent);
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
    // A head that had to be looked up may be someone else's by now.
    if (sha && sha === made) {
      known.follow(this.#key(sha), this.#key(parent), files);
    }
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
