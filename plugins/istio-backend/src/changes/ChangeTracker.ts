import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { advanceChange } from '../database/operations/advanceChange';
import { readClosedChanges } from '../database/operations/readClosedChanges';
import { readOpenChanges } from '../database/operations/readOpenChanges';
import type { StoredChange } from '../database/StoredChange';
import type { LiveCluster } from '../materialise/ClusterFleet';
import type { Clock } from '../watch/Clock';
import { Nap } from '../watch/Nap';
import { clusterEvidence } from './clusterEvidence';
import { judgeChange, type PullRequestEvidence } from './judgeChange';
import { PullRequestPoller } from './PullRequestPoller';
import type { PullRequestReader } from './PullRequestReader';

/** People reopen a pull request within so long, or propose anew. */
const REOPENED_WITHIN_MS = 30 * 24 * 60 * 60_000;

/** A hundred clusters are written to all the time. */
const SHORTEST_PAUSE_MS = 1_000;

interface TrackerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  pullRequests: PullRequestReader;
  findLive(cluster: string): LiveCluster | undefined;
  pollMs: number;
  /** A change got further, or its words changed. */
  onChanged(change: StoredChange): void;
}

/**
 * Follows proposed changes from pull request to effect. The forge is asked
 * about what is not merged yet, at its own pace, and now and then about what was
 * closed; all else is read from the live objects, whenever they change.
 */
export class ChangeTracker {
  readonly #options: TrackerOptions;
  readonly #stop = new AbortController();
  readonly #nap: Nap;
  readonly #poller: PullRequestPoller;
  #kicked = false;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#nap = new Nap(options.clock);
    this.#poller = new PullRequestPoller({
      ...options,
      onAnswer: async (change, evidence) => {
        try {
          await this.#judge(change, evidence);
        } catch (error) {
          this.#complain(error);
        }
      },
    });
  }

  /** Starts to look at open changes; the answer stops it. */
  start(): () => Promise<void> {
    const running = this.#run();
    return async () => {
      this.#stop.abort();
      await running;
      await this.#poller.stop();
    };
  }

  /** Looks now: something that open changes depend on has happened. */
  kick(): void {
    this.#kicked = true;
    this.#nap.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const { clock, pollMs } = this.#options;
    while (!signal.aborted) {
      this.#kicked = false;
      try {
        await this.#look(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#complain(error);
      }
      await clock.sleep(Math.min(SHORTEST_PAUSE_MS, pollMs / 2), signal);
      if (!this.#kicked) await this.#nap.take(pollMs, signal);
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { knex, clock } = this.#options;
    const open = await readOpenChanges(knex);
    const since = new Date(clock.now() - REOPENED_WITHIN_MS);
    const closed = await readClosedChanges(knex, since);
    if (signal.aborted) return;
    const proposed = open.filter(({ status }) => status.stage === 'proposed');
    this.#poller.want([...proposed, ...closed]);
    for (const change of open) {
      if (signal.aborted) return;
      const { stage, pullRequest, mergedAt } = change.status;
      // A merge is never undone: no need to ask again.
      if (stage !== 'proposed') {
        const { url } = pullRequest;
        await this.#judge(change, { state: 'merged', url, mergedAt });
      }
    }
  }

  async #judge(
    change: StoredChange,
    pullRequest: PullRequestEvidence,
  ): Promise<void> {
    const { knex, clock, findLive, onChanged } = this.#options;
    const { cluster } = change.status;
    const status = judgeChange(change, {
      pullRequest,
      cluster: clusterEvidence(
        change,
        cluster === undefined ? undefined : findLive(cluster),
      ),
      now: new Date(clock.now()),
    });
    if (JSON.stringify(status) === JSON.stringify(change.status)) return;
    const next = { ...change, status };
    if (await advanceChange(knex, change, next)) onChanged(next);
  }

  #complain(error: unknown): void {
    this.#options.logger.warn(
      'Could not follow proposed changes; trying again',
      // Whatever was thrown, the logger prints it.
      error as Error,
    );
  }
}
