import type { Computation } from './Computation';

/** Up to so many dependents are held in an array of their exact length. */
const EXACT = 8;

/** Something that computations read and that may change. */
export class Cell {
  /** The computations that read it when they last ran. */
  dependents: Computation[] | undefined;
  /** The run that noted it last, so that a run notes it once. */
  stamp = 0;
  /** Steps to the input of the graph that is farthest. */
  height = 0;

  /** Nothing reads it any more. */
  abandoned(): void {}

  addDependent(reader: Computation): void {
    const known = this.dependents;
    if (!known) this.dependents = [reader];
    // An array that grows by push holds room for sixteen more.
    else if (known.length < EXACT) this.dependents = [...known, reader];
    else known.push(reader);
  }

  removeDependent(reader: Computation): void {
    const known = this.dependents;
    const at = known?.indexOf(reader) ?? -1;
    if (!known || at === -1) return;
    known[at] = known[known.length - 1];
    known.pop();
    if (known.length === 0) this.dependents = undefined;
  }
}
