const MAX_KNOWN = 10_000;

/**
 * Branches of which this process has seen an open pull request: of those the
 * pull request is asked for first, of others whether there is a branch at all.
 *
 * @internal
 */
export class OpenBranches {
  readonly #known = new Set<string>();

  has(key: string): boolean {
    return this.#known.has(key);
  }

  tell(key: string, isOpen: boolean): void {
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    if (isOpen) this.#known.add(key);
    else this.#known.delete(key);
  }
}
