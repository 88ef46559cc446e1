/**
 * Heads of branches that the last look told by the way, so that reading right
 * after it need not ask again. Each is used once; a commit on one that is no
 * longer so is refused.
 *
 * @internal
 */
export class HeadHints {
  readonly #heads = new Map<string, string>();

  set(branch: string, head: string): void {
    this.#heads.set(branch, head);
  }

  take(branch: string): string | undefined {
    const head = this.#heads.get(branch);
    this.#heads.delete(branch);
    return head;
  }

  clear(): void {
    this.#heads.clear();
  }
}
