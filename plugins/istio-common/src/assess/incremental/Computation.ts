import { Cell } from './Cell';
import type { ResultTable } from './ResultTable';

const NO_CELLS: readonly Cell[] = [];

/** What a computation is doing, in bits; above them its height. */
const DIRTY = 1;
const RUNNING = 2;
const OBSERVED = 4;
const BITS = 3;

/**
 * A result that is kept, with what it was worked out from. There are tens of
 * thousands: its state is one number, and it has no private method, for which
 * V8 keeps a field.
 */
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

  setInputs(inputs: readonly Cell[]): void {
    // What a filter answers holds room to grow.
    this.#inputs = inputs.length === 1 ? inputs[0] : inputs.slice();
  }

  override get height(): number {
    return this.#state >> BITS;
  }

  setHeight(height: number): void {
    this.#state = (height << BITS) | (this.#state & (2 ** BITS - 1));
  }

  /** Waits to be worked out anew. */
  get isDirty(): boolean {
    return (this.#state & DIRTY) !== 0;
  }

  set isDirty(on: boolean) {
    this.#state = withBit(this.#state, DIRTY, on);
  }

  get isRunning(): boolean {
    return (this.#state & RUNNING) !== 0;
  }

  set isRunning(on: boolean) {
    this.#state = withBit(this.#state, RUNNING, on);
  }

  /** Somebody outside hears of every new value; it is never dropped. */
  get isObserved(): boolean {
    return (this.#state & OBSERVED) !== 0;
  }

  set isObserved(on: boolean) {
    this.#state = withBit(this.#state, OBSERVED, on);
  }

  override abandoned(): void {
    this.table.forget(this);
  }
}

function withBit(state: number, bit: number, on: boolean): number {
  return on ? state | bit : state & ~bit;
}
