import { setTimeout as pause } from 'node:timers/promises';
import type {
  CommitRequest,
  Forge,
  PullRequest,
  RepositoryFile,
} from '../Forge';
import { ForgeClient, type ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';
import {
  commitFault,
  fileOperation,
  isLatePush,
  toBranchHead,
  toCommit,
  toFiles,
  toPullRequest,
  toReviewers,
} from './giteaReplies';
import { gateOf } from '../hostGate';
import { urlPath } from '../urlPath';
import { assertHalfMade } from './assertHalfMade';

/** Where a Gitea repository is and how to get in. @public */
export interface GiteaForgeOptions {
  /** Host as configured under `integrations.gitea`. */
  host: string;
  /** `https://host` by default. */
  baseUrl?: string;
  owner: string;
  repo: string;
  /** A token, or with `username` a password. */
  token?: string;
  username?: string;
  /** Waits for what Gitea does not show yet; tests pass their own. */
  sleep?: (ms: number) => Promise<void>;
}

const READ_REPOSITORY = 'read the repository';

const NO_HEADERS: Record<string, string> = {};

/** A repository on Gitea or Forgejo, through REST API v1. @public */
export class GiteaForge implements Forge {
  readonly type = 'gitea';
  readonly repository: string;
  readonly #client: ForgeClient;
  readonly #api: string;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(options: GiteaForgeOptions) {
    const { host, owner, repo, token, username } = options;
    const base = (options.baseUrl ?? `https://${host}`).replace(/\/+$/, '');
    const pair = `${username}:${token}`;
    const basic = Buffer.from(pair).toString('base64');
    const authorization = username ? `Basic ${basic}` : `token ${token}`;
    this.repository = `${owner}/${repo}`;
    this.#sleep = options.sleep ?? (ms => pause(ms));
    this.#api = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(
      repo,
    )}`;
    this.#client = new ForgeClient({
      title: `Gitea at ${host}`,
      apiUrl: `${base}/api/v1`,
      credential: () => ({
        headers: token ? { authorization } : NO_HEADERS,
        secrets: [token, username && token ? pair : undefined],
      }),
      gate: gateOf(host),
    });
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    const path = `/branches/${urlPath(branch)}`;
    const reply = await this.#send('GET', path);
    if (reply.status === 404) return this.#absent();
    this.#assertOk(reply, `read branch ${branch}`);
    return toBranchHead(reply);
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const files = new Map<string, RepositoryFile>();
    let rest = [...new Set(paths)];
    // Gitea answers a page at most, in the order asked (DEFAULT_PAGING_NUM).
    while (rest.length) {
      const query = new URLSearchParams({
        ref,
        body: JSON.stringify({ files: rest }),
      });
      const reply = await this.#send('GET', `/file-contents?${query}`);
      if (reply.status === 404) return this.#absent();
      this.#assertOk(reply, `read files at ${ref}`);
      const page = toFiles(reply);
      for (const file of page) if (file) files.set(file.path, file);
      rest = page.length ? rest.slice(page.length) : [];
    }
    return files;
  }

  /**
   * Gitea's API has no expected head; the blob id of every file that is
   * replaced, and `create` for those that are new, guard each file instead, and
   * the push itself is never forced.
   */
  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom } = request;
    const reply = await this.#sendCommit(request).catch(async error => {
      if (!isLatePush(error)) throw error;
      if (!startFrom) throw forgeError('stale', error.message);
      const head = () => this.getBranchHead(branch);
      await assertHalfMade(head, this.#sleep, error.message);
      return this.#sendCommit(request, true);
    });
    const fault = commitFault(reply);
    if (fault) {
      if (reply.status === 404) await this.#assertRepository();
      throw forgeError(
        fault,
        `${this.#client.title} did not take the commit to ${branch}: ${
          reply.message
        }.`,
      );
    }
    this.#assertOk(reply, `commit to branch ${branch}`);
    return toCommit(reply);
  }

  async findPullRequest({
    head,
    base,
  }: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const path = `/pulls/${encodeURIComponent(base)}/${urlPath(head)}`;
    const reply = await this.#send('GET', path);
    if (reply.status === 404) return undefined;
    this.#assertOk(reply, `look for the pull request of ${head}`);
    return toPullRequest(reply);
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const reply = await this.#send('GET', `/pulls/${number}`);
    if (reply.status === 404) return this.#absent();
    this.#assertOk(reply, `read pull request #${number}`);
    return toPullRequest(reply);
  }

  /**
   * Gitea looks for an open one and then inserts, so two at once both pass: the
   * later of them is closed again.
   */
  async createPullRequest(
    request: { head: string; base: string; title: string; body: string },
    { mayRace = false } = {},
  ): Promise<PullRequest> {
    const reply = await this.#send('POST', '/pulls', request);
    if (reply.status === 409) {
      throw forgeError('pull-request-exists', reply.message);
    }
    this.#assertOk(reply, `open a pull request from ${request.head}`);
    const opened = toPullRequest(reply);
    const first = mayRace ? await this.findPullRequest(request) : undefined;
    if (first?.state !== 'open' || first.number >= opened.number) return opened;
    const path = `/pulls/${opened.number}`;
    const closed = await this.#send('PATCH', path, { state: 'closed' });
    this.#assertOk(closed, `close pull request #${opened.number} again`);
    throw forgeError(
      'pull-request-exists',
      `Pull request #${first.number} from ${request.head} is open already.`,
    );
  }

  async updatePullRequest(
    number: number,
    change: { title: string; body: string },
  ): Promise<PullRequest> {
    const reply = await this.#send('PATCH', `/pulls/${number}`, change);
    this.#assertOk(reply, `update pull request #${number}`);
    return toPullRequest(reply);
  }

  async updateFromBase(number: number): Promise<void> {
    const path = `/pulls/${number}/update?style=merge`;
    const reply = await this.#send('POST', path);
    if (reply.status === 409) {
      throw forgeError(
        'merge-conflict',
        `Pull request #${number} of ${this.repository} conflicts with its base.`,
      );
    }
    this.#assertOk(reply, `update the branch of pull request #${number}`);
  }

  async addLabels(number: number, labels: readonly string[]): Promise<void> {
    const reply = await this.#send('POST', `/issues/${number}/labels`, {
      labels,
    });
    this.#assertOk(reply, `label pull request #${number}`);
  }

  async getReviewers(
    number: number,
  ): Promise<{ users: string[]; teams: string[] }> {
    const reply = await this.#send('GET', `/pulls/${number}/reviews?limit=50`);
    this.#assertOk(reply, `read the reviews of pull request #${number}`);
    return toReviewers(reply);
  }

  async requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void> {
    const path = `/pulls/${number}/requested_reviewers`;
    const reply = await this.#send('POST', path, {
      reviewers: reviewers.users ?? [],
      team_reviewers: reviewers.teams ?? [],
    });
    this.#assertOk(reply, `ask for a review of pull request #${number}`);
  }

  #sendCommit(request: CommitRequest, overHalfMade = false) {
    const { branch, startFrom, message, files } = request;
    return this.#send('POST', '/contents', {
      branch: startFrom ?? branch,
      ...(startFrom ? { new_branch: branch } : {}),
      ...(overHalfMade ? { force_push: true } : {}),
      message,
      files: files.map(fileOperation),
    });
  }

  #send(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) {
    return this.#client.send(method, `${this.#api}${path}`, body);
  }

  /** What a 404 means: the thing is absent, unless the repository is. */
  async #absent(): Promise<undefined> {
    await this.#assertRepository();
    return undefined;
  }

  async #assertRepository(): Promise<void> {
    this.#assertOk(await this.#send('GET', ''), READ_REPOSITORY);
  }

  #assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300) return;
    const { title } = this.#client;
    const said = reply.message ? ` (${reply.message})` : '';
    if (reply.status === 401) {
      throw forgeError(
        'unauthenticated',
        `${title} refuses the credential: check integrations.gitea in the app configuration.`,
      );
    }
    if (reply.status === 404 && what === READ_REPOSITORY) {
      throw forgeError(
        'not-found',
        `Repository ${this.repository} was not found on ${title}: check its name, and that the account may read it.`,
      );
    }
    if (reply.status === 403 || reply.status === 423) {
      throw forgeError('forbidden', this.#refusal(what, reply, said));
    }
    throw forgeError(
      reply.status === 404 ? 'not-found' : 'invalid',
      `${title} would not ${what} in ${this.repository}: ${reply.status}${said}.`,
    );
  }

  #refusal(what: string, reply: ForgeReply, said: string): string {
    const { title } = this.#client;
    if (reply.status === 423) {
      return `Repository ${this.repository} on ${title} is archived: unarchive it or configure another.`;
    }
    return /protected/i.test(reply.message)
      ? `A protection rule of ${this.repository} on ${title} forbids to ${what}${said}: ask its owners to allow branches meshwright/**.`
      : `The account may not ${what} in ${this.repository} on ${title}${said}: give it write access to code and pull requests.`;
  }
}
