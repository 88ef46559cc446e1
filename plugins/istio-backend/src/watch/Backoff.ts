/** Pauses that double from `min` to `max`, each between half and whole. */
export class Backoff {
  readonly #min: number;
  readonly #max: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(options: { min: number; max: number; random?: () => number }) {
    this.#min = options.min;
    this.#max = options.max;
    this.#random = options.random ?? Math.random;
  }

  /** The next pause in milliseconds. */
  next(): number {
    const whole = Math.min(this.#min * 2 ** this.#failures, this.#max);
    this.#failures += 1;
    return whole * (0.5 + this.#random() / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}
