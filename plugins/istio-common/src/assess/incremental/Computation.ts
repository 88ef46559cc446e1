import { Cell } from './Cell';

const NO_CELLS: readonly Cell[] = [];

/** The results of one function by its argument. */
export interface ResultTable {
  run(input: unknown): unknown;
  readonly results: Map<unknown, Computation>;
}

/** A result that is kept, with what it was worked out from. */
export class Computation extends Cell {
  value: unknown;
  inputs: readonly Cell[] = NO_CELLS;
  /** Waits to be worked out anew. */
  dirty = false;
  /** What it has read so far, while it runs. */
  reads: Cell[] | undefined;
  /** Hears of every new value; an observed computation is never dropped. */
  observer: ((self: Computation) => void) | undefined;

  constructor(readonly table: ResultTable, readonly input: unknown) {
    super();
  }

  override abandoned(): void {
    const { results } = this.table;
    if (results.get(this.input) === this) results.delete(this.input);
  }
}
