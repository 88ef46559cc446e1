import type { CommitRequest, Forge } from '../Forge';
import { BitbucketServerApi } from './BitbucketServerApi';
import { BitbucketServerFiles } from './BitbucketServerFiles';
import { BitbucketServerPullRequests } from './BitbucketServerPullRequests';
import { takeInBase } from './takeInBase';

/** Where a repository of Bitbucket Data Center is and how to get in. @public */
export interface BitbucketServerForgeOptions {
  /** Host as configured under `integrations.bitbucketServer`. */
  host: string;
  /** `https://HOST/rest/api/1.0` by default. */
  apiBaseUrl?: string;
  /** Key of the project; `~user` for that of a person. */
  project: string;
  repo: string;
  /** An HTTP access token; it goes before username and password. */
  token?: string;
  username?: string;
  password?: string;
}

/** A repository on Bitbucket Data Center or Server, through REST 1.0. @public */
export class BitbucketServerForge implements Forge {
  readonly type = 'bitbucketServer';
  readonly repository: string;
  readonly #api: BitbucketServerApi;
  readonly #files: BitbucketServerFiles;
  readonly #pulls: BitbucketServerPullRequests;

  constructor(options: BitbucketServerForgeOptions) {
    this.#api = new BitbucketServerApi(options);
    this.repository = this.#api.repository;
    this.#files = new BitbucketServerFiles(this.#api);
    this.#pulls = new BitbucketServerPullRequests(this.#api);
  }

  getBranchHead(branch: string) {
    return this.#files.getBranchHead(branch);
  }

  readFiles(ref: string, paths: readonly string[]) {
    return this.#files.readFiles(ref, paths);
  }

  /**
   * A commit a file, guarded each: not atomic. Removing files is refused, as
   * the API has no call for it.
   */
  commit(request: CommitRequest) {
    return this.#files.commit(request);
  }

  findPullRequest(query: { head: string; base: string }) {
    return this.#pulls.findPullRequest(query);
  }

  getPullRequest(number: number) {
    return this.#pulls.getPullRequest(number);
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
    return takeInBase(this.#api, this.#pulls, number);
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
}
