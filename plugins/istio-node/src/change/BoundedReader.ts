import { setTimeout as wait } from 'node:timers/promises';
import type { RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { filesACall } from './filesACall';
import type { RepositoryQuestion } from './RepositoryQuestion';

/** Azure DevOps tells ids and contents apart, git heads and objects. */
const CALLS_A_READ: ReadonlyMap<string, number> = new Map([
  ['azure', 2],
  ['bitbucketServer', 2],
]);

/** Calls of one reading. */
const MOST_CALLS = 6;

/** Characters of texts that are read. */
const MOST_READ = 4 * 1024 * 1024;

const TIMEOUT_MS = 15_000;

/** Reads the same files once, within a number of calls and a time. @internal */
export class BoundedReader {
  readonly texts = new Map<string, string | undefined>();
  /** Why nothing more is read. */
  stopped: string | undefined;
  readonly refused: string[] = [];
  #calls = 0;
  #length = 0;
  readonly #deadline: number;
  readonly #until: Promise<'late'>;
  readonly #timer = new AbortController();

  constructor(readonly question: RepositoryQuestion) {
    const { timeoutMs = TIMEOUT_MS } = question;
    this.#deadline = performance.now() + timeoutMs;
    this.#until = wait(timeoutMs, 'late' as const, {
      signal: this.#timer.signal,
      ref: false,
    }).catch(() => 'late' as const);
  }

  close(): void {
    this.#timer.abort();
  }

  isLate(): boolean {
    return performance.now() > this.#deadline;
  }

  /** False when it could not be read. */
  async read(wanted: readonly string[]): Promise<boolean> {
    const { forge } = this.question;
    const page = filesACall(forge.type);
    if (page === undefined) return this.#readAtHand(wanted);
    const price = CALLS_A_READ.get(forge.type) ?? 1;
    const left = Math.floor((MOST_CALLS - this.#calls) / price) * page;
    const paths = wanted.slice(0, left);
    if (paths.length === 0) {
      this.stopped = `at most ${MOST_CALLS} calls are made for them`;
      return false;
    }
    this.#calls += Math.ceil(paths.length / page) * price;
    try {
      return await this.#take(paths);
    } catch (error) {
      return this.#failed(error, paths);
    }
  }

  /**
   * Of a forge that may take a call a file: a few files, with which the whole
   * commit may come, and then what is at hand.
   */
  async #readAtHand(wanted: readonly string[]): Promise<boolean> {
    try {
      if (this.#keepAtHand(wanted)) return true;
      if (this.#calls === 0) {
        // Beside one for the head of the branch, and one that tries for all.
        const first = wanted.slice(0, MOST_CALLS - 2);
        this.#calls += 2 + first.length;
        if (!(await this.#take(first))) return false;
        if (this.#keepAtHand(wanted.slice(first.length))) return true;
      }
    } catch (error) {
      return this.#failed(error, wanted);
    }
    this.stopped = 'its forge may take a call for each';
    return false;
  }

  /** Whether they were there without a call. */
  #keepAtHand(paths: readonly string[]): boolean {
    if (paths.length === 0) return true;
    const { forge, branch } = this.question;
    const files = forge.readMore?.(branch, paths);
    return files !== undefined && this.#keep(paths, files);
  }

  async #take(paths: readonly string[]): Promise<boolean> {
    const { forge, branch } = this.question;
    const answer = forge.readFiles(branch, paths);
    // What comes too late is of no interest, a failure neither.
    answer.catch(() => {});
    const files = await Promise.race<
      ReadonlyMap<string, RepositoryFile> | undefined | 'late'
    >([answer, this.#until]);
    if (files === 'late') {
      this.stopped = `${forge.repository} did not answer in time`;
      return false;
    }
    if (!files) {
      this.stopped = `${forge.repository} has no branch ${branch}`;
      return false;
    }
    return this.#keep(paths, files);
  }

  #keep(
    paths: readonly string[],
    files: ReadonlyMap<string, RepositoryFile>,
  ): boolean {
    for (const path of paths) {
      const content = files.get(path)?.content;
      this.#length += content?.length ?? 0;
      if (this.#length > MOST_READ) {
        this.stopped = `at most ${MOST_READ} characters are read`;
        return false;
      }
      this.texts.set(path, content);
    }
    return true;
  }

  /** One file that is a link, or too long, is no reason to stop. */
  #failed(error: unknown, paths: readonly string[]): boolean {
    const said = error instanceof Error ? error.message : String(error);
    const culprit = paths.find(path => said.startsWith(`${path} `));
    if (forgeFault(error) === 'invalid' && culprit) {
      this.texts.set(culprit, undefined);
      this.refused.push(`${culprit} (it is not a plain file of readable size)`);
      return true;
    }
    this.stopped = said.slice(0, 300).replace(/[.:]+$/, '');
    return false;
  }
}
