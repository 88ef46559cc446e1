import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Lock } from './Lock';
import { PullStore } from './pulls/PullStore';
import { createRepository } from './repository/createRepository';
import { NO_COMMIT, listRefs, readRef, swapRef } from './repository/refs';
import { seedRepository } from './seedRepository';

const BRANCHES = 'refs/heads/';

/** A branch that moved, however it was moved. @public */
export interface PushEvent {
  owner: string;
  repo: string;
  branch: string;
  /** The commit before; undefined for a new branch. */
  before: string | undefined;
  /** The commit now; undefined for a branch that is gone. */
  after: string | undefined;
}

/** @internal */
export interface RepositorySettings {
  id: number;
  owner: string;
  name: string;
  dataDir: string;
  defaultBranch: string;
  isPrivate: boolean;
  protectedBranches: string[];
  seed: Record<string, string>;
}

/**
 * One repository of the forge: its bare git repository, its pull requests, and
 * the one place where a moved branch is noticed.
 *
 * @internal
 */
export class ForgeRepository {
  readonly gitDir: string;
  readonly pulls: PullStore;
  /** Held while something is read and then written on the strength of it. */
  readonly writes = new Lock();
  readonly #notices = new Lock();
  readonly #listeners = new Set<(event: PushEvent) => void>();
  #known = new Map<string, string>();
  createdAt = new Date(0);

  constructor(readonly settings: RepositorySettings) {
    const { dataDir, owner, name } = settings;
    this.gitDir = path.join(dataDir, 'repositories', owner, `${name}.git`);
    this.pulls = new PullStore(
      path.join(dataDir, 'pulls', owner, `${name}.json`),
    );
  }

  get fullName(): string {
    return `${this.settings.owner}/${this.settings.name}`;
  }

  async open(): Promise<void> {
    const { defaultBranch, protectedBranches, seed } = this.settings;
    if (!existsSync(this.gitDir)) {
      await createRepository(this.gitDir, { defaultBranch, protectedBranches });
      if (Object.keys(seed).length > 0) {
        await seedRepository(this.gitDir, defaultBranch, seed);
      }
    }
    await this.pulls.load();
    this.#known = await this.#heads();
    this.createdAt = new Date();
  }

  async reset(): Promise<void> {
    await this.writes.run(async () => {
      await rm(this.gitDir, { recursive: true, force: true });
      await this.pulls.clear();
      const before = this.#known;
      await this.open();
      this.#tell(before, this.#known);
    });
  }

  onPush(listener: (event: PushEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Compares the branches with what was last seen, brings the pull requests up
   * to date and tells the listeners. Called after everything that may have moved
   * a branch: an API call, a merge, a push by git itself.
   */
  notice(): Promise<void> {
    return this.#notices.run(async () => {
      const before = this.#known;
      this.#known = await this.#heads();
      for (const event of this.#changes(before, this.#known)) {
        await this.#followBranch(event);
      }
      this.#tell(before, this.#known);
    });
  }

  async #heads(): Promise<Map<string, string>> {
    const refs = await listRefs(this.gitDir, BRANCHES);
    return new Map(
      refs.map(({ name, sha }) => [name.slice(BRANCHES.length), sha]),
    );
  }

  // As Gitea: a push to the head branch moves the pull request, a deleted branch closes it.
  async #followBranch({ branch, after }: PushEvent): Promise<void> {
    const now = new Date().toISOString();
    for (const pull of this.pulls.list()) {
      if (pull.state !== 'open') continue;
      const gone = !after && (pull.head === branch || pull.base === branch);
      if (gone) {
        await this.pulls.update(pull.number, {
          state: 'closed',
          closedAt: now,
          updatedAt: now,
        });
      } else if (after && pull.head === branch && pull.headSha !== after) {
        await this.keepPullHead(pull.number, after);
        await this.pulls.update(pull.number, {
          headSha: after,
          updatedAt: now,
        });
      }
    }
  }

  /** Points `refs/pull/<n>/head` at a commit, so that it outlives its branch. */
  async keepPullHead(number: number, to: string): Promise<void> {
    const ref = `refs/pull/${number}/head`;
    const from = (await readRef(this.gitDir, ref)) ?? NO_COMMIT;
    await swapRef(this.gitDir, ref, to, from);
  }

  #changes(before: Map<string, string>, after: Map<string, string>) {
    const { owner, name } = this.settings;
    const branches = new Set([...before.keys(), ...after.keys()]);
    return [...branches]
      .filter(branch => before.get(branch) !== after.get(branch))
      .map<PushEvent>(branch => ({
        owner,
        repo: name,
        branch,
        before: before.get(branch),
        after: after.get(branch),
      }));
  }

  #tell(before: Map<string, string>, after: Map<string, string>): void {
    for (const event of this.#changes(before, after)) {
      for (const listener of this.#listeners) listener(event);
    }
  }
}
