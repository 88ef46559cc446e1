import type { CommitRequest, Forge } from '../Forge';
import { AzureApi } from './AzureApi';
import { AzureFiles } from './AzureFiles';
import { AzurePullRequests } from './AzurePullRequests';
import { azureCredential } from './azureCredential';
import { mergeBaseInto } from './mergeBaseInto';

/** Where a repository of Azure DevOps is and how to get in. @public */
export interface AzureForgeOptions {
  /** `dev.azure.com`, `ORGANIZATION.visualstudio.com` or a server. */
  host: string;
  /** The organization, or the collection of a server with its path, `tfs/c`. */
  organization: string;
  project: string;
  repo: string;
  /** Asked before each call: a personal access token or one of Entra ID. */
  token(): Promise<string | undefined>;
  /** Waits while Azure DevOps tries a merge; tests pass their own. */
  sleep?(ms: number): Promise<void>;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}

/** A repository on Azure DevOps Services or Server. @public */
export class AzureForge implements Forge {
  readonly type = 'azure';
  readonly repository: string;
  readonly #api: AzureApi;
  readonly #files: AzureFiles;
  readonly #requests: AzurePullRequests;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(options: AzureForgeOptions) {
    const credential = async () => azureCredential(await options.token());
    this.#api = new AzureApi({ ...options, credential });
    this.repository = this.#api.repository;
    this.#sleep = options.sleep ?? pause;
    this.#files = new AzureFiles(this.#api);
    this.#requests = new AzurePullRequests(this.#api, this.#files, this.#sleep);
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

  getPullRequestState(number: number) {
    return this.#requests.getPullRequestState(number);
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
    const [api, files, requests] = [this.#api, this.#files, this.#requests];
    return mergeBaseInto({ api, files, requests, sleep: this.#sleep }, number);
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
