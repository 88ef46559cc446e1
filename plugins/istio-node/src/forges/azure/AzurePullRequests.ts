import type { PullRequest, PullRequestState } from '../Forge';
import { beginningOf, isOfSameChange } from '../changeRounds';
import type { ForgeReply } from '../forgeClient';
import { fitBody } from '../fitBody';
import { forgeError } from '../forgeFault';
import type { AzureApi } from './AzureApi';
import type { AzureFiles } from './AzureFiles';
import {
  type AzurePullRequest,
  commitRefs,
  onePullRequest,
  pullRequests,
  toPullRequest,
  toReviewers,
} from './azureReplies';
import { identityOf } from './identityOf';
import { lookAtBranches } from './lookAtBranches';

const MAX_BODY = 4000;
/** Lists give as much of a description; longer ones are asked for alone. */
const LISTED_BODY = 400;
const LOOKS = 8;
const LOOK_PAUSE_MS = 250;

/** Numbers of pull requests by what they go from and to, of this process. */
const known = new Map<string, number>();
const MAX_KNOWN = 10_000;

const ref = (branch: string) => `refs/heads/${branch}`;

/** Pull requests of a repository on Azure DevOps. @internal */
export class AzurePullRequests {
  readonly #api: AzureApi;
  readonly #files: AzureFiles;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(
    api: AzureApi,
    files: AzureFiles,
    sleep: (ms: number) => Promise<void>,
  ) {
    this.#api = api;
    this.#files = files;
    this.#sleep = sleep;
  }

  /**
   * There is one active pull request between two branches at most, so that one
   * which is known and still active is it. Of others the branches of the change
   * are looked at first, which also tells where to begin: without any of them no
   * pull request of it is active, or opening another is refused.
   */
  async findPullRequest(query: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const number = known.get(this.#key(query));
    const found = number === undefined ? undefined : await this.read(number);
    if (found?.status === 'active') return this.#complete(found, true);
    if (found) return this.#search(query);
    const { head, base } = query;
    const heads = await lookAtBranches(this.#api, [beginningOf(head), base]);
    const begun = [...heads.keys()].some(one => isOfSameChange(head, one));
    const earlier = begun ? await this.#search(query) : undefined;
    this.#files.expect(heads);
    return earlier;
  }

  async #search(query: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const reply = await this.#api.call('GET', '/pullrequests', {
      query: {
        'searchCriteria.sourceRefName': ref(query.head),
        'searchCriteria.targetRefName': ref(query.base),
        'searchCriteria.status': 'all',
        $top: '20',
      },
    });
    const what = `look for the pull request of ${query.head}`;
    const { value } = this.#api.read(reply, pullRequests, what);
    // A fork may have a branch of the same name.
    const own = value
      .filter(({ forkSource }) => !forkSource)
      .sort((a, b) => b.pullRequestId - a.pullRequestId);
    const found = own.find(({ status }) => status === 'active') ?? own[0];
    if (!found) return undefined;
    this.#remember(query, found);
    const isWhole = (found.description ?? '').length < LISTED_BODY;
    return this.#complete(found, isWhole);
  }

  #key({ head, base }: { head: string; base: string }): string {
    return `${this.#api.webUrl} ${head} ${base}`;
  }

  #remember(
    query: { head: string; base: string },
    { pullRequestId }: AzurePullRequest,
  ): void {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(this.#key(query), pullRequestId);
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const found = await this.read(number);
    return found && this.#withMergeBase(found);
  }

  async getPullRequestState(
    number: number,
  ): Promise<PullRequestState | undefined> {
    const found = await this.read(number);
    return found && this.#show(found);
  }

  async read(number: number): Promise<AzurePullRequest | undefined> {
    const reply = await this.#api.call('GET', `/pullrequests/${number}`);
    if (reply.status === 404 && /TF401180/.test(reply.message)) {
      return undefined;
    }
    return this.#one(reply, `read pull request #${number}`);
  }

  async createPullRequest(request: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<PullRequest> {
    const { head, base, title, body } = request;
    const reply = await this.#api.call('POST', '/pullrequests', {
      body: {
        sourceRefName: ref(head),
        targetRefName: ref(base),
        title,
        description: fitBody(body, MAX_BODY),
      },
    });
    const isTaken =
      this.#api.kindOf(reply) === 'GitPullRequestExistsException' ||
      /TF401179/.test(reply.message);
    if (isTaken) {
      throw forgeError(
        'pull-request-exists',
        `A pull request from ${head} is open already.`,
      );
    }
    const opened = this.#one(reply, `open a pull request from ${head}`);
    this.#remember(request, opened);
    return this.#show(opened);
  }

  async updatePullRequest(
    number: number,
    { title, body }: { title: string; body: string },
  ): Promise<PullRequest> {
    const reply = await this.#api.call('PATCH', `/pullrequests/${number}`, {
      body: { title, description: fitBody(body, MAX_BODY) },
    });
    return this.#show(this.#one(reply, `update pull request #${number}`));
  }

  async addLabels(number: number, labels: readonly string[]): Promise<void> {
    const path = `/pullrequests/${number}/labels`;
    for (const name of labels) {
      const call = { body: { name }, preview: true };
      const reply = await this.#api.call('POST', path, call);
      this.#api.assertOk(reply, `label pull request #${number}`);
    }
  }

  async getReviewers(
    number: number,
  ): Promise<{ users: string[]; teams: string[] }> {
    return toReviewers((await this.read(number))?.reviewers);
  }

  async requestReviewers(
    number: number,
    {
      users = [],
      teams = [],
    }: {
      users?: readonly string[];
      teams?: readonly string[];
    },
  ): Promise<void> {
    const what = `ask for a review of pull request #${number}`;
    for (const name of [...users, ...teams]) {
      const id = await identityOf(this.#api, name);
      const path = `/pullrequests/${number}/reviewers/${id}`;
      const body = { id, vote: 0 };
      const reply = await this.#api.call('PUT', path, { body });
      this.#api.assertOk(reply, what);
    }
  }

  /** A list cuts descriptions, and says nothing of a merge still being tried. */
  async #complete(
    given: AzurePullRequest,
    isWhole: boolean,
  ): Promise<PullRequest> {
    if (given.status !== 'active') return this.#show(given);
    let found = given;
    for (let look = 1; look <= LOOKS; look++) {
      const isTrying = found.mergeStatus === 'queued';
      if (!isTrying && (isWhole || found !== given)) break;
      if (isTrying) await this.#sleep(LOOK_PAUSE_MS);
      found = (await this.read(found.pullRequestId)) ?? found;
    }
    return this.#withMergeBase(found);
  }

  /** Where head left base is asked for only when it matters. */
  async #withMergeBase(raw: AzurePullRequest): Promise<PullRequest> {
    const head = raw.lastMergeSourceCommit?.commitId;
    const base = raw.lastMergeTargetCommit?.commitId;
    const matters = raw.status === 'active' && raw.mergeStatus === 'conflicts';
    if (!matters || !head || !base) return this.#show(raw);
    return this.#show(raw, await this.mergeBase(head, base));
  }

  /** The commit at which two others part. */
  async mergeBase(head: string, base: string): Promise<string | undefined> {
    const reply = await this.#api.call('GET', `/commits/${head}/mergebases`, {
      query: { otherCommitId: base },
      preview: true,
    });
    const { value } = this.#api.read(reply, commitRefs, 'compare two commits');
    return value[0]?.commitId;
  }

  #show(raw: AzurePullRequest, mergeBase?: string): PullRequest {
    return toPullRequest(raw, this.#api.webUrl, mergeBase);
  }

  #one(reply: ForgeReply, what: string): AzurePullRequest {
    return this.#api.read(reply, onePullRequest, what);
  }
}
