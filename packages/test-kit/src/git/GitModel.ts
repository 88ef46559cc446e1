import { commitObject, objectId, treeObjects } from './gitObjects';

/** Files of one commit by path. */
export type Tree = ReadonlyMap<string, string>;

export interface Commit {
  sha: string;
  parents: string[];
  tree: Tree;
  message: string;
  author: string;
}

/** The id that git gives a file's content. */
export function blobSha(content: string): string {
  return objectId({ type: 'blob', content: Buffer.from(content, 'utf8') });
}

/** When the first commit of a model is made. */
const BEGIN = 1_700_000_000;

/**
 * Commits and branches in memory, with the ids that git gives them. Merging works file by file: a file that both
 * sides changed in different ways is a conflict, where git might still merge
 * its lines.
 */
export class GitModel {
  readonly commits = new Map<string, Commit>();
  /** Commits as git stores them. */
  readonly commitTexts = new Map<string, Buffer>();
  readonly branches = new Map<string, string>();
  /** Paths of commits made from now on that are symbolic links. */
  readonly links = new Set<string>();
  #count = 0;

  constructor(branch: string, files: Record<string, string>) {
    const tree = new Map(Object.entries(files));
    this.branches.set(branch, this.add([], tree, 'Begin', 'owner').sha);
  }

  add(parents: string[], tree: Tree, message: string, author: string): Commit {
    this.#count += 1;
    const root = [...treeObjects(tree, this.links).keys()].at(-1) ?? '';
    const seconds = BEGIN + this.#count;
    const object = commitObject(root, parents, author, message, seconds);
    const sha = objectId(object);
    const commit = { sha, parents, tree, message, author };
    this.commitTexts.set(sha, object.content);
    this.commits.set(sha, commit);
    return commit;
  }

  /** The commit of a branch or a commit id. */
  resolve(ref: string): Commit | undefined {
    return this.commits.get(this.branches.get(ref) ?? ref);
  }

  /** Commits on top of a branch. */
  commitTo(
    branch: string,
    files: Record<string, string | undefined>,
    author: string,
    message = 'Edit',
  ): Commit {
    const head = this.resolve(branch);
    if (!head) throw new Error(`no branch ${branch}`);
    const tree = new Map(head.tree);
    for (const [path, content] of Object.entries(files)) {
      if (content === undefined) tree.delete(path);
      else tree.set(path, content);
    }
    const commit = this.add([head.sha], tree, message, author);
    this.branches.set(branch, commit.sha);
    return commit;
  }

  /** Every commit that can be reached from a ref, newest first. */
  history(ref: string): Commit[] {
    const seen = new Set<string>();
    const queue = [this.resolve(ref)];
    const result: Commit[] = [];
    while (queue.length) {
      const commit = queue.shift();
      if (!commit || seen.has(commit.sha)) continue;
      seen.add(commit.sha);
      result.push(commit);
      queue.push(...commit.parents.map(parent => this.commits.get(parent)));
    }
    return result;
  }

  mergeBase(a: string, b: string): Commit | undefined {
    const reachable = new Set(this.history(a).map(({ sha }) => sha));
    return this.history(b).find(({ sha }) => reachable.has(sha));
  }

  /** The merged tree; undefined on a conflict. */
  mergeTrees(ours: string, theirs: string): Tree | undefined {
    const [a, b] = [this.resolve(ours)?.tree, this.resolve(theirs)?.tree];
    const base = this.mergeBase(ours, theirs)?.tree ?? new Map();
    const merged = new Map<string, string>();
    for (const path of new Set([
      ...(a?.keys() ?? []),
      ...(b?.keys() ?? []),
      ...base.keys(),
    ])) {
      const [left, right, old] = [a?.get(path), b?.get(path), base.get(path)];
      if (left !== right && left !== old && right !== old) return undefined;
      const content = left === old ? right : left;
      if (content !== undefined) merged.set(path, content);
    }
    return merged;
  }

  /** Merges one branch into another with a merge commit; false on a conflict. */
  merge(from: string, into: string, author: string): Commit | undefined {
    const tree = this.mergeTrees(into, from);
    const [head, other] = [this.resolve(into), this.resolve(from)];
    if (!tree || !head || !other) return undefined;
    const message = `Merge branch '${from}' into ${into}`;
    const commit = this.add([head.sha, other.sha], tree, message, author);
    this.branches.set(into, commit.sha);
    return commit;
  }
}
