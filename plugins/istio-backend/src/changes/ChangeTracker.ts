import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Knex } from 'knex';
import { readOpenChanges } from '../database/operations/readOpenChanges';
import { updateChange } from '../database/operations/updateChange';
import type { StoredChange } from '../database/StoredChange';
import type { LiveCluster } from '../materialise/ClusterFleet';
import type { Clock } from '../watch/Clock';
import { Nap } from '../watch/Nap';
import { clusterEvidence } from './clusterEvidence';
import { judgeChange, type PullRequestEvidence } from './judgeChange';
import type { PullRequestReader } from './PullRequestReader';

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
 * about what is not merged yet; all else is read from the live objects.
 */
export class ChangeTracker {
  readonly #options: TrackerOptions;
  readonly #stop = new AbortController();
  readonly #nap: Nap;
  #kicked = false;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#nap = new Nap(options.clock);
  }

  /** Starts to look at open changes; the answer stops it. */
  start(): () => Promise<void> {
    const running = this.#run();
    return async () => {
      this.#stop.abort();
      await running;
    };
  }

  /** Looks now: something that open changes depend on has happened. */
  kick(): void {
    this.#kicked = true;
    this.#nap.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#kicked = false;
      try {
        for (const change of await readOpenChanges(this.#options.knex)) {
          if (signal.aborted) return;
          await this.#follow(change);
        }
      } catch (error) {
        if (signal.aborted) return;
        this.#options.logger.warn(
          'Could not follow proposed changes; trying again',
          // Whatever was thrown, the logger prints it.
          error as Error,
        );
      }
      if (!this.#kicked) await this.#nap.take(this.#options.pollMs, signal);
    }
  }

  async #follow(change: StoredChange): Promise<void> {
    const { knex, clock, findLive, onChanged } = this.#options;
    const { cluster } = change.status;
    const status = judgeChange(change, {
      pullRequest: await this.#readPullRequest(change),
      cluster: clusterEvidence(
        change,
        cluster === undefined ? undefined : findLive(cluster),
      ),
      now: new Date(clock.now()),
    });
    if (JSON.stringify(status) === JSON.stringify(change.status)) return;
    const next = { ...change, status };
    await updateChange(knex, next);
    onChanged(next);
  }

  async #readPullRequest(change: StoredChange): Promise<PullRequestEvidence> {
    const { pullRequest, mergedAt } = change.status;
    // A merge is never undone: no need to ask again.
    if (change.status.stage !== 'proposed') {
      return { state: 'merged', url: pullRequest.url, mergedAt };
    }
    try {
      return await this.#options.pullRequests.read(
        change.repoUrl,
        pullRequest.number,
      );
    } catch (error) {
      const cause = isError(error) ? error.message : String(error);
      return { state: 'unknown', cause };
    }
  }
}
