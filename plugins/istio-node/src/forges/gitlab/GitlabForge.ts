import type { CommitRequest, Forge } from '../Forge';
import { GitlabApi } from './GitlabApi';
import { GitlabFiles } from './GitlabFiles';
import { GitlabMergeRequests } from './GitlabMergeRequests';
import { mergeBaseInto } from './mergeBaseInto';

/** Where a GitLab project is and how to get in. @public */
export interface GitlabForgeOptions {
  /** Host as configured under `integrations.gitlab`. */
  host: string;
  /** REST API; `https://HOST/api/v4` by default. */
  apiBaseUrl?: string;
  /** The group with its parents, `group/subgroup`. */
  owner: string;
  repo: string;
  /** Asked before each call. */
  token(): Promise<string | undefined>;
  /** Waits while GitLab looks into a merge; tests pass their own. */
  sleep?(ms: number): Promise<void>;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}

/** A project on gitlab.com or a GitLab of one's own. @public */
export class GitlabForge implements Forge {
  readonly type = 'gitlab';
  readonly repository: string;
  readonly #api: GitlabApi;
  readonly #files: GitlabFiles;
  readonly #requests: GitlabMergeRequests;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(options: GitlabForgeOptions) {
    this.#api = new GitlabApi(options);
    this.repository = this.#api.repository;
    this.#files = new GitlabFiles(this.#api);
    this.#sleep = options.sleep ?? pause;
    this.#requests = new GitlabMergeRequests(this.#api, this.#sleep);
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
    return this.#requests.findPullRequest(query);
  }

  getPullRequest(number: number) {
    return this.#requests.getPullRequest(number);
  }

  createPullRequest(request: {
    head: string;
    base: string;
    title: string;
    body: string;
  }) {
    return this.#requests.createPullRequest(request);
  }

  updatePullRequest(number: number, change: { title: string; body: string }) {
    return this.#requests.updatePullRequest(number, change);
  }

  updateFromBase(number: number) {
    const [api, requests, sleep] = [this.#api, this.#requests, this.#sleep];
    return mergeBaseInto({ api, requests, sleep }, number);
  }

  addLabels(number: number, labels: readonly string[]) {
    return this.#requests.addLabels(number, labels);
  }

  getReviewers(number: number) {
    return this.#requests.getReviewers(number);
  }

  requestReviewers(
    number: number,
    reviewers: { users?: readonly string[]; teams?: readonly string[] },
  ) {
    return this.#requests.requestReviewers(number, reviewers);
  }
}
