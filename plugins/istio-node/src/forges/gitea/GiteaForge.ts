import { setTimeout as pause } from 'node:timers/promises';
import type {
  CommitRequest,
  Forge,
  PullRequest,
  RepositoryFile,
} from '../Forge';
import { forgeError } from '../forgeFault';
import {
  commitFault,
  fileOperation,
  isLatePush,
  isWordless,
  toCommit,
  toPullRequest,
  toReviewers,
} from './giteaReplies';
import { urlPath } from '../urlPath';
import { findOpenPull } from './findOpenPull';
import { GiteaApi } from './GiteaApi';
import { GiteaFiles } from './GiteaFiles';
import { showHalfMade } from './showHalfMade';

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

/** A repository on Gitea (1.20 or later) or Forgejo, through REST API v1. @public */
export class GiteaForge implements Forge {
  readonly type = 'gitea';
  readonly repository: string;
  readonly #api: GiteaApi;
  readonly #files: GiteaFiles;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(options: GiteaForgeOptions) {
    this.#api = new GiteaApi(options);
    this.#files = new GiteaFiles(this.#api);
    this.repository = this.#api.repository;
    this.#sleep = options.sleep ?? (ms => pause(ms));
  }

  getBranchHead(branch: string): Promise<string | undefined> {
    return this.#files.getBranchHead(branch);
  }

  readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    return this.#files.readFiles(ref, paths);
  }

  /**
   * Gitea's API has no expected head; the blob id of every file that is
   * replaced, and `create` for those that are new, guard each file instead, and
   * the push itself is never forced.
   */
  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, files } = request;
    const reply = await this.#sendCommit(request).catch(async said => {
      if (!startFrom) {
        throw isLatePush(said) ? forgeError('stale', said.message) : said;
      }
      if (!isLatePush(said) && !isWordless(said)) throw said;
      const paths = files.map(({ path }) => path);
      const sleep = this.#sleep;
      return showHalfMade(this.#api, this.#files, {
        ...{ branch, paths, sleep, said },
      });
    });
    const fault = commitFault(reply);
    if (fault) {
      if (reply.status === 404) await this.#api.assertRepository();
      throw forgeError(
        fault,
        `${this.#api.title} did not take the commit to ${branch}: ${
          reply.message
        }.`,
      );
    }
    this.#api.assertOk(reply, `commit to branch ${branch}`);
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
    const reply = await this.#api.send('GET', path);
    if (reply.status === 404) return undefined;
    this.#api.assertOk(reply, `look for the pull request of ${head}`);
    const pull = toPullRequest(reply);
    if (pull.state === 'open') return pull;
    // The answer is any of those there were: people may have opened another.
    return (await findOpenPull(this.#api, { head, base })) ?? pull;
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const reply = await this.#api.send('GET', `/pulls/${number}`);
    if (reply.status === 404) return this.#api.absent();
    this.#api.assertOk(reply, `read pull request #${number}`);
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
    const reply = await this.#api.send('POST', '/pulls', request);
    if (reply.status === 409) {
      throw forgeError('pull-request-exists', reply.message);
    }
    this.#api.assertOk(reply, `open a pull request from ${request.head}`);
    const opened = toPullRequest(reply);
    const first = mayRace ? await this.findPullRequest(request) : undefined;
    if (first?.state !== 'open' || first.number >= opened.number) return opened;
    const path = `/pulls/${opened.number}`;
    const closed = await this.#api.send('PATCH', path, { state: 'closed' });
    this.#api.assertOk(closed, `close pull request #${opened.number} again`);
    throw forgeError(
      'pull-request-exists',
      `Pull request #${first.number} from ${request.head} is open already.`,
    );
  }

  async updatePullRequest(
    number: number,
    change: { title: string; body: string },
  ): Promise<PullRequest> {
    const reply = await this.#api.send('PATCH', `/pulls/${number}`, change);
    this.#api.assertOk(reply, `update pull request #${number}`);
    return toPullRequest(reply);
  }

  async updateFromBase(number: number): Promise<void> {
    const path = `/pulls/${number}/update?style=merge`;
    const reply = await this.#api.send('POST', path);
    if (reply.status === 409) {
      throw forgeError(
        'merge-conflict',
        `Pull request #${number} of ${this.repository} conflicts with its base.`,
      );
    }
    this.#api.assertOk(reply, `update the branch of pull request #${number}`);
  }

  async addLabels(number: number, labels: readonly string[]): Promise<void> {
    const reply = await this.#api.send('POST', `/issues/${number}/labels`, {
      labels,
    });
    this.#api.assertOk(reply, `label pull request #${number}`);
  }

  async getReviewers(
    number: number,
  ): Promise<{ users: string[]; teams: string[] }> {
    const reply = await this.#api.send(
      'GET',
      `/pulls/${number}/reviews?limit=50`,
    );
    this.#api.assertOk(reply, `read the reviews of pull request #${number}`);
    return toReviewers(reply);
  }

  async requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void> {
    const path = `/pulls/${number}/requested_reviewers`;
    const reply = await this.#api.send('POST', path, {
      reviewers: reviewers.users ?? [],
      team_reviewers: reviewers.teams ?? [],
    });
    this.#api.assertOk(reply, `ask for a review of pull request #${number}`);
  }

  #sendCommit({ branch, startFrom, message, files }: CommitRequest) {
    return this.#api.send('POST', '/contents', {
      branch: startFrom ?? branch,
      ...(startFrom ? { new_branch: branch } : {}),
      message,
      files: files.map(fileOperation),
    });
  }
}
