import { isError } from '@backstage/errors';
import type { StoredChange } from '../database/StoredChange';
import type { Clock } from '../watch/Clock';
import type { PullRequestEvidence } from './judgeChange';
import type { PullRequestReader } from './PullRequestReader';

/** Nobody waits by the minute for what has been open for a week. */
const LONGEST_INTERVAL_MS = 60 * 60_000;

/** A pull request is asked about again after this part of its age. */
const PART_OF_AGE = 1 / 200;

/** A closed one is asked about so often: people reopen few. */
const CLOSED_INTERVAL_MS = 6 * 60 * 60_000;

/** Between two questions to one forge: 1,800 an hour, whatever is open. */
const LONGEST_GAP_MS = 2_000;

/**
 * Forges that allow less. Bitbucket Cloud gives an account 1,000 calls an hour
 * for the data of repositories ("API request limits"), of which proposals need
 * theirs: here it is asked 600 times at most.
 */
const GAPS_MS: Readonly<Record<string, number>> = { 'bitbucket.org': 6_000 };

interface PollerOptions {
  clock: Clock;
  pullRequests: PullRequestReader;
  /** A pull request is never asked about more often. */
  pollMs: number;
  /** Must not throw. */
  onAnswer(change: StoredChange, evidence: PullRequestEvidence): Promise<void>;
}

/** The host of a `repoUrl`. */
function hostOf(repoUrl: string): string {
  return repoUrl.split('?')[0].toLowerCase();
}

/**
 * Asks the forges how pull requests stand: each forge in a row of its own, so
 * that one that does not answer holds up nobody else's changes, and with so
 * long between two questions that a process makes 1,800 calls an hour to a forge
 * at most, and 600 to Bitbucket Cloud: one that is open takes a call, one that
 * was merged there a second, once. What was never asked about comes first, and
 * what is closed last.
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

  /** Those whose pull requests were open or closed when last seen, in place of all given before. */
  want(changes: readonly StoredChange[]): void {
    this.#wanted = changes;
    const keys = new Set(changes.map(keyOf));
    for (const key of this.#asked.keys()) {
      if (!keys.has(key)) this.#asked.delete(key);
    }
    for (const { repoUrl } of changes) {
      const host = hostOf(repoUrl);
      if (this.#rows.has(host)) continue;
      const row = this.#ask(host).finally(() => this.#rows.delete(host));
      this.#rows.set(host, row);
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#rows.values());
  }

  async #ask(host: string): Promise<void> {
    const { clock, onAnswer, pollMs } = this.#options;
    const { signal } = this.#stop;
    const gap = GAPS_MS[host] ?? Math.min(LONGEST_GAP_MS, pollMs / 2);
    for (;;) {
      const change = signal.aborted ? undefined : this.#next(host);
      if (!change) return;
      this.#asked.set(keyOf(change), clock.now());
      const evidence = await this.#read(change);
      if (signal.aborted) return;
      await onAnswer(change, evidence);
      await clock.sleep(gap, signal);
    }
  }

  /** Of those whose time has come, the one that waits for longest; closed ones last. */
  #next(host: string): StoredChange | undefined {
    const now = this.#options.clock.now();
    const askedAt = (change: StoredChange) =>
      this.#asked.get(keyOf(change)) ?? -Infinity;
    const isBefore = (a: StoredChange, b: StoredChange) =>
      isClosed(a) === isClosed(b) ? askedAt(a) < askedAt(b) : isClosed(b);
    return this.#wanted
      .filter(({ repoUrl }) => hostOf(repoUrl) === host)
      .filter(change => now - askedAt(change) >= this.#interval(change, now))
      .reduce<StoredChange | undefined>(
        (first, change) => (first && !isBefore(change, first) ? first : change),
        undefined,
      );
  }

  #interval(change: StoredChange, now: number): number {
    if (isClosed(change)) return CLOSED_INTERVAL_MS;
    const { status } = change;
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

function isClosed({ status }: StoredChange): boolean {
  return status.stage === 'closed';
}

/** Another pull request of the same change is another question. */
function keyOf({ status }: StoredChange): string {
  return `${status.pullRequest.number} ${status.id}`;
}
