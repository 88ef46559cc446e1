import { posix } from 'node:path';
import type { FileChange } from '../Forge';
import { notPlain } from '../rawFile';
import {
  type GitAuthor,
  type GitObject,
  gitObjectId,
  readTree,
  type TreeEntry,
  treeName,
  treeOf,
  writeCommit,
  writeTree,
} from './gitObject';

const FOLDER = '40000';
const FILE = '100644';
const IS_FILE = /^100\d{3}$/;

const namesOf = (path: string) => path.split('/').map(treeName);

type Changes = ReadonlyArray<{ names: readonly string[]; change: FileChange }>;

/** What a commit is made of that is to be pushed. @internal */
export interface GitCommit {
  id: string;
  /** What the repository lacks of it. */
  objects: GitObject[];
  /** The repository at it. */
  snapshot: GitSnapshot;
}

/** The files of a repository at one commit. @internal */
export class GitSnapshot {
  readonly #root: string;
  /** Entries of trees by name, of each tree that somebody looked into. */
  readonly #trees = new Map<string, ReadonlyMap<string, TreeEntry>>();

  /** Of `objects` the blobs may lack. */
  constructor(
    readonly commit: string,
    private readonly objects: ReadonlyMap<string, GitObject>,
  ) {
    this.#root = treeOf(this.#object(commit));
  }

  /**
   * The id of a file; undefined when there is none. Refuses what is no plain
   * file, also on the way to it: a link may lead out of its folder.
   */
  blobAt(path: string): string | undefined {
    const entry = this.#entryAt(path);
    if (entry && !IS_FILE.test(entry.mode)) throw notPlain(path);
    return entry?.id;
  }

  content(id: string): Buffer | undefined {
    return this.objects.get(id)?.content;
  }

  /** The plain files right in a folder: their ids by path. Odd names are left out. */
  blobsIn(folder: string): Map<string, string> {
    const tree = folder === '' ? this.#root : this.#treeAt(folder);
    const entries = tree ? this.#entries(tree).values() : [];
    return new Map(
      [...entries]
        // Others are told byte by byte here.
        .filter(
          ({ mode, name }) => IS_FILE.test(mode) && /^[\w.-]+$/.test(name),
        )
        .map(({ name, id }) => [posix.join(folder, name), id]),
    );
  }

  with(objects: ReadonlyMap<string, GitObject>): GitSnapshot {
    return new GitSnapshot(this.commit, new Map([...this.objects, ...objects]));
  }

  /** A commit on top of this one. */
  change(
    files: readonly FileChange[],
    { message, author, at }: { message: string; author: GitAuthor; at: number },
  ): GitCommit {
    const added = new Map<string, GitObject>();
    const add = (object: GitObject) => {
      const id = gitObjectId(object);
      if (!this.objects.has(id)) added.set(id, object);
      return id;
    };
    const changes = files.map(change => {
      if (change.content !== undefined) this.blobAt(change.path);
      return { names: namesOf(change.path), change };
    });
    const tree = this.#edit(this.#root, changes, add) ?? add(writeTree([]));
    const commit = writeCommit({
      ...{ tree, parents: [this.commit], author, at, message },
    });
    const id = add(commit);
    const all = new Map([...this.objects, ...added]);
    return {
      ...{ id, objects: [...added.values()] },
      snapshot: new GitSnapshot(id, all),
    };
  }

  /** The tree with the changes; undefined when nothing is left in it. */
  #edit(
    tree: string | undefined,
    changes: Changes,
    add: (object: GitObject) => string,
  ): string | undefined {
    const entries = new Map(tree ? this.#entries(tree) : []);
    const folders = new Map<string, Array<Changes[number]>>();
    for (const { names, change } of changes) {
      const [name, ...rest] = names;
      if (rest.length) {
        const inside = folders.get(name) ?? [];
        inside.push({ names: rest, change });
        folders.set(name, inside);
      } else if (change.content === undefined) entries.delete(name);
      else {
        const content = Buffer.from(change.content, 'utf8');
        const id = add({ type: 'blob', content });
        const mode = entries.get(name)?.mode ?? FILE;
        entries.set(name, { mode, name, id });
      }
    }
    for (const [name, inside] of folders) {
      const id = this.#edit(entries.get(name)?.id, inside, add);
      if (id) entries.set(name, { mode: FOLDER, name, id });
      else entries.delete(name);
    }
    return entries.size ? add(writeTree([...entries.values()])) : undefined;
  }

  #treeAt(folder: string): string | undefined {
    const entry = this.#entryAt(folder);
    return entry?.mode === FOLDER ? entry.id : undefined;
  }

  #entryAt(path: string): TreeEntry | undefined {
    const names = namesOf(path);
    let tree = this.#root;
    for (const [at, name] of names.entries()) {
      const found = this.#entries(tree).get(name);
      if (!found || at === names.length - 1) return found;
      if (found.mode !== FOLDER) throw notPlain(path);
      tree = found.id;
    }
    return undefined;
  }

  /** A tree is read once: folders of thousands of files are asked for many. */
  #entries(tree: string): ReadonlyMap<string, TreeEntry> {
    const known = this.#trees.get(tree);
    if (known) return known;
    const entries = new Map<string, TreeEntry>();
    for (const entry of readTree(this.#object(tree).content)) {
      // Of two with one name the first counts.
      if (!entries.has(entry.name)) entries.set(entry.name, entry);
    }
    this.#trees.set(tree, entries);
    return entries;
  }

  #object(id: string): GitObject {
    const found = this.objects.get(id);
    if (found) return found;
    throw new Error(`object ${id} of the repository is missing`);
  }
}
