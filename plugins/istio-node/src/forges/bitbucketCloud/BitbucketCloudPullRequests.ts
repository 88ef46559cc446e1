import type { PullRequest, PullRequestState } from '../Forge';
import { beginningOf, isOfSameChange } from '../changeRounds';
import { forgeError } from '../forgeFault';
import type { BitbucketCloudApi } from './BitbucketCloudApi';
import type { BitbucketCloudFiles } from './BitbucketCloudFiles';
import {
  cloudCommit,
  type CloudPullRequest,
  cloudPullRequest,
  nameOf,
  pageOf,
  readCloud,
  toPullRequest,
} from './bitbucketCloudReplies';
import {
  areBoth,
  type Heads,
  headsLike,
  mergeableOf,
  PAGE,
  queryText,
  readHeads,
} from './cloudMerging';
import { defaultReviewers } from './defaultReviewers';
import { findAccounts } from './findAccounts';

const STATES = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'];

/**
 * How long the reviewers of a pull request are believed, in milliseconds: one
 * who is added later by hand would be taken off by an edit.
 */
const BELIEVED = 10_000;

/** Pull requests of a repository on Bitbucket Cloud. @internal */
export class BitbucketCloudPullRequests {
  readonly #api: BitbucketCloudApi;
  readonly #files: BitbucketCloudFiles;
  /** Branches that had no open pull request when it was last looked for one. */
  readonly #without = new Set<string>();
  /** The open pull request that was seen last, whose edit need not read it. */
  #seen: { pull: CloudPullRequest; at: number } | undefined;

  constructor(api: BitbucketCloudApi, files: BitbucketCloudFiles) {
    this.#api = api;
    this.#files = files;
  }

  /**
   * The branches of the change are looked at first, which also tells where to
   * begin: without any of them no pull request of it is open.
   */
  async findPullRequest(branches: Heads): Promise<PullRequest | undefined> {
    const { head, base } = branches;
    const heads = await headsLike(this.#api, beginningOf(head), base);
    // A page that is full may lack one.
    const begun =
      heads.size >= PAGE ||
      [...heads.keys()].some(one => isOfSameChange(head, one));
    const known = { head: heads.get(head), base: heads.get(base) };
    const found = begun ? await this.#search(branches, known) : undefined;
    const key = `${head} ${base}`;
    if (found?.state === 'open') this.#without.delete(key);
    else this.#without.add(key);
    this.#files.expect(heads);
    return found;
  }

  async #search(
    { head, base }: Heads,
    heads: Partial<Heads>,
  ): Promise<PullRequest | undefined> {
    const query = new URLSearchParams({
      q: [
        `source.branch.name=${queryText(head)}`,
        `destination.branch.name=${queryText(base)}`,
        // A fork may have a branch of the same name.
        `source.repository.full_name=${queryText(this.#api.repository)}`,
      ].join(' AND '),
      ...{ sort: '-created_on', pagelen: '50' },
      fields: '+values.reviewers,+values.participants',
    });
    for (const state of STATES) query.append('state', state);
    const reply = await this.#api.send('GET', `/pullrequests?${query}`);
    this.#api.assertOk(reply, `look for the pull request of ${head}`);
    const { values } = readCloud(pageOf(cloudPullRequest), reply);
    const open = values.find(({ state }) => state === 'OPEN');
    if (open) this.#seen = { pull: open, at: Date.now() };
    const found = open ?? values[0];
    return found && this.#complete(found, heads);
  }

  async getPullRequest(number: number): Promise<PullRequest | undefined> {
    const found = await this.#read(number);
    return found && this.#complete(found);
  }

  /** When it was merged is told by its commit alone, which is a call more, once. */
  async getPullRequestState(
    number: number,
  ): Promise<PullRequestState | undefined> {
    const found = await this.#read(number);
    if (!found) return undefined;
    const pull = toPullRequest(found);
    return pull.state === 'merged' ? this.#complete(found) : pull;
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
    await this.#assertNone(head, base);
    const asked = {
      ...{ title, description: body, close_source_branch: false },
      source: { branch: { name: head } },
      destination: { branch: { name: base } },
    };
    const reviewers = await defaultReviewers(this.#api);
    const open = (people: typeof reviewers) =>
      this.#api.send('POST', '/pullrequests', {
        ...asked,
        reviewers: people.map(({ uuid }) => ({ uuid })),
      });
    let reply = await open(reviewers);
    const said = reply.status === 400 ? this.#api.saidBy(reply) : '';
    // Who opens it cannot review it; the message names the person.
    if (reviewers.length && /review/i.test(said)) {
      const others = reviewers.filter(
        ({ display_name }) => !display_name || !said.includes(display_name),
      );
      reply = await open(others.length < reviewers.length ? others : []);
    }
    this.#api.assertOk(reply, `open a pull request from ${head}`);
    this.#without.delete(`${head} ${base}`);
    return toPullRequest(readCloud(cloudPullRequest, reply));
  }

  updatePullRequest(
    number: number,
    { title, body }: { title: string; body: string },
  ): Promise<PullRequest> {
    return this.#edit(number, { title, description: body });
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
    const found = await this.#read(number);
    const people = [
      ...(found?.reviewers ?? []),
      ...(found?.participants ?? [])
        .filter(({ role }) => role === 'REVIEWER')
        .map(({ user }) => user),
    ];
    return { users: [...new Set(people.map(nameOf))], teams: [] };
  }

  async requestReviewers(
    number: number,
    { users, teams }: { users?: readonly string[]; teams?: readonly string[] },
  ): Promise<void> {
    if (users?.length) {
      const people = await findAccounts(this.#api, users);
      await this.#edit(number, {}, people);
    }
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

  async #read(number: number): Promise<CloudPullRequest | undefined> {
    const reply = await this.#api.send('GET', `/pullrequests/${number}`);
    if (reply.status === 404) return this.#api.absent();
    this.#api.assertOk(reply, `read pull request #${number}`);
    return readCloud(cloudPullRequest, reply);
  }

  /** An edit takes off the reviewers that it does not name. */
  async #edit(
    number: number,
    text: { title?: string; description?: string },
    people: ReadonlyArray<{ uuid: string }> = [],
  ): Promise<PullRequest> {
    const now = this.#fresh(number) ?? (await this.#read(number));
    if (!now) throw forgeError('not-found', `Pull request #${number} is gone.`);
    const present = (now.reviewers ?? []).map(({ uuid }) => uuid);
    const wanted = people.map(({ uuid }) => uuid);
    const nothing =
      wanted.every(uuid => present.includes(uuid)) &&
      text.title === undefined &&
      text.description === undefined;
    if (nothing) return toPullRequest(now);
    const { title, description, summary } = now;
    const reply = await this.#api.send('PUT', `/pullrequests/${number}`, {
      title: text.title ?? title,
      description: text.description ?? description ?? summary?.raw ?? '',
      reviewers: [...new Set([...present, ...wanted])].map(uuid => ({ uuid })),
    });
    this.#api.assertOk(reply, `update pull request #${number}`);
    return toPullRequest(readCloud(cloudPullRequest, reply));
  }

  /** It serves one edit: what that left is read anew. */
  #fresh(number: number): CloudPullRequest | undefined {
    const seen = this.#seen;
    this.#seen = undefined;
    if (seen?.pull.id !== number || !seen.pull.reviewers) return undefined;
    return Date.now() - seen.at < BELIEVED ? seen.pull : undefined;
  }

  /** Bitbucket would write into the open one instead of refusing a second. */
  async #assertNone(head: string, base: string): Promise<void> {
    if (this.#without.has(`${head} ${base}`)) return;
    const found = await this.findPullRequest({ head, base });
    if (found?.state !== 'open') return;
    throw forgeError(
      'pull-request-exists',
      `A pull request from ${head} is open already.`,
    );
  }

  async #complete(
    raw: CloudPullRequest,
    known?: Partial<Heads>,
  ): Promise<PullRequest> {
    const pull = toPullRequest(raw);
    if (pull.state === 'merged' && pull.mergeCommit) {
      const reply = await this.#api.send('GET', `/commit/${pull.mergeCommit}`);
      this.#api.assertOk(reply, `read commit ${pull.mergeCommit}`);
      const { hash, date } = readCloud(cloudCommit, reply);
      return { ...pull, mergeCommit: hash, mergedAt: date ?? undefined };
    }
    if (pull.state !== 'open') return pull;
    const branches = { head: pull.head.branch, base: pull.base.branch };
    const heads = known ?? (await readHeads(this.#api, branches));
    if (!areBoth(heads)) return pull;
    const { mergeable, mergeBase } = this.#files.isOn(heads)
      ? { mergeable: true, mergeBase: undefined }
      : await mergeableOf(this.#api, heads);
    return {
      ...pull,
      ...{ mergeable, mergeBase },
      head: { ...pull.head, sha: heads.head },
      base: { ...pull.base, sha: heads.base },
    };
  }
}
