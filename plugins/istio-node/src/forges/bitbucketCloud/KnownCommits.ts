import type { FileChange, RepositoryFile } from '../Forge';
import { gitBlobId } from '../gitBlobId';

type Files = ReadonlyMap<string, RepositoryFile | undefined>;

interface Known {
  /** Undefined for a file that does not exist. */
  files: Map<string, RepositoryFile | undefined>;
  /** The commit that it was made on, here. */
  parent?: string;
  length: number;
}

/**
 * Files of commits that this process has read or made, by a key of repository
 * and commit. A commit never changes, and who may not read a repository does
 * not learn its commits, so this needs no time limit.
 *
 * @internal
 */
export class KnownCommits {
  readonly #commits = new Map<string, Known>();
  #length = 0;

  /** @param maxLength - characters kept at most; the oldest go first */
  constructor(private readonly maxLength: number) {}

  /** The files that exist, when all of the paths are known. */
  read(
    key: string,
    paths: readonly string[],
  ): Map<string, RepositoryFile> | undefined {
    const known = this.#commits.get(key);
    if (!known || !paths.every(path => known.files.has(path))) return undefined;
    const files = new Map<string, RepositoryFile>();
    for (const path of paths) {
      const file = known.files.get(path);
      if (file) files.set(path, file);
    }
    return files;
  }

  /** Adds what was read; `files` has undefined for what does not exist. */
  keep(key: string, files: Files): void {
    const known = this.#take(key);
    for (const [path, file] of files) known.files.set(path, file);
    this.#put(key, known);
  }

  /** Adds a commit that was made on another. */
  follow(key: string, parent: string, changes: readonly FileChange[]): void {
    const files = new Map(this.#commits.get(parent)?.files);
    for (const { path, content } of changes) {
      const file =
        content === undefined
          ? undefined
          : { path, content, sha: gitBlobId(content) };
      files.set(path, file);
    }
    this.#take(key);
    this.#put(key, { files, parent, length: 0 });
  }

  /** Whether the one was made on the other, with no commits but ours between. */
  isOn(key: string, base: string): boolean {
    const parent = this.#commits.get(key)?.parent;
    // Nothing that is made here leads back to itself.
    return parent !== undefined && (parent === base || this.isOn(parent, base));
  }

  #take(key: string): Known {
    const known = this.#commits.get(key);
    this.#commits.delete(key);
    this.#length -= known?.length ?? 0;
    return known ?? { files: new Map(), length: 0 };
  }

  #put(key: string, known: Known): void {
    known.length = key.length;
    for (const [path, file] of known.files) {
      known.length += path.length + (file?.content.length ?? 0);
    }
    if (known.length > this.maxLength) return;
    this.#commits.set(key, known);
    this.#length += known.length;
    for (const oldest of this.#commits.keys()) {
      if (this.#length <= this.maxLength) break;
      this.#take(oldest);
    }
  }
}
