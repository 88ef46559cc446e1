import type { CommitRequest, Forge } from '../Forge';
import { GitFiles } from '../git/GitFiles';
import { BitbucketServerApi } from './BitbucketServerApi';
import { BitbucketServerPullRequests } from './BitbucketServerPullRequests';
import { defaultReviewers } from './defaultReviewers';
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
  /** Who commits; Meshwright by default. The pull request shows the account. */
  author?: { name: string; email: string };
}

/**
 * A repository on Bitbucket Data Center or Server: pull requests through REST
 * 1.0, files and commits by git over HTTPS.
 *
 * @public
 */
export class BitbucketServerForge implements Forge {
  readonly type = 'bitbucketServer';
  readonly repository: string;
  readonly #api: BitbucketServerApi;
  readonly #files: GitFiles;
  readonly #pulls: BitbucketServerPullRequests;

  constructor(options: BitbucketServerForgeOptions) {
    this.#api = new BitbucketServerApi(options);
    this.repository = this.#api.repository;
    const { host, author = { name: 'Meshwright', email: `noreply@${host}` } } =
      options;
    this.#files = new GitFiles({
      transport: this.#api,
      author,
      refused: (branch, said) =>
        this.#api.rule(`commit to branch ${branch}`, said),
    });
    this.#pulls = new BitbucketServerPullRequests(this.#api, this.#files);
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

  /** Its API commits one file at a time and removes none, so git pushes. */
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

  getDefaultReviewers(branches: { head: string; base: string }) {
    return defaultReviewers(this.#api, branches);
  }
}
