import type { CommitRequest, Forge } from '../Forge';
import { BitbucketCloudApi } from './BitbucketCloudApi';
import { BitbucketCloudFiles } from './BitbucketCloudFiles';
import { BitbucketCloudPullRequests } from './BitbucketCloudPullRequests';
import { nameOf } from './bitbucketCloudReplies';
import { defaultReviewers } from './defaultReviewers';
import { takeInBase } from './takeInBase';

/** Where a repository of Bitbucket Cloud is and how to get in. @public */
export interface BitbucketCloudForgeOptions {
  workspace: string;
  repo: string;
  /** `https://api.bitbucket.org/2.0` by default. */
  apiBaseUrl?: string;
  /**
   * The `Authorization` header, asked for before each call: `Bearer …` or
   * `Basic …`.
   */
  authorization(): Promise<string | undefined>;
}

/**
 * A repository on bitbucket.org, through API 2.0; several files are read at once
 * by git over HTTPS.
 *
 * @public
 */
export class BitbucketCloudForge implements Forge {
  readonly type = 'bitbucketCloud';
  readonly repository: string;
  readonly #api: BitbucketCloudApi;
  readonly #files: BitbucketCloudFiles;
  readonly #pulls: BitbucketCloudPullRequests;

  constructor(options: BitbucketCloudForgeOptions) {
    this.#api = new BitbucketCloudApi(options);
    this.repository = this.#api.repository;
    this.#files = new BitbucketCloudFiles(this.#api);
    this.#pulls = new BitbucketCloudPullRequests(this.#api, this.#files);
  }

  getBranchHead(branch: string) {
    return this.#files.getBranchHead(branch);
  }

  readFiles(ref: string, paths: readonly string[]) {
    return this.#files.readFiles(ref, paths);
  }

  readMore(ref: string, paths: readonly string[]) {
    return this.#files.readMore(ref, paths);
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
    return takeInBase(this.#api, number);
  }

  addLabels() {
    return this.#pulls.addLabels();
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

  /** They are asked when a pull request is opened, too. */
  async getDefaultReviewers() {
    return (await defaultReviewers(this.#api)).map(nameOf);
  }
}
