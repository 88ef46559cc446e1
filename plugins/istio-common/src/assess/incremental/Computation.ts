import { Cell } from './Cell';
import type { ResultTable } from './ResultTable';

const NO_CELLS: readonly Cell[] = [];

/** What a computation is doing, in bits; there are many, so each holds one number. */
const DIRTY = 1;
const RUNNING = 2;
const OBSERVED = 4;

/** A result that is kept, with what it was worked out from. */
export class Computation extends Cell {
  value: unknown;
  #inputs: readonly Cell[] | Cell = NO_CELLS;
  #state = 0;

  constructor(readonly table: ResultTable, readonly input: unknown) {
    super();
  }

  /** What it read when it last ran. */
  get inputs(): readonly Cell[] {
    const inputs = this.#inputs;
    return inputs instanceof Cell ? [inputs] : inputs;
  }

  set inputs(inputs: readonly Cell[]) {
    // What a filter answers holds room to grow.
    this.#inputs = inputs.length === 1 ? inputs[0] : inputs.slice();
  }

  /** Waits to be worked out anew. */
  get isDirty(): boolean {
    return (this.#state & DIRTY) !== 0;
  }

  set isDirty(on: boolean) {
    this.#set(DIRTY, on);
  }

  get isRunning(): boolean {
    return (this.#state & RUNNING) !== 0;
  }

  set isRunning(on: boolean) {
    this.#set(RUNNING, on);
  }

  /** Somebody outside hears of every new value; it is never dropped. */
  get isObserved(): boolean {
    return (this.#state & OBSERVED) !== 0;
  }

  set isObserved(on: boolean) {
    this.#set(OBSERVED, on);
  }

  override abandoned(): void {
    this.table.forget(this);
  }

  #set(bit: number, on: boolean): void {
    this.#state = on ? this.#state | bit : this.#state & ~bit;
  }
}
