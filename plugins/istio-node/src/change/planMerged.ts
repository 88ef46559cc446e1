import type { PullRequest, RepositoryFile } from '../forges/Forge';
import type { FileTexts, MadeThings, PlanReader } from './ChangePlan';
import { type PlannedState, planWith, StateReader } from './planAt';
import type { ReadyRequest } from './proposeTypes';

/** Where the branch began, base as it is now, and the branch. */
type Readers = readonly [
  fork: StateReader,
  ahead: StateReader,
  branch: StateReader,
];

/** Reads the branch as it will be when base is taken into it. */
class MergedReader implements PlanReader {
  readonly moment = 'again';
  readonly touched: readonly string[];
  readonly made?: MadeThings;
  files: ReadonlyMap<string, RepositoryFile> = new Map();
  /** Whether base has changed any of the files. */
  moved = false;

  constructor(readonly readers: Readers) {
    const [, , branch] = readers;
    this.touched = branch.touched;
    this.made = branch.made;
  }

  knows(path: string): boolean {
    return this.readers.every(reader => reader.knows(path));
  }

  async read(paths: readonly string[]): Promise<FileTexts> {
    await Promise.all(this.readers.map(reader => reader.read(paths)));
    this.#merge();
    return new Map(
      [...this.files].map(([path, { content }]) => [path, content]),
    );
  }

  /** What base changed is as base has it, the rest as the branch has it. */
  #merge(): void {
    const [fork, ahead, branch] = this.readers;
    const paths = new Set(
      this.readers.flatMap(({ files }) => [...files.keys()]),
    );
    this.files = new Map(
      [...paths].flatMap(path => {
        const isMoved =
          fork.files.get(path)?.sha !== ahead.files.get(path)?.sha;
        this.moved ||= isMoved;
        const file = (isMoved ? ahead : branch).files.get(path);
        return file ? [[path, file] as const] : [];
      }),
    );
  }
}

/**
 * The plan for the branch of a pull request once base is taken into it: what a
 * run will write. Undefined where base has changed none of its files.
 *
 * @param head - of base
 * @internal
 */
export async function planMerged(
  request: ReadyRequest,
  open: PullRequest,
  head: string,
): Promise<PlannedState | undefined> {
  if (!open.mergeBase) return undefined;
  const at = (ref: string) =>
    new StateReader(request, { ref, moment: 'again', open });
  const readers: Readers = [at(open.mergeBase), at(head), at(open.head.branch)];
  const merged = new MergedReader(readers);
  try {
    const state = await planWith(request, merged);
    return merged.moved ? state : undefined;
  } catch (error) {
    if (readers.some(({ isAbsent }) => isAbsent)) return undefined;
    throw error;
  }
}
