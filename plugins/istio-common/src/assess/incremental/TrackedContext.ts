import type { DataState } from '../../api/freshness';
import type { AssessContext } from '../assessContext';
import { Cell } from './Cell';
import { sameValue } from './sameValue';

/** A context whose time and states move on, and which tells who reads them. */
export class TrackedContext implements AssessContext {
  readonly cluster: string;
  readonly registries: readonly string[] | undefined;
  readonly #noteRead: (cell: Cell) => void;
  readonly #time = new Cell();
  readonly #states = new Cell();
  #now: Date;
  #dataStates: ReadonlyMap<string, DataState>;

  constructor(context: AssessContext, noteRead: (cell: Cell) => void) {
    this.cluster = context.cluster;
    this.registries = context.registries;
    this.#noteRead = noteRead;
    this.#now = context.now;
    this.#dataStates = new Map(context.dataStates);
  }

  get now(): Date {
    this.#noteRead(this.#time);
    return this.#now;
  }

  get dataStates(): ReadonlyMap<string, DataState> {
    this.#noteRead(this.#states);
    return this.#dataStates;
  }

  /** Moves on; answers what is different by it. */
  move(moment: Partial<Pick<AssessContext, 'now' | 'dataStates'>>): Cell[] {
    const touched: Cell[] = [];
    const { now = this.#now, dataStates = this.#dataStates } = moment;
    if (now.getTime() !== this.#now.getTime()) touched.push(this.#time);
    // A copy, because whoever hands the states in may change them.
    const states = new Map(dataStates);
    if (!sameValue(states, this.#dataStates)) touched.push(this.#states);
    this.#now = now;
    this.#dataStates = states;
    return touched;
  }
}
