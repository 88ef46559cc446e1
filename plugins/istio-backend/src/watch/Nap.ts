import type { Clock } from './Clock';

/** A pause that somebody else can cut short. */
export class Nap {
  readonly #clock: Clock;
  #wake = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(ms: number, signal: AbortSignal): Promise<void> {
    this.#wake = new AbortController();
    await this.#clock.sleep(ms, AbortSignal.any([signal, this.#wake.signal]));
  }

  wake(): void {
    this.#wake.abort();
  }
}
