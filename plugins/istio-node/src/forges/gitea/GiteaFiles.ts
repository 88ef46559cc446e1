import type { RepositoryFile } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { notPlain } from '../rawFile';
import { urlPath } from '../urlPath';
import type { GiteaApi } from './GiteaApi';
import { toBranchHead, toFile, toFiles } from './giteaReplies';

const COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Hosts that give one file a call, as far as this process has found out. */
const oneByOne = new Set<string>();

/** A route that is not there is answered in plain text, and never as the API does. */
function isNoRoute({ status, body }: ForgeReply): boolean {
  return status === 405 || (status === 404 && body === undefined);
}

/**
 * Heads and files of one repository. Gitea gives many files in a call
 * (`/file-contents`, from 1.24 on); Forgejo and Gitea before that give each by
 * itself (`/contents/{path}`), at the commit that the branch is at.
 *
 * @internal
 */
export class GiteaFiles {
  readonly #api: GiteaApi;

  constructor(api: GiteaApi) {
    this.#api = api;
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const path = `/branches/${urlPath(branch)}`;
    const reply = await this.#api.send('GET', path);
    if (reply.status === 404) return this.#api.absent();
    this.#api.assertOk(reply, `read branch ${branch}`);
    return toBranchHead(reply);
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const { host } = this.#api;
    const wanted = [...new Set(paths)];
    if (!oneByOne.has(host)) {
      const files = await this.#readTogether(ref, wanted);
      if (files !== 'no route') return files;
    }
    const files = await this.#readEach(ref, wanted);
    // Not when no branch was found: then it may have been a proxy that answered.
    if (files) oneByOne.add(host);
    return files;
  }

  async #readTogether(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined | 'no route'> {
    const files = new Map<string, RepositoryFile>();
    let rest = paths;
    // Gitea answers a page at most, in the order asked (DEFAULT_PAGING_NUM).
    while (rest.length) {
      const body = JSON.stringify({ files: rest });
      const query = new URLSearchParams({ ref, body });
      const reply = await this.#api.send('GET', `/file-contents?${query}`);
      if (isNoRoute(reply)) return 'no route';
      if (reply.status === 404) return this.#api.absent();
      this.#api.assertOk(reply, `read files at ${ref}`);
      const page = toFiles(reply);
      for (const file of page) if (file) files.set(file.path, file);
      rest = page.length ? rest.slice(page.length) : [];
    }
    return files;
  }

  async #readEach(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const commit = COMMIT_ID.test(ref)
      ? await this.#commit(ref)
      : await this.getBranchHead(ref);
    if (commit === undefined) return undefined;
    const query = new URLSearchParams({ ref: commit });
    const found = await Promise.all(
      paths.map(async path => {
        const at = `/contents/${urlPath(path)}?${query}`;
        const reply = await this.#api.send('GET', at);
        if (reply.status === 404) return [];
        this.#api.assertOk(reply, `read ${path} at ${ref}`);
        // Of a folder comes the list of what is in it.
        if (Array.isArray(reply.body)) throw notPlain(path);
        return [toFile(reply)];
      }),
    );
    return new Map(found.flat().map(file => [file.path, file]));
  }

  async #commit(id: string): Promise<string | undefined> {
    const path = `/git/commits/${id}?stat=false&verification=false&files=false`;
    const reply = await this.#api.send('GET', path);
    if (reply.status === 404) return this.#api.absent();
    this.#api.assertOk(reply, `read commit ${id}`);
    return id;
  }
}
