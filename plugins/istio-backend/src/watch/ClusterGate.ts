import { Backoff } from './Backoff';
import type { Clock } from './Clock';
import { failureOfError } from './failureOfError';
import { KubeFailure } from './KubeFailure';
import { Nap } from './Nap';

/** Why nothing is asked of a cluster for now. Times are milliseconds since the epoch. */
export interface ClosedGate {
  state: 'unreachable' | 'unauthenticated';
  message: string;
  since: number;
  nextAttemptAt?: number;
}

interface GateOptions {
  /** Resolves when the cluster answers; throws {@link KubeFailure} when it does not. */
  probe(signal: AbortSignal): Promise<void>;
  refreshCredential(): Promise<void>;
  clock: Clock;
  backoff: Backoff;
  signal: AbortSignal;
  onChange(): void;
}

/**
 * One place that knows whether a cluster answers at all. Loops that find it
 * silent, or their credential refused, report here and wait; one probe asks
 * on behalf of all of them, so a dead cluster costs one request per pause and
 * not one per type.
 */
export class ClusterGate {
  readonly #options: GateOptions;
  readonly #nap: Nap;
  #closed: ClosedGate | undefined;
  #checking: Promise<void> | undefined;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#nap = new Nap(options.clock);
  }

  /** Why the gate is shut; undefined while it is open or merely being checked. */
  get closed(): ClosedGate | undefined {
    return this.#closed;
  }

  /** Waits until the cluster answers. */
  async pass(): Promise<void> {
    await this.#checking;
  }

  /**
   * Takes note of a failure that concerns the whole cluster and waits until
   * it is over. One failure alone shows nowhere: the gate shuts when the probe
   * fails too.
   */
  async report(failure: KubeFailure): Promise<void> {
    this.#checking ??= this.#check(failure).finally(() => {
      this.#checking = undefined;
    });
    await this.#checking;
  }

  retryNow(): void {
    this.#nap.wake();
  }

  async #check(reported: KubeFailure): Promise<void> {
    const { backoff, clock, signal } = this.#options;
    let failure: KubeFailure | undefined = reported;
    while (failure && !signal.aborted) {
      failure = await this.#attempt(failure);
      if (!failure || signal.aborted) break;
      const pause = backoff.next();
      this.#shut(failure, clock.now() + pause);
      await this.#nap.take(pause, signal);
    }
    backoff.reset();
    if (this.#closed && !signal.aborted) {
      this.#closed = undefined;
      this.#options.onChange();
    }
  }

  async #attempt(last: KubeFailure): Promise<KubeFailure | undefined> {
    const { probe, refreshCredential, signal } = this.#options;
    try {
      if (last.kind === 'unauthenticated') await refreshCredential();
      await probe(signal);
      return undefined;
    } catch (error) {
      return failureOfError(error);
    }
  }

  #shut(failure: KubeFailure, nextAttemptAt: number): void {
    const state =
      failure.kind === 'unauthenticated' ? 'unauthenticated' : 'unreachable';
    const since =
      this.#closed?.state === state
        ? this.#closed.since
        : this.#options.clock.now();
    this.#closed = { state, message: failure.message, since, nextAttemptAt };
    this.#options.onChange();
  }
}
