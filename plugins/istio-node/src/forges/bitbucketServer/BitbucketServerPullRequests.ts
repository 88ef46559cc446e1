import type { PullRequest, PullRequestState } from '../Forge';
import { beginningOf, isOfSameChange } from '../changeRounds';
import { fitBody } from '../fitBody';
import { forgeError } from '../forgeFault';
import type { GitFiles } from '../git/GitFiles';
import { OpenBranches } from '../OpenBranches';
import type { BitbucketServerApi } from './BitbucketServerApi';
import { problemOf } from './bitbucketServerFaults';
import {
  isMergeable,
  mergeability,
  pullRequestNow,
  readServer,
  serverCommit,
  type ServerPullRequest,
  serverPullRequest,
  serverPullRequests,
  toPullRequest,
} from './bitbucketServerReplies';

/** Bitbucket takes less than 32,768 characters (BSERV-14135). */
const MAX_BODY = 32_767;

/** How often an edit is made anew when people edit at the same time. */
const ATTEMPTS = 3;

/** Of all repositories in this process. */
const open = new OpenBranches();

/** What an edit of a pull request sets; the rest stays. */
interface Edit {
  title?: string;
  description?: string;
  addReviewers?: readonly string[];
}

/** Pull requests of a repository on Bitbucket Data Center. @internal */
export class BitbucketServerPullRequests {
  readonly #api: BitbucketServerApi;
  readonly #files: GitFiles;
  /** The open pull request that was seen last, whose edit need not read it. */
  #seen: ServerPullRequest | undefined;

  constructor(api: BitbucketServerApi, files: GitFiles) {
    this.#api = api;
    this.#files = files;
  }

  /**
   * The branches of the change are looked at first, which also tells where to
   * begin: without any of them no pull request of it is open.
   */
  async findPullRequest(branches: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const { head, base } = branches;
    if (!open.has(this.#key(branches))) {
      const heads = await this.#files.look([beginningOf(head), base]);
      const begun = [...heads.keys()].some(one => isOfSameChange(head, one));
      if (!begun) return undefined;
    }
    const found = await this.#search(branches);
    open.tell(this.#key(branches), found?.state === 'open');
    if (found?.state === 'open') this.#files.expect(head, found.head.sha);
    return found;
  }

  #key({ head, base }: { head: string; base: string }): string {
    return `${this.#api.title} ${this.#api.repository} ${head} ${base}`;
  }

  async #search({
    head,
    base,
  }: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const query = new URLSearchParams({
      ...{ at: `refs/heads/${head}`, direction: 'OUTGOING' },
      ...{ state: 'ALL', order: 'NEWEST', limit: '100' },
    });
    const reply = await this.#api.send('GET', `/pull-requests?${query}`);
    this.#api.assertOk(reply, `look for the pull request of ${head}`);
    const own = readServer(serverPullRequests, reply).values.filter(
      ({ toRef }) => toRef.displayId === base && this.#isOurs(toRef),
    );
    this.#seen = own.find(({ state }) => state === 'OPEN');
    const found = this.#seen ?? own[0];
    return found && this.#complete(found);
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const found = await this.read(number);
    return found && this.#complete(found);
  }

  async getPullRequestState(
    number: number,
  ): Promise<PullRequestState | undefined> {
    const found = await this.read(number);
    return found && toPullRequest(found);
  }

  async createPullRequest({
    head,
    base,
    title,
    body,
  }: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<PullRequest> {
    const reply = await this.#api.send('POST', '/pull-requests', {
      ...{ title, description: fitBody(body, MAX_BODY) },
      fromRef: this.refOf(head),
      toRef: this.refOf(base),
    });
    if (problemOf(reply).name === 'DuplicatePullRequestException') {
      throw forgeError(
        'pull-request-exists',
        `A pull request from ${head} is open already.`,
      );
    }
    this.#api.assertOk(reply, `open a pull request from ${head}`);
    open.tell(this.#key({ head, base }), true);
    return toPullRequest(readServer(serverPullRequest, reply));
  }

  async updatePullRequest(
    number: number,
    { title, body }: { title: string; body: string },
  ): Promise<PullRequest> {
    const description = fitBody(body, MAX_BODY);
    const edited = await this.#edit(number, { title, description });
    return toPullRequest(edited);
  }

  async addLabels(): Promise<void> {
    throw forgeError(
      'invalid',
      `${this.#api.title} has no labels on pull requests: configure none.`,
    );
  }

  async getReviewers(
    number: number,
  ): Promise<{ users: string[]; teams: string[] }> {
    const found = await this.read(number);
    const people = [
      ...(found?.reviewers ?? []),
      ...(found?.participants ?? []),
    ];
    const users = new Set(people.map(({ user }) => user.name));
    return { users: [...users], teams: [] };
  }

  async requestReviewers(
    number: number,
    { users, teams }: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void> {
    if (users?.length) await this.#edit(number, { addReviewers: users });
    if (!teams?.length) return;
    throw forgeError(
      'invalid',
      `${
        this.#api.title
      } asks people for a review, not groups: name the members of ${teams.join(
        ', ',
      )}.`,
    );
  }

  /** The pull request as Bitbucket has it. */
  async read(number: number): Promise<ServerPullRequest | undefined> {
    const reply = await this.#api.send('GET', `/pull-requests/${number}`);
    if (problemOf(reply).name === 'NoSuchPullRequestException') {
      return undefined;
    }
    this.#api.assertOk(reply, `read pull request #${number}`);
    return readServer(serverPullRequest, reply);
  }

  /** A branch of this repository, as pull requests name it. */
  refOf(branch: string) {
    const { project, repo } = this.#api;
    return {
      id: `refs/heads/${branch}`,
      repository: { slug: repo, project: { key: project } },
    };
  }

  /** Whether git can merge it; undefined while Bitbucket does not know. */
  async isMergeable(number: number): Promise<boolean | undefined> {
    const path = `/pull-requests/${number}/merge`;
    const reply = await this.#api.send('GET', path);
    this.#api.assertOk(reply, `see whether pull request #${number} can merge`);
    return isMergeable(readServer(mergeability, reply).outcome);
  }

  #isOurs({ repository }: ServerPullRequest['toRef']): boolean {
    const same = (a: string, b: string) =>
      a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
    return (
      same(repository.slug, this.#api.repo) &&
      same(repository.project.key, this.#api.project)
    );
  }

  /**
   * Bitbucket takes whole pull requests, and only on top of the version that is
   * there: what is not edited is sent back as it was seen, and a refusal brings
   * the pull request along as it is now.
   */
  async #edit(number: number, edit: Edit): Promise<ServerPullRequest> {
    const what = `update pull request #${number}`;
    let known = this.#seen?.id === number ? this.#seen : undefined;
    for (let attempt = 1; ; attempt++) {
      const now = known ?? (await this.read(number));
      if (!now) {
        throw forgeError('not-found', `Pull request #${number} is gone.`);
      }
      const names = [
        ...(now.reviewers ?? []).map(({ user }) => user.name),
        ...(edit.addReviewers ?? []),
      ];
      const reply = await this.#api.send('PUT', `/pull-requests/${number}`, {
        version: now.version,
        title: edit.title ?? now.title,
        description: edit.description ?? now.description ?? '',
        reviewers: [...new Set(names)].map(name => ({ user: { name } })),
      });
      const { name } = problemOf(reply);
      const outdated = name === 'PullRequestOutOfDateException';
      known = this.#seen = outdated ? pullRequestNow(reply) : undefined;
      if (outdated && attempt < ATTEMPTS) continue;
      this.#api.assertOk(reply, what);
      return readServer(serverPullRequest, reply);
    }
  }

  /** Whether it can be merged, and where it left base, when that matters. */
  async #complete(raw: ServerPullRequest): Promise<PullRequest> {
    const pull = toPullRequest(raw);
    if (pull.state !== 'open') return pull;
    const known = raw.properties?.mergeResult;
    const mergeable = known?.current
      ? isMergeable(known.outcome)
      : await this.isMergeable(pull.number);
    if (mergeable !== false) return { ...pull, mergeable };
    const reply = await this.#api.send(
      'GET',
      `/commits/${pull.head.sha}/merge-base?otherCommitId=${pull.base.sha}`,
    );
    this.#api.assertOk(reply, `compare ${pull.head.branch} with its base`);
    const found = serverCommit.safeParse(reply.body);
    return { ...pull, mergeable, mergeBase: found.data?.id };
  }
}
