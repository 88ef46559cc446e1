import type { PullRequest, PullRequestState } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { fitBody } from '../fitBody';
import { forgeError, forgeFault } from '../forgeFault';
import type { GithubApi } from './GithubApi';
import {
  FIND_PULL_REQUESTS,
  GET_HEAD,
  GET_PULL_REQUEST,
} from './githubQueries';
import {
  comparison,
  foundPullRequests,
  type GithubPullRequest,
  headAnswer,
  onePullRequest,
  restPullRequest,
  toPullRequest,
  toRestPullRequest,
} from './githubReplies';

const MAX_BODY = 65_536;

/** Pull requests of a repository on GitHub. @internal */
export class GithubPullRequests {
  readonly #api: GithubApi;

  constructor(api: GithubApi) {
    this.#api = api;
  }

  async findPullRequest(query: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const { pullRequests } = await this.#api.query(
      `look for the pull request of ${query.head}`,
      foundPullRequests,
      FIND_PULL_REQUESTS,
      query,
    );
    // A fork may have a branch of the same name.
    const own = pullRequests.nodes.filter(one => !one.isCrossRepository);
    const found = own.find(({ state }) => state === 'OPEN') ?? own[0];
    return found && this.#complete(found);
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const found = await this.#pullRequest(number);
    return found && this.#complete(found);
  }

  async getPullRequestState(
    number: number,
  ): Promise<PullRequestState | undefined> {
    const found = await this.#pullRequest(number);
    return found && toPullRequest(found);
  }

  async createPullRequest(request: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<PullRequest> {
    const reply = await this.#api.rest('POST', '/pulls', {
      ...request,
      body: fitBody(request.body, MAX_BODY),
    });
    // The list of errors is not in the message.
    const said = `${reply.message} ${JSON.stringify(reply.body ?? '')}`;
    if (reply.status === 422 && /already exists/i.test(said)) {
      throw forgeError(
        'pull-request-exists',
        `A pull request from ${request.head} is open already.`,
      );
    }
    this.#api.assertOk(reply, `open a pull request from ${request.head}`);
    return this.#fromRest(reply);
  }

  async updatePullRequest(
    number: number,
    change: { title: string; body: string },
  ): Promise<PullRequest> {
    const reply = await this.#api.rest('PATCH', `/pulls/${number}`, {
      ...change,
      body: fitBody(change.body, MAX_BODY),
    });
    this.#api.assertOk(reply, `update pull request #${number}`);
    return this.#fromRest(reply);
  }

  async updateFromBase(number: number): Promise<void> {
    const found = await this.#pullRequest(number);
    const branch = found?.headRefName ?? '';
    const reply = await this.#api.rest('POST', '/merges', {
      base: branch,
      head: found?.baseRefName,
      commit_message: `Merge ${found?.baseRefName} into ${branch}`,
    });
    if (reply.status === 409) {
      throw forgeError(
        'merge-conflict',
        `Pull request #${number} of ${
          this.#api.repository
        } conflicts with its base.`,
      );
    }
    this.#api.assertOk(reply, `update the branch of pull request #${number}`);
  }

  async addLabels(number: number, labels: readonly string[]): Promise<void> {
    const path = `/issues/${number}/labels`;
    const reply = await this.#api.rest('POST', path, { labels });
    this.#api.assertOk(reply, `label pull request #${number}`);
  }

  async getReviewers(
    number: number,
  ): Promise<{ users: string[]; teams: string[] }> {
    const found = await this.#pullRequest(number);
    if (!found) return { users: [], teams: [] };
    const { users, teams } = toPullRequest(found).reviewers;
    const reviewed = (found.latestReviews?.nodes ?? []).flatMap(
      ({ author }) => author?.login ?? [],
    );
    return { users: [...new Set([...users, ...reviewed])], teams };
  }

  async requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void> {
    const path = `/pulls/${number}/requested_reviewers`;
    const reply = await this.#api.rest('POST', path, {
      reviewers: reviewers.users ?? [],
      team_reviewers: reviewers.teams ?? [],
    });
    this.#api.assertOk(reply, `ask for a review of pull request #${number}`);
  }

  #fromRest(reply: ForgeReply): PullRequest {
    const read = restPullRequest.safeParse(reply.body);
    if (read.success) return toRestPullRequest(read.data);
    throw forgeError(
      'unavailable',
      `${
        this.#api.title
      } answered with something that is not of its API: check its base URL.`,
    );
  }

  async #pullRequest(number: number): Promise<GithubPullRequest | undefined> {
    try {
      const { pullRequest } = await this.#api.query(
        `read pull request #${number}`,
        onePullRequest,
        GET_PULL_REQUEST,
        { number },
      );
      return pullRequest ?? undefined;
    } catch (error) {
      // A number without a pull request is an error of its own to GitHub.
      if (!(await this.#exists(error))) return undefined;
      throw error;
    }
  }

  /** Whether a failure was about more than one thing that is not there. */
  async #exists(error: unknown): Promise<boolean> {
    if (forgeFault(error) !== 'not-found') return true;
    await this.#api.query('read the repository', headAnswer, GET_HEAD, {
      ref: 'HEAD',
    });
    return false;
  }

  /** Where head left base is asked for only when it matters. */
  async #complete(raw: GithubPullRequest): Promise<PullRequest> {
    if (raw.state !== 'OPEN' || raw.mergeable !== 'CONFLICTING') {
      return toPullRequest(raw);
    }
    const [base, head] = [raw.baseRefName, raw.headRefName];
    const reply = await this.#api.rest(
      'GET',
      `/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`,
    );
    this.#api.assertOk(reply, `compare ${head} with ${base}`);
    const compared = comparison.safeParse(reply.body);
    return toPullRequest(
      raw,
      compared.success ? compared.data.merge_base_commit.sha : undefined,
    );
  }
}
