/**
 * Heads of branches that a look told by the way, so that reading right after it
 * need not ask again. They are worth nothing once something else was called.
 *
 * @internal
 */
export class HeadHints {
  readonly #calls: () => number;
  readonly #heads = new Map<string, string>();
  #at = 0;

  /** @param calls - how many calls were made so far */
  constructor(calls: () => number) {
    this.#calls = calls;
  }

  /** In place of what was told before. */
  set(heads: ReadonlyMap<string, string>): void {
    this.#heads.clear();
    for (const [branch, head] of heads) this.#heads.set(branch, head);
    this.#at = this.#calls();
  }

  /** The head of a branch, once. */
  take(branch: string): string | undefined {
    if (this.#calls() !== this.#at) return undefined;
    const head = this.#heads.get(branch);
    this.#heads.delete(branch);
    return head;
  }
}
