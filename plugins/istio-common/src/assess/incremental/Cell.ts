import type { Computation } from './Computation';

/** Up to so many dependents are held in an array of their exact length. */
const EXACT = 32;

/** Something that computations read and that may change. */
export class Cell {
  /** The computations that read it when they last ran; most have one alone. */
  #readers: Computation | Computation[] | undefined;
  /** The run that noted it last, so that a run notes it once. */
  stamp = 0;
  /** Steps to the input of the graph that is farthest. */
  get height(): number {
    return 0;
  }

  /** Nothing reads it any more. */
  abandoned(): void {}

  get isRead(): boolean {
    return this.#readers !== undefined;
  }

  /** The computations that read it when they last ran. */
  get dependents(): readonly Computation[] {
    const readers = this.#readers;
    if (Array.isArray(readers)) return readers;
    return readers ? [readers] : [];
  }

  addDependent(reader: Computation): void {
    const known = this.#readers;
    if (!known) this.#readers = reader;
    else if (!Array.isArray(known)) this.#readers = [known, reader];
    // An array that grows by push holds room for sixteen more, and so does one
    // that is spread.
    else if (known.length < EXACT) this.#readers = known.concat(reader);
    else known.push(reader);
  }

  removeDependent(reader: Computation): void {
    const known = this.#readers;
    if (known === reader) this.#readers = undefined;
    if (!Array.isArray(known)) return;
    const at = known.indexOf(reader);
    if (at === -1) return;
    known[at] = known[known.length - 1];
    known.pop();
    if (known.length === 1) [this.#readers] = known;
  }
}
