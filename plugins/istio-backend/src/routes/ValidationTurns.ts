import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';

/** So many validations wait for their turn. */
const MOST_WAITING = 20;

/**
 * Validations one after the other. Each holds up the whole process while it
 * goes on, so that everything else has its turn between two of them, and who
 * comes when too many wait is sent away at once.
 */
export class ValidationTurns {
  /** Settles when the last of them is through, however it ends. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  async take<T>(validate: () => T): Promise<T> {
    if (this.#waiting >= MOST_WAITING) {
      throw new ServiceUnavailableError(
        `${MOST_WAITING} validations wait for their turn already; try again in some seconds`,
      );
    }
    this.#waiting += 1;
    const turn = this.#last.then(() => othersHadTheirTurn()).then(validate);
    this.#last = Promise.allSettled([turn]);
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
    }
  }
}
