import type { CommitRequest, FileChange, RepositoryFile } from '../Forge';
import { forgeError, forgeFault } from '../forgeFault';
import { HeadHints } from '../HeadHints';
import { notPlain, rawFile } from '../rawFile';
import type { GitAuthor, GitObject } from './gitObject';
import { GitRemote, type GitTransport } from './GitRemote';
import { filesAtHand } from './filesAtHand';
import { GitSnapshot } from './GitSnapshot';

const COMMIT_ID = /^[0-9a-f]{40}$/;

/** Commits of which trees and files are kept. */
const KEPT = 4;

/** What differs between the forges that are served by git. @internal */
export interface GitFilesOptions {
  transport: GitTransport;
  author: GitAuthor;
  /** The error for a push that a rule or a right forbids. */
  refused(branch: string, said: string): Error;
}

/**
 * Files and commits of a repository over git's own protocol, for forges whose
 * API cannot commit several files at once. A commit is made here from the trees
 * that were read and pushed with the commit that the branch must be at.
 *
 * @internal
 */
export class GitFiles {
  readonly #options: GitFilesOptions;
  readonly #remote: GitRemote;
  readonly #hints: HeadHints;
  /** By commit, the latest last. */
  readonly #snapshots = new Map<string, GitSnapshot>();
  /** The commit at which a branch was read last. */
  readonly #read = new Map<string, string>();

  constructor(options: GitFilesOptions) {
    this.#options = options;
    const { transport } = options;
    this.#remote = new GitRemote(transport);
    this.#hints = new HeadHints(() => transport.calls);
  }

  async getBranchHead(branch: string): Promise<string | undefined> {
    return (await this.#remote.heads([branch])).get(branch);
  }

  /**
   * Heads of all branches whose names begin so, in one call, kept for reading
   * right after.
   */
  async look(beginnings: readonly string[]): Promise<Map<string, string>> {
    const heads = await this.#remote.heads(beginnings);
    this.#hints.set(heads);
    return heads;
  }

  /** The head of a branch, when something else has just told it. */
  expect(branch: string, head: string): void {
    if (COMMIT_ID.test(head)) this.#hints.set(new Map([[branch, head]]));
  }

  async readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<Map<string, RepositoryFile> | undefined> {
    const snapshot = await this.#snapshotAt(ref);
    if (!snapshot) return undefined;
    const wanted = [...new Set(paths)];
    const ids = new Map(
      wanted.flatMap(path => {
        const id = snapshot.blobAt(path);
        return id ? [[path, id] as const] : [];
      }),
    );
    const whole = await this.#complete(snapshot, ids);
    const files = new Map<string, RepositoryFile>();
    for (const [path, id] of ids) {
      const content = whole.content(id);
      if (!content) throw notPlain(path);
      files.set(path, rawFile(path, content));
    }
    return files;
  }

  /** More files of what was read last of a branch, when they came with it. */
  readMore(
    branch: string,
    paths: readonly string[],
  ): Map<string, RepositoryFile> | undefined {
    const snapshot = this.#snapshots.get(this.#read.get(branch) ?? '');
    return snapshot && filesAtHand(snapshot, paths);
  }

  async commit(
    request: CommitRequest,
  ): Promise<{ sha: string; parent?: string }> {
    const { branch, startFrom, message, files } = request;
    const start = await this.#startOf(request);
    this.#read.delete(branch);
    const { author, transport } = this.#options;
    const made = start.change(files, {
      ...{ message, author },
      at: Math.floor(Date.now() / 1000),
    });
    const outcome = await this.#remote.push(branch, {
      ...(startFrom ? {} : { from: start.commit }),
      ...{ to: made.id, objects: made.objects },
    });
    if (outcome.state === 'refused') {
      throw this.#options.refused(branch, outcome.said);
    }
    if (outcome.state === 'moved') {
      throw forgeError(
        startFrom ? 'branch-exists' : 'stale',
        `${transport.title} did not take the commit to ${branch}: ${outcome.said}.`,
      );
    }
    this.#keep(made.snapshot);
    return { sha: made.id, parent: start.commit };
  }

  async #snapshotAt(ref: string): Promise<GitSnapshot | undefined> {
    const isCommit = COMMIT_ID.test(ref);
    const commit = isCommit
      ? ref
      : this.#hints.take(ref) ?? (await this.getBranchHead(ref));
    if (!commit) return undefined;
    if (!isCommit) this.#read.set(ref, commit);
    const known = this.#snapshots.get(commit);
    if (known) return known;
    const objects = await this.#remote.snapshot(commit);
    return objects && this.#keep(this.#open(commit, objects));
  }

  #open(commit: string, objects: ReadonlyMap<string, GitObject>): GitSnapshot {
    try {
      return new GitSnapshot(commit, objects);
    } catch (error) {
      const { title } = this.#options.transport;
      const said = error instanceof Error ? error.message : String(error);
      throw forgeError('unavailable', `${title}: ${said}. Try again later.`);
    }
  }

  #keep(snapshot: GitSnapshot): GitSnapshot {
    this.#snapshots.delete(snapshot.commit);
    this.#snapshots.set(snapshot.commit, snapshot);
    const [oldest] = this.#snapshots.keys();
    if (this.#snapshots.size > KEPT) this.#snapshots.delete(oldest);
    return snapshot;
  }

  /** The snapshot with the files that did not come with it. */
  async #complete(
    snapshot: GitSnapshot,
    ids: ReadonlyMap<string, string>,
  ): Promise<GitSnapshot> {
    const missing = [...ids].filter(([, id]) => !snapshot.content(id));
    if (missing.length === 0) return snapshot;
    try {
      const blobs = await this.#remote.objects([
        ...new Set(missing.map(([, id]) => id)),
      ]);
      return this.#keep(snapshot.with(blobs));
    } catch (error) {
      if (forgeFault(error) !== 'too-large') throw error;
      throw notPlain(missing[0][0]);
    }
  }

  /** The commit on which the files are what the caller knows, or `stale`. */
  async #startOf(request: CommitRequest): Promise<GitSnapshot> {
    const { branch, startFrom, expectedHead, files } = request;
    const from = startFrom ?? branch;
    const named = startFrom ? undefined : expectedHead;
    const read = this.#snapshots.get(this.#read.get(from) ?? '');
    const isCurrent = read && (!named || read.commit === named);
    const seen = isCurrent ? read : await this.#snapshotAt(from);
    if (!seen) {
      throw forgeError(
        'stale',
        `Branch ${from} of ${this.#options.transport.repository} is gone.`,
      );
    }
    const stale = files.find(file => this.#isStale(seen, file));
    if (!stale && (!named || seen.commit === named)) return seen;
    this.#read.delete(from);
    throw forgeError(
      'stale',
      `${stale ? stale.path : 'The head'} on ${from} of ${
        this.#options.transport.repository
      } is not what it was.`,
    );
  }

  #isStale(seen: GitSnapshot, { path, previousSha }: FileChange): boolean {
    return seen.blobAt(path) !== previousSha;
  }
}
