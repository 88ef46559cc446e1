import { isError } from '@backstage/errors';
import type { StoredChange } from '../database/StoredChange';
import type { Clock } from '../watch/Clock';
import type { PullRequestEvidence } from './judgeChange';
import type { PullRequestReader } from './PullRequestReader';

/** Nobody waits by the minute for what has been open for a week. */
const LONGEST_INTERVAL_MS = 60 * 60_000;

/** A pull request is asked about again after this part of its age. */
const PART_OF_AGE = 1 / 200;

/** Between two questions to one repository: 1,800 an hour, whatever is open. */
const LONGEST_GAP_MS = 2_000;

interface PollerOptions {
  clock: Clock;
  pullRequests: PullRequestReader;
  /** A pull request is never asked about more often. */
  pollMs: number;
  /** Must not throw. */
  onAnswer(change: StoredChange, evidence: PullRequestEvidence): Promise<void>;
}

/**
 * Asks the forges how pull requests stand: each repository in a row of its
 * own, so that a forge that does not answer holds up nobody else's changes,
 * and within what forges allow. What was never asked about comes first.
 */
export class PullRequestPoller {
  readonly #options: PollerOptions;
  readonly #stop = new AbortController();
  readonly #asked = new Map<string, number>();
  readonly #rows = new Map<string, Promise<void>>();
  #wanted: readonly StoredChange[] = [];

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Those whose pull requests were open when last seen, in place of all given before. */
  want(changes: readonly StoredChange[]): void {
    this.#wanted = changes;
    const keys = new Set(changes.map(keyOf));
    for (const key of this.#asked.keys()) {
      if (!keys.has(key)) this.#asked.delete(key);
    }
    for (const { repoUrl } of changes) {
      if (this.#rows.has(repoUrl)) continue;
      const row = this.#ask(repoUrl).finally(() => this.#rows.delete(repoUrl));
      this.#rows.set(repoUrl, row);
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#rows.values());
  }

  async #ask(repoUrl: string): Promise<void> {
    const { clock, onAnswer, pollMs } = this.#options;
    const { signal } = this.#stop;
    for (;;) {
      const change = signal.aborted ? undefined : this.#next(repoUrl);
      if (!change) return;
      this.#asked.set(keyOf(change), clock.now());
      const evidence = await this.#read(change);
      if (signal.aborted) return;
      await onAnswer(change, evidence);
      await clock.sleep(Math.min(LONGEST_GAP_MS, pollMs / 2), signal);
    }
  }

  /** Of those whose time has come, the one that waits for longest. */
  #next(repoUrl: string): StoredChange | undefined {
    const now = this.#options.clock.now();
    const askedAt = (change: StoredChange) =>
      this.#asked.get(keyOf(change)) ?? -Infinity;
    return this.#wanted
      .filter(change => change.repoUrl === repoUrl)
      .filter(change => now - askedAt(change) >= this.#interval(change, now))
      .reduce<StoredChange | undefined>(
        (first, change) =>
          first && askedAt(first) <= askedAt(change) ? first : change,
        undefined,
      );
  }

  #interval({ status }: StoredChange, now: number): number {
    const age = now - Date.parse(status.proposedAt);
    // A date that is none: as if new.
    const part = Number.isFinite(age) ? age * PART_OF_AGE : 0;
    return Math.max(this.#options.pollMs, Math.min(LONGEST_INTERVAL_MS, part));
  }

  async #read({ repoUrl, status }: StoredChange): Promise<PullRequestEvidence> {
    try {
      return await this.#options.pullRequests.read(
        repoUrl,
        status.pullRequest.number,
      );
    } catch (error) {
      const cause = isError(error) ? error.message : String(error);
      return { state: 'unknown', cause };
    }
  }
}

/** Another pull request of the same change is another question. */
function keyOf({ status }: StoredChange): string {
  return `${status.pullRequest.number} ${status.id}`;
}
