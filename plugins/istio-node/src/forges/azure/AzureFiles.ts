import type { CommitRequest, FileChange, RepositoryFile } from '../Forge';
import { forgeError } from '../forgeFault';
import type { AzureApi } from './AzureApi';
import { AzureBlobs } from './AzureBlobs';
import { isMissing, isNoVersion, isStale } from './azureFaults';
import {
  type AzureItem,
  itemsAnswer,
  pushAnswer,
  refsAnswer,
} from './azureReplies';

/** Files of one commit, as far as they were read. */
interface Snapshot {
  head: string;
  /** Blob id by path; undefined for a file that does not exist. */
  blobs: Map<string, string | undefined>;
}

const ITEMS_A_CALL = 200;
/** How often files are read again when pushes come in between. */
const ATTEMPTS = 3;
const COMMIT_ID = /^[0-9a-f]{40}$/;

function descriptor(ref: string, path: string) {
  const versionType = COMMIT_ID.test(ref) ? 'commit' : 'branch';
  return { path, version: ref, versionType, recursionLevel: 'none' };
}

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

  constructor(api: AzureApi) {
    this.#api = api;
    this.#blobs = new AzureBlobs(api);
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const what = `read branch ${branch}`;
    const query = { filter: `heads/${branch}` };
    const reply = await this.#api.call('GET', '/refs', { query });
    // The filter is the beginning of a name.
    return this.#api
      .read(reply, refsAnswer, what)
      .value.find(({ name }) => name === `refs/heads/${branch}`)?.objectId;
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const snapshot: Snapshot = { head: '', blobs: new Map() };
    const wanted = [...new Set(paths)];
    for (let at = 0; at === 0 || at < wanted.length; at += ITEMS_A_CALL) {
      const page = wanted.slice(at, at + ITEMS_A_CALL);
      // Later pages are read at the commit of the first.
      const found = await this.#readItems(snapshot.head || ref, page);
      if (!found) return undefined;
      snapshot.head = found.head;
      page.forEach((path, i) => {
        snapshot.blobs.set(path, this.#plain(path, found.items[i]));
      });
    }
    const ids = [...snapshot.blobs.values()].flatMap(id => id ?? []);
    const contents = await this.#blobs.read(ids);
    const files = new Map<string, RepositoryFile>();
    for (const [path, sha] of snapshot.blobs) {
      const content = sha === undefined ? undefined : contents.get(sha);
      if (sha !== undefined && content !== undefined) {
        files.set(path, { path, sha, content });
      } else if (sha !== undefined) throw this.#notPlain(path);
    }
    this.#seen.set(ref, snapshot);
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

  async #readItems(
    ref: string,
    paths: readonly string[],
  ): Promise<
    { head: string; items: Array<AzureItem | undefined> } | undefined
  > {
    let at = ref;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const lists = await this.#itemLists(at, paths);
      const [root, ...items] = (lists ?? []).map(([first]) => first);
      if (!root) return undefined;
      const isOne = items.every(
        item => item === undefined || item.commitId === root.commitId,
      );
      if (isOne) return { head: root.commitId, items };
      // Someone pushed while it was read: the commit itself does not move.
      at = root.commitId;
    }
    throw forgeError(
      'stale',
      `${ref} of ${this.#api.repository} kept moving while it was read.`,
    );
  }

  /**
   * One list a path, the root first: it is always there, so that the answer is
   * never empty, which would be an error.
   */
  async #itemLists(
    ref: string,
    paths: readonly string[],
  ): Promise<AzureItem[][] | undefined> {
    const reply = await this.#api.call('POST', '/itemsbatch', {
      readOnly: true,
      body: {
        itemDescriptors: ['/', ...paths.map(path => `/${path}`)].map(path =>
          descriptor(ref, path),
        ),
      },
    });
    const { status, message } = reply;
    const absent = (status === 400 || status === 404) && !isMissing(message);
    if (absent && (isNoVersion(message) || (await this.#isGone(ref)))) {
      return undefined;
    }
    const what = `read files at ${ref}`;
    const { value } = this.#api.read(reply, itemsAnswer, what);
    if (value.length === paths.length + 1) return value;
    throw this.#api.unreadable();
  }

  async #isGone(ref: string): Promise<boolean> {
    return !COMMIT_ID.test(ref) && !(await this.getBranchHead(ref));
  }

  #plain(path: string, item: AzureItem | undefined): string | undefined {
    if (!item) return undefined;
    const isFile = item.gitObjectType === 'blob' && !item.isSymLink;
    if (isFile && item.path === `/${path}`) return item.objectId;
    throw this.#notPlain(path);
  }

  #notPlain(path: string): Error {
    return forgeError(
      'invalid',
      `${path} is not a plain file of readable size: move it out of the way.`,
    );
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
