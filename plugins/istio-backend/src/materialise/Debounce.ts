import type { Clock } from '../watch/Clock';

interface DebounceOptions {
  task(): Promise<void>;
  clock: Clock;
  /** Quiet time before the task runs. */
  quietMs: number;
  /** Longest wait while it does not get quiet. */
  longestMs: number;
  signal: AbortSignal;
}

/**
 * Runs a task once things have been quiet for a while, never twice at a time.
 * A slow task runs less often: it rests for as long as it took.
 */
export class Debounce {
  readonly #options: DebounceOptions;
  #wanted = false;
  #busy = false;
  #lastCall = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(options: DebounceOptions) {
    this.#options = options;
  }

  /** Asks for a run. */
  call(): void {
    this.#wanted = true;
    this.#lastCall = this.#options.clock.now();
    if (this.#busy) return;
    this.#busy = true;
    this.#running = this.#run();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    const { task, clock, signal } = this.#options;
    while (this.#wanted && !signal.aborted) {
      await this.#waitForQuiet();
      if (signal.aborted) break;
      this.#wanted = false;
      const startedAt = clock.now();
      await task();
      await clock.sleep(clock.now() - startedAt, signal);
    }
    this.#busy = false;
  }

  async #waitForQuiet(): Promise<void> {
    const { clock, quietMs, longestMs, signal } = this.#options;
    const deadline = clock.now() + longestMs;
    let rest = quietMs;
    while (rest > 0 && !signal.aborted) {
      await clock.sleep(rest, signal);
      rest = Math.min(this.#lastCall + quietMs, deadline) - clock.now();
    }
  }
}
