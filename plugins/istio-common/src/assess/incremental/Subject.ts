import { Cell } from './Cell';
import type { Computation } from './Computation';

/** Room is made for so many more results at a time. */
const STEP = 4;

/**
 * A cell that many rules are asked about, a workload. It holds what they say of
 * it, each in the slot of its rule, which takes a fraction of the room that an
 * entry in a map of each rule would.
 */
export class Subject extends Cell {
  #results: Array<Computation | undefined> = [];

  resultAt(slot: number): Computation | undefined {
    return this.#results[slot];
  }

  setResult(slot: number, result: Computation | undefined): void {
    if (slot >= this.#results.length) {
      // An array of its exact length keeps no room to grow.
      const { length } = this.#results;
      const more = slot + STEP - (slot % STEP) - length;
      this.#results = this.#results.concat(Array(more).fill(undefined));
    }
    this.#results[slot] = result;
  }
}
