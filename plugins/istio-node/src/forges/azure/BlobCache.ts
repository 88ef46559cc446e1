/**
 * Contents by their git id. A content never changes under its id, and who may
 * not read a repository does not learn ids of it, so this needs no time limit.
 *
 * @internal
 */
export class BlobCache {
  readonly #contents = new Map<string, string>();
  readonly #maxLength: number;
  #length = 0;

  /** @param maxLength - characters kept at most; the oldest go first */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  get(key: string): string | undefined {
    const content = this.#contents.get(key);
    if (content === undefined) return undefined;
    this.#contents.delete(key);
    this.#contents.set(key, content);
    return content;
  }

  set(key: string, content: string): void {
    this.#drop(key);
    if (content.length > this.#maxLength) return;
    this.#contents.set(key, content);
    this.#length += content.length;
    for (const oldest of this.#contents.keys()) {
      if (this.#length <= this.#maxLength) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#length -= this.#contents.get(key)?.length ?? 0;
    this.#contents.delete(key);
  }
}
