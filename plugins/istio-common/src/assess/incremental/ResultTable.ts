import type { Computation } from './Computation';
import { Subject } from './Subject';

/** The results of one function by its argument. */
export class ResultTable {
  readonly #byInput = new Map<unknown, Computation>();
  readonly #takeSlot: () => number;
  #slot: number | undefined;

  constructor(
    readonly run: (input: unknown) => unknown,
    takeSlot: () => number,
  ) {
    this.#takeSlot = takeSlot;
  }

  find(input: unknown): Computation | undefined {
    if (!(input instanceof Subject)) return this.#byInput.get(input);
    return this.#slot === undefined ? undefined : input.resultAt(this.#slot);
  }

  add(result: Computation): void {
    const { input } = result;
    if (!(input instanceof Subject)) {
      this.#byInput.set(input, result);
      return;
    }
    this.#slot ??= this.#takeSlot();
    input.setResult(this.#slot, result);
  }

  forget(result: Computation): void {
    const { input } = result;
    if (this.find(input) !== result) return;
    if (!(input instanceof Subject)) this.#byInput.delete(input);
    else if (this.#slot !== undefined) input.setResult(this.#slot, undefined);
  }
}
