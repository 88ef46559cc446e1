import type { PullRequest } from '../Forge';
import type { ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';
import type { GitlabApi } from './GitlabApi';
import { ADD_REVIEWERS } from './gitlabQueries';
import {
  approvalsAnswer,
  type GitlabMergeRequest,
  mergeRequests,
  oneMergeRequest,
  reviewersAnswer,
  toPullRequest,
} from './gitlabReplies';

const CONFLICTS = 'cannot_be_merged';

/** While one of these, GitLab is still looking for conflicts. */
const LOOKING = new Set(['unchecked', 'checking', 'preparing']);
const LOOKS = 8;
const LOOK_PAUSE_MS = 250;

/** GitLab takes a line that begins with a slash for a command (quick actions). */
function withoutCommands(body: string): string {
  return body.replace(/^([ \t]*)\//gm, '$1\\/');
}

/** Merge requests of a project on GitLab. @internal */
export class GitlabMergeRequests {
  readonly #api: GitlabApi;

  readonly #sleep: (ms: number) => Promise<void>;

  constructor(api: GitlabApi, sleep: (ms: number) => Promise<void>) {
    this.#api = api;
    this.#sleep = sleep;
  }

  async findPullRequest(query: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const all = await this.list(query.head, query.base, 'all');
    const found = all.find(({ state }) => state === 'opened') ?? all[0];
    return found && toPullRequest(await this.#complete(found));
  }

  /** Waits for GitLab's look; where head left base is told of a single one only. */
  async #complete(listed: GitlabMergeRequest): Promise<GitlabMergeRequest> {
    if (listed.state !== 'opened') return listed;
    let found = listed;
    for (let look = 1; look <= LOOKS; look++) {
      const isLooking = LOOKING.has(found.merge_status ?? '');
      const lacks = found.merge_status === CONFLICTS && !found.diff_refs;
      if (!isLooking && !lacks) break;
      if (isLooking) await this.#sleep(LOOK_PAUSE_MS);
      found = (await this.read(found.iid)) ?? found;
    }
    return found;
  }

  /** Newest first; a fork may have a branch of the same name. */
  async list(
    source: string,
    target: string,
    state: 'all' | 'opened',
  ): Promise<GitlabMergeRequest[]> {
    const search = new URLSearchParams({
      ...{ source_branch: source, target_branch: target, state },
      ...{ order_by: 'created_at', sort: 'desc', per_page: '20' },
      // GitLab looks into conflicts when someone asks.
      with_merge_status_recheck: 'true',
    });
    const found = this.#api.read(
      await this.#api.rest('GET', `/merge_requests?${search}`),
      mergeRequests,
      `look for the merge request of ${source}`,
    );
    return found.filter(one => one.source_project_id === one.target_project_id);
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const found = await this.read(number);
    return found && toPullRequest(found);
  }

  async read(number: number): Promise<GitlabMergeRequest | undefined> {
    const reply = await this.#api.rest('GET', `/merge_requests/${number}`);
    if (this.#api.isAbsent(reply)) return undefined;
    return this.#one(reply, `read merge request !${number}`);
  }

  async createPullRequest(request: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<PullRequest> {
    return toPullRequest(await this.create(request, {}));
  }

  async create(
    request: { head: string; base: string; title: string; body: string },
    options: Record<string, unknown>,
  ): Promise<GitlabMergeRequest> {
    const { head, base, title, body } = request;
    const reply = await this.#api.rest('POST', '/merge_requests', {
      source_branch: head,
      target_branch: base,
      title,
      description: withoutCommands(body),
      ...options,
    });
    if (reply.status === 409) {
      throw forgeError(
        'pull-request-exists',
        `A merge request from ${head} is open already.`,
      );
    }
    return this.#one(reply, `open a merge request from ${head}`);
  }

  async updatePullRequest(
    number: number,
    change: { title: string; body: string },
  ): Promise<PullRequest> {
    const { title, body } = change;
    const description = withoutCommands(body);
    return toPullRequest(await this.put(number, { title, description }));
  }

  async put(
    number: number,
    change: Record<string, unknown>,
  ): Promise<GitlabMergeRequest> {
    const path = `/merge_requests/${number}`;
    const reply = await this.#api.rest('PUT', path, change);
    return this.#one(reply, `update merge request !${number}`);
  }

  async addLabels(number: number, labels: readonly string[]): Promise<void> {
    const divided = labels.find(label => label.includes(','));
    if (divided !== undefined) {
      throw forgeError(
        'invalid',
        `Label "${divided.slice(0, 100)}" has a comma, at which ${
          this.#api.title
        } divides labels: choose another.`,
      );
    }
    await this.put(number, { add_labels: labels.join(',') });
  }

  async getReviewers(
    number: number,
  ): Promise<{ users: string[]; teams: string[] }> {
    const path = `/merge_requests/${number}`;
    const what = `read the reviews of merge request !${number}`;
    const [found, approvals] = await Promise.all([
      this.read(number),
      this.#api.rest('GET', `${path}/approvals`),
    ]);
    const { approved_by: approved } = this.#api.read(
      approvals,
      approvalsAnswer,
      what,
    );
    const users = [
      ...(found?.reviewers ?? []).map(({ username }) => username),
      ...(approved ?? []).flatMap(({ user }) => user?.username ?? []),
    ];
    return { users: [...new Set(users)], teams: [] };
  }

  async requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void> {
    const { users = [], teams = [] } = reviewers;
    const what = `ask for a review of merge request !${number}`;
    if (users.length) {
      const { mergeRequestSetReviewers: answer } = await this.#api.graphql(
        what,
        reviewersAnswer,
        ADD_REVIEWERS,
        { iid: `${number}`, names: users },
      );
      const asked = (answer?.mergeRequest?.reviewers?.nodes ?? []).map(
        ({ username }) => username.toLocaleLowerCase('en-US'),
      );
      const missing = users.filter(
        name => !asked.includes(name.toLocaleLowerCase('en-US')),
      );
      if (missing.length) throw this.#notAsked(what, missing);
    }
    if (teams.length) {
      throw forgeError(
        'invalid',
        `${
          this.#api.title
        } asks people for reviews, not groups: name users, or let CODEOWNERS and approval rules name the groups.`,
      );
    }
  }

  #notAsked(what: string, names: readonly string[]): Error {
    return forgeError(
      'invalid',
      `${this.#api.title} did not ${what} from ${names.join(
        ', ',
      )}: check that they are members of ${
        this.#api.repository
      } (GitLab Free has one reviewer only).`,
    );
  }

  #one(reply: ForgeReply, what: string): GitlabMergeRequest {
    return this.#api.read(reply, oneMergeRequest, what);
  }
}
