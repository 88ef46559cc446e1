import type { Cell } from './Cell';
import { Computation } from './Computation';
import type { Results, Rule } from './Results';
import { ResultTable } from './ResultTable';
import { sameValue } from './sameValue';

type Observer = (changed: Computation) => void;

/** A computation that runs, and what it has read so far. */
interface Frame {
  readonly computation: Computation;
  /** Where in the list of reads its own begin; they end where those of the next begin. */
  readonly from: number;
  /** The one that asked for it. */
  readonly outer: Frame | undefined;
}

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
  #running: Frame | undefined;
  /** What the computations that run have read so far, those of the outermost first. */
  readonly #reads: Cell[] = [];
  readonly #observers = new Map<Computation, Observer>();
  #slots = 0;
  #stamp = 0;
  /** How often a rule ran, for tests and figures. */
  runs = 0;

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  noteRead(cell: Cell): void {
    if (!this.#running || cell.stamp === this.#stamp) return;
    cell.stamp = this.#stamp;
    this.#reads.push(cell);
  }

  memo<TInput, TValue>(
    rule: Rule<TContext, TInput, TValue>,
    context: TContext,
    input: TInput,
  ): TValue {
    const found = this.computation(rule, context, input);
    if (found.isDirty) this.#refresh(found);
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
    const table = this.#tables.get(rule) ?? this.#tableOf(rule, context);
    const known = table.find(input);
    if (known?.isRunning) throw new Error(`${rule.name} rests on itself`);
    if (known) return known;
    const created = new Computation(table, input);
    table.add(created);
    try {
      created.value = exact(this.#run(created));
    } catch (error) {
      this.#drop(created);
      throw error;
    }
    // Nobody may come to read what is asked for from outside.
    if (!this.isRunning) this.#orphans.push(created);
    return created;
  }

  // Apart, so that no closure has to be ready at every look-up of a result.
  #tableOf<TInput, TValue>(
    rule: Rule<TContext, TInput, TValue>,
    context: TContext,
  ): ResultTable {
    // The table is asked for arguments of its own rule only.
    const run = (one: unknown) => rule(context, one as TInput);
    const table = new ResultTable(run, () => this.#slots++);
    this.#tables.set(rule, table);
    return table;
  }

  /** The cell is not what it was: what rests on it has to run again. */
  changed(cell: Cell): void {
    for (const reader of cell.dependents) {
      // One that runs and has yet to read the cell will see its new state.
      if (reader.isRunning && !this.#hasRead(reader, cell)) continue;
      this.#mark(reader);
    }
  }

  /** Tells of every new value of a computation from now on; it is kept until then. */
  observe(computation: Computation, observer: Observer): void {
    computation.isObserved = true;
    this.#observers.set(computation, observer);
  }

  /** Lets go of a computation that was observed. */
  release(computation: Computation): void {
    computation.isObserved = false;
    this.#observers.delete(computation);
    this.#orphans.push(computation);
  }

  /** Runs what has to run again, each after what it rests on, and drops what nobody reads. */
  stabilise(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      if (!next.isDirty) continue;
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
    if (computation.isDirty) return;
    computation.isDirty = true;
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
    if (computation.isObserved) {
      this.#observers.get(computation)?.(computation);
    }
    this.changed(computation);
  }

  #run(computation: Computation): unknown {
    const outer = this.#running;
    const from = this.#reads.length;
    this.#running = { computation, from, outer };
    this.#stamp += 1;
    this.runs += 1;
    computation.isRunning = true;
    computation.isDirty = false;
    try {
      return computation.table.run(computation.input);
    } finally {
      this.#running = outer;
      computation.isRunning = false;
      this.#link(computation, from);
      this.#reads.length = from;
      this.#stamp += 1;
    }
  }

  /** Makes the edges of a computation what it read in its last run: all from there on. */
  #link(computation: Computation, from: number): void {
    const reads = this.#reads;
    const before = computation.inputs;
    // After a run inside this one a cell may have been noted twice.
    const now = (this.#stamp += 1);
    let height = 0;
    let count = 0;
    let same = true;
    for (let at = from; at < reads.length; at += 1) {
      const cell = reads[at];
      if (cell.stamp === now) continue;
      cell.stamp = now;
      height = Math.max(height, cell.height + 1);
      same &&= cell === before[count];
      reads[from + count] = cell;
      count += 1;
    }
    computation.setHeight(height);
    // Most runs read what the one before them read.
    if (same && count === before.length) return;
    const inputs: readonly Cell[] = reads.slice(from, from + count);
    const gone = before.filter(cell => cell.stamp !== now);
    const then = (this.#stamp += 1);
    for (const cell of before) cell.stamp = then;
    for (const cell of inputs) {
      if (cell.stamp !== then) cell.addDependent(computation);
    }
    computation.setInputs(inputs);
    for (const cell of gone) this.#unlink(cell, computation);
  }

  /** Whether a computation that runs has read the cell already. */
  #hasRead(computation: Computation, cell: Cell): boolean {
    let to = this.#reads.length;
    let frame = this.#running;
    while (frame && frame.computation !== computation) {
      to = frame.from;
      frame = frame.outer;
    }
    const at = frame ? this.#reads.indexOf(cell, frame.from) : -1;
    return at !== -1 && at < to;
  }

  #unlink(cell: Cell, reader: Computation): void {
    cell.removeDependent(reader);
    if (!cell.isRead) this.#orphans.push(cell);
  }

  #drop(cell: Cell): void {
    if (!isIdle(cell)) return;
    cell.abandoned();
    if (!(cell instanceof Computation)) return;
    cell.isDirty = false;
    const { inputs } = cell;
    cell.setInputs([]);
    for (const input of inputs) this.#unlink(input, cell);
  }
}

/** Whether nothing reads or observes it. */
function isIdle(cell: Cell): boolean {
  return !cell.isRead && !(cell instanceof Computation && cell.isObserved);
}

const NOTHING: readonly never[] = [];

/** A list without the room that it kept to grow; results are kept for long. */
function exact(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? NOTHING : value.slice();
}
