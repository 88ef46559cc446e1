import type { Cell } from './Cell';
import { Computation, type ResultTable } from './Computation';
import type { Results, Rule } from './Results';
import { sameValue } from './sameValue';

/**
 * Results that are brought up to date when what they were worked out from
 * changes. How, and what rules must keep to: README.md beside this file.
 */
export class Graph<TContext> implements Results<TContext> {
  readonly #tables = new Map<unknown, ResultTable>();
  /** Computations to run, by height. */
  readonly #queue: Computation[][] = [];
  #lowest = 0;
  #orphans: Cell[] = [];
  #running: Computation | undefined;
  #stamp = 0;
  /** How often a rule ran, for tests and figures. */
  runs = 0;

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  noteRead(cell: Cell): void {
    const reads = this.#running?.reads;
    if (!reads || cell.stamp === this.#stamp) return;
    cell.stamp = this.#stamp;
    reads.push(cell);
  }

  memo<TInput, TValue>(
    rule: Rule<TContext, TInput, TValue>,
    context: TContext,
    input: TInput,
  ): TValue {
    const found = this.computation(rule, context, input);
    if (found.dirty) this.#refresh(found);
    this.noteRead(found);
    // A table holds results of its own rule only.
    return found.value as TValue;
  }

  /** What stands behind {@link memo}; it ran once at least. */
  computation<TInput, TValue>(
    rule: Rule<TContext, TInput, TValue>,
    context: TContext,
    input: TInput,
  ): Computation {
    let table = this.#tables.get(rule);
    if (!table) {
      // The table is asked for arguments of its own rule only.
      const run = (one: unknown) => rule(context, one as TInput);
      this.#tables.set(rule, (table = { run, results: new Map() }));
    }
    const known = table.results.get(input);
    if (known?.reads) throw new Error(`${rule.name} rests on itself`);
    if (known) return known;
    const created = new Computation(table, input);
    table.results.set(input, created);
    try {
      created.value = exact(this.#run(created));
    } catch (error) {
      this.#drop(created);
      throw error;
    }
    // Nobody may come to read what is asked for from outside.
    if (!this.#running) this.#orphans.push(created);
    return created;
  }

  /** The cell is not what it was: what rests on it has to run again. */
  changed(cell: Cell): void {
    for (const reader of cell.dependents) {
      // One that runs and has yet to read the cell will see its new state.
      if (reader.reads && !reader.reads.includes(cell)) continue;
      this.#mark(reader);
    }
  }

  /** Lets go of a computation that was observed. */
  release(computation: Computation): void {
    computation.observer = undefined;
    this.#orphans.push(computation);
  }

  /** Runs what has to run again, each after what it rests on, and drops what nobody reads. */
  stabilise(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      if (!next.dirty) continue;
      if (isIdle(next)) this.#drop(next);
      else this.#refresh(next);
    }
    // Dropping one may leave what it rested on without readers, too.
    for (const cell of this.#orphans) this.#drop(cell);
    this.#orphans = [];
  }

  #next(): Computation | undefined {
    while (this.#lowest < this.#queue.length) {
      const next = this.#queue[this.#lowest].pop();
      if (next) return next;
      this.#lowest += 1;
    }
    return undefined;
  }

  #mark(computation: Computation): void {
    if (computation.dirty) return;
    computation.dirty = true;
    const { height } = computation;
    while (this.#queue.length <= height) this.#queue.push([]);
    this.#queue[height].push(computation);
    this.#lowest = Math.min(this.#lowest, height);
  }

  #refresh(computation: Computation): void {
    let value: unknown;
    try {
      value = this.#run(computation);
    } catch (error) {
      // What it says no longer holds, so the next call must try again.
      this.#mark(computation);
      throw error;
    }
    if (sameValue(computation.value, value)) return;
    computation.value = exact(value);
    computation.observer?.(computation);
    this.changed(computation);
  }

  #run(computation: Computation): unknown {
    const outer = this.#running;
    const reads: Cell[] = [];
    this.#running = computation;
    this.#stamp += 1;
    this.runs += 1;
    computation.reads = reads;
    computation.dirty = false;
    try {
      return computation.table.run(computation.input);
    } finally {
      this.#running = outer;
      computation.reads = undefined;
      this.#link(computation, reads);
      this.#stamp += 1;
    }
  }

  /** Makes the edges of a computation those of its last run. */
  #link(computation: Computation, reads: readonly Cell[]): void {
    const before = computation.inputs;
    // After a run inside this one a cell may have been noted twice.
    const now = (this.#stamp += 1);
    const inputs = reads.filter(cell => {
      if (cell.stamp === now) return false;
      cell.stamp = now;
      return true;
    });
    let height = 0;
    for (const cell of inputs) height = Math.max(height, cell.height + 1);
    computation.height = height;
    const same =
      inputs.length === before.length &&
      inputs.every((cell, at) => cell === before[at]);
    if (same) return;
    const gone = before.filter(cell => cell.stamp !== now);
    const then = (this.#stamp += 1);
    for (const cell of before) cell.stamp = then;
    for (const cell of inputs) {
      if (cell.stamp !== then) cell.addDependent(computation);
    }
    // What a filter answers holds room to grow.
    computation.inputs = inputs.slice();
    for (const cell of gone) this.#unlink(cell, computation);
  }

  #unlink(cell: Cell, reader: Computation): void {
    cell.removeDependent(reader);
    if (!cell.isRead) this.#orphans.push(cell);
  }

  #drop(cell: Cell): void {
    if (!isIdle(cell)) return;
    cell.abandoned();
    if (!(cell instanceof Computation)) return;
    cell.dirty = false;
    const { inputs } = cell;
    cell.inputs = [];
    for (const input of inputs) this.#unlink(input, cell);
  }
}

/** Whether nothing reads or observes it. */
function isIdle(cell: Cell): boolean {
  return !cell.isRead && !(cell instanceof Computation && cell.observer);
}

const NOTHING: readonly never[] = [];

/** A list without the room that it kept to grow; results are kept for long. */
function exact(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? NOTHING : value.slice();
}
