import type { CommitRequest, Forge } from '../Forge';
import { GithubApi } from './GithubApi';
import { GithubFiles } from './GithubFiles';
import { GithubPullRequests } from './GithubPullRequests';

/** Where a GitHub repository is and how to get in. @public */
export interface GithubForgeOptions {
  /** Host as configured under `integrations.github`. */
  host: string;
  /** REST API; `https://api.github.com` for github.com, else `https://HOST/api/v3`. */
  apiBaseUrl?: string;
  owner: string;
  repo: string;
  /** Asked before each call: the token of an app lasts an hour. */
  token(): Promise<string | undefined>;
}

/** A repository on GitHub or GitHub Enterprise. @public */
export class GithubForge implements Forge {
  readonly type = 'github';
  readonly repository: string;
  readonly #files: GithubFiles;
  readonly #pulls: GithubPullRequests;

  constructor(options: GithubForgeOptions) {
    const api = new GithubApi(options);
    this.repository = api.repository;
    this.#files = new GithubFiles(api);
    this.#pulls = new GithubPullRequests(api);
  }

  getBranchHead(branch: string) {
    return this.#files.getBranchHead(branch);
  }

  readFiles(ref: string, paths: readonly string[]) {
    return this.#files.readFiles(ref, paths);
  }

  commit(request: CommitRequest) {
    return this.#files.commit(request);
  }

  findPullRequest(query: { head: string; base: string }) {
    return this.#pulls.findPullRequest(query);
  }

  getPullRequest(number: number) {
    return this.#pulls.getPullRequest(number);
  }

  getPullRequestState(number: number) {
    return this.#pulls.getPullRequestState(number);
  }

  createPullRequest(request: {
    head: string;
    base: string;
    title: string;
    body: string;
  }) {
    return this.#pulls.createPullRequest(request);
  }

  updatePullRequest(number: number, change: { title: string; body: string }) {
    return this.#pulls.updatePullRequest(number, change);
  }

  updateFromBase(number: number) {
    return this.#pulls.updateFromBase(number);
  }

  addLabels(number: number, labels: readonly string[]) {
    return this.#pulls.addLabels(number, labels);
  }

  getReviewers(number: number) {
    return this.#pulls.getReviewers(number);
  }

  requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ) {
    return this.#pulls.requestReviewers(number, reviewers);
  }
}
