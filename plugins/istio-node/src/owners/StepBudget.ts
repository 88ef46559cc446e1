/** What was allowed of steps is used up: the question stays without an answer. @public */
export class StepsSpentError extends Error {
  readonly name: string = 'StepsSpentError';

  constructor() {
    super('it takes too many steps');
  }
}

/**
 * How much work a file or an object that others wrote may cause, counted in
 * steps and not in time, so that the answer is the same on every machine.
 * Who goes on after a refusal is refused again.
 *
 * @public
 */
export class StepBudget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Whether a step was refused. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** Throws StepsSpentError when that many are not left. */
  take(steps: number = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new StepsSpentError();
  }
}
