import type { CommitRequest, FileChange, RepositoryFile } from '../Forge';
import { forgeError } from '../forgeFault';
import { HeadHints } from '../HeadHints';
import { notPlain } from '../rawFile';
import type { AzureApi } from './AzureApi';
import { AzureBlobs } from './AzureBlobs';
import { isStale } from './azureFaults';
import { pushAnswer } from './azureReplies';
import { branchHead } from './lookAtBranches';
import { readFolder } from './readFolder';
import { readItems } from './readItems';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  head: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

const ITEMS_A_CALL = 200;

/** Base64, because text would be written in the encoding of the old version. */
function changeOf({ path, content, previousSha }: FileChange) {
  const item = { path: `/${path}` };
  if (content === undefined) return { changeType: 'delete', item };
  return {
    changeType: previousSha === undefined ? 'add' : 'edit',
    item,
    newContent: {
      content: Buffer.from(content, 'utf8').toString('base64'),
      contentType: 'base64encoded',
    },
  };
}

/**
 * Files and commits of a repository on Azure DevOps. `itemsbatch` tells the ids
 * of many files and the commit they are of; a push is atomic and names the
 * commit that the branch must be at (`oldObjectId`).
 *
 * @internal
 */
export class AzureFiles {
  readonly #api: AzureApi;
  readonly #blobs: AzureBlobs;
  readonly #seen = new Map<string, Snapshot>();
  readonly #hints: HeadHints;

  constructor(api: AzureApi) {
    this.#api = api;
    this.#blobs = new AzureBlobs(api);
    this.#hints = new HeadHints(() => api.calls);
  }

  getBranchHead(branch: string): Promise<string | undefined> {
    return branchHead(this.#api, branch);
  }

  /** Heads with which reading begins, right after this. */
  expect(heads: ReadonlyMap<string, string>): void {
    this.#hints.set(heads);
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const wanted = [...new Set(paths)];
    const head = this.#hints.take(ref);
    const known = head && (await this.#readAt(ref, head, wanted));
    return known || this.#readBatches(ref, wanted);
  }

  /** The files at a head that is known, with one call or none. */
  async #readAt(
    ref: string,
    head: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const seen = this.#seen.get(ref);
    if (seen?.head === head && paths.every(path => seen.blobs.has(path))) {
      return this.#fill(seen, paths);
    }
    const files = await readFolder(this.#api, head, paths);
    if (!files) return undefined;
    for (const { content } of files.values()) this.#blobs.keep(content);
    const blobs = new Map(paths.map(path => [path, files.get(path)?.sha]));
    this.#seen.set(ref, { head, blobs });
    return files;
  }

  async #readBatches(
    ref: string,
    wanted: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const snapshot: Snapshot = { head: '', blobs: new Map() };
    for (let at = 0; at === 0 || at < wanted.length; at += ITEMS_A_CALL) {
      const page = wanted.slice(at, at + ITEMS_A_CALL);
      // Later pages are read at the commit of the first.
      const found = await readItems(this.#api, snapshot.head || ref, page);
      if (!found) return undefined;
      snapshot.head = found.head;
      for (const [path, id] of found.ids) snapshot.blobs.set(path, id);
    }
    const files = await this.#fill(snapshot, wanted);
    this.#seen.set(ref, snapshot);
    return files;
  }

  /** The contents of files whose ids are known. */
  async #fill(
    { blobs }: Snapshot,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile>> {
    const ids = paths.flatMap(path => blobs.get(path) ?? []);
    const contents = await this.#blobs.read(ids);
    const files = new Map<string, RepositoryFile>();
    for (const path of paths) {
      const sha = blobs.get(path);
      if (sha === undefined) continue;
      const content = contents.get(sha);
      if (content === undefined) throw notPlain(path);
      files.set(path, { path, sha, content });
    }
    return files;
  }

  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, message, files } = request;
    const head = await this.#headFor(request);
    const name = `refs/heads/${branch}`;
    const reply = await this.#api.call('POST', '/pushes', {
      body: {
        // A branch that does not exist yet begins there.
        refUpdates: [{ name, oldObjectId: head }],
        commits: [{ comment: message, changes: files.map(changeOf) }],
      },
    });
    this.#seen.delete(branch);
    const what = `commit to branch ${branch}`;
    if (isStale(this.#api.kindOf(reply), reply.message)) {
      throw forgeError(
        startFrom ? 'branch-exists' : 'stale',
        `${this.#api.title} did not take the commit to ${branch}: ${
          reply.message
        }.`,
      );
    }
    const { commits } = this.#api.read(reply, pushAnswer, what);
    for (const { content } of files) {
      if (content !== undefined) this.#blobs.keep(content);
    }
    return { sha: commits[0].commitId, parent: head };
  }

  /** The commit at which the files are as the caller knows them. */
  async #headFor(request: CommitRequest): Promise<string> {
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
    if (!stale) return seen.head;
    this.#seen.delete(from);
    throw forgeError(
      'stale',
      `${stale.path} on ${from} of ${this.#api.repository} is not what it was.`,
    );
  }
}
