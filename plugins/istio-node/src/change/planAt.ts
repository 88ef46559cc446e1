import { NotFoundError } from '@backstage/errors';
import type { PullRequest, RepositoryFile } from '../forges/Forge';
import { forgeError } from '../forges/forgeFault';
import { type ChangeMarker, readMarker } from './changeMarker';
import { readWithOwners } from './changeOwners';
import type {
  ChangePlan,
  FileTexts,
  MadeThings,
  PlanReader,
} from './ChangePlan';
import type { ReadyRequest } from './proposeTypes';
import { assertSafePath, isSafePath } from './safePath';
import { isKustomization } from './workingCopy';

/** A plan with the files that it was made for. @internal */
export interface PlannedState {
  plan: ChangePlan;
  files: ReadonlyMap<string, RepositoryFile>;
  /** Whether a file was read, be it there or not. */
  knows(path: string): boolean;
}

/** Which state of the repository a plan is made for. @internal */
export interface PlanPlace {
  /** Branch or commit. */
  ref: string;
  moment: PlanReader['moment'];
  /** The open pull request whose branch it is. */
  open?: PullRequest;
  /** Files that are read beside those of the plan. */
  also?: readonly string[];
}

/** What the pull request made, as far as it may be looked at. */
function madeBy(
  { objects, files }: ChangeMarker,
  touched: readonly string[],
): MadeThings {
  return {
    objects: new Set(
      Object.keys(objects).filter(id => objects[id].change === 'create'),
    ),
    files: new Map(
      touched.flatMap(path => {
        const { change, hash } = files[path];
        const isWhole = change === 'create' && !isKustomization(path);
        return isWhole && hash !== undefined ? [[path, hash]] : [];
      }),
    ),
  };
}

/** More files than these of one pull request are not looked at. */
const MOST_TOUCHED = 100;

/** Reads files of one state, each once. @internal */
export class StateReader implements PlanReader {
  readonly moment: PlanReader['moment'];
  readonly touched: readonly string[];
  readonly made?: MadeThings;
  /** Whether there turned out to be no such branch or commit. */
  isAbsent = false;
  files: ReadonlyMap<string, RepositoryFile> = new Map();
  #known: ReadonlySet<string> = new Set();

  constructor(readonly request: ReadyRequest, readonly place: PlanPlace) {
    this.moment = place.moment;
    const marker = place.open && readMarker(place.open.body);
    this.touched = Object.keys(marker?.files ?? {})
      .filter(path => isSafePath(path, request.allowedFolders))
      .slice(0, MOST_TOUCHED);
    if (marker) this.made = madeBy(marker, this.touched);
  }

  knows(path: string): boolean {
    return this.#known.has(path);
  }

  async read(
    paths: readonly string[],
    beside: ReadonlyArray<readonly string[]> = [],
  ): Promise<FileTexts> {
    const { allowedFolders } = this.request;
    for (const path of paths) assertSafePath(path, allowedFolders);
    if (!paths.every(path => this.knows(path))) {
      const more = [...new Set(paths)].filter(path => !this.knows(path));
      if (!this.#takeMore(more)) {
        await this.#ask(
          // All of them again, as a plan is made for one state.
          [...new Set([...this.#known, ...paths])],
          beside.map(group =>
            group.filter(path => isSafePath(path, allowedFolders)),
          ),
        );
      }
    }
    return new Map(
      [...this.files].map(([path, { content }]) => [path, content]),
    );
  }

  /** True when the forge has the rest at hand, of the same commit. */
  #takeMore(paths: readonly string[]): boolean {
    const { forge } = this.request;
    const files =
      this.#known.size > 0
        ? forge.readMore?.(this.place.ref, paths)
        : undefined;
    if (!files) return false;
    this.files = new Map([...this.files, ...files]);
    this.#known = new Set([...this.#known, ...paths]);
    return true;
  }

  async #ask(
    paths: readonly string[],
    beside: ReadonlyArray<readonly string[]>,
  ): Promise<void> {
    const { ref } = this.place;
    const { forge } = this.request;
    const answer = await readWithOwners(forge, ref, paths, beside);
    if (!answer) {
      this.isAbsent = true;
      throw absence(this.request, ref);
    }
    this.files = answer.files;
    this.#known = new Set(answer.asked);
  }
}

/** That there is nothing at a ref, in words. */
function absence({ forge, base }: ReadyRequest, ref: string): Error {
  return ref === base
    ? new NotFoundError(
        `Repository ${forge.repository} has no branch ${base}: create it, or set istio.gitops.branch.`,
      )
    : // Deleted meanwhile, or taken already but not yet shown to readers.
      forgeError(
        'stale',
        `Branch ${ref} of ${forge.repository} cannot be read.`,
      );
}

/** The plan for what a reader reads. @internal */
export async function planWith(
  { plan: given, allowedFolders }: ReadyRequest,
  reader: PlanReader & Pick<StateReader, 'files'>,
  also: readonly string[] = [],
): Promise<PlannedState> {
  const plan = typeof given === 'function' ? await given(reader) : given;
  for (const path of plan.paths) assertSafePath(path, allowedFolders);
  await reader.read([...plan.paths, ...also]);
  return { plan, files: reader.files, knows: path => reader.knows(path) };
}

/**
 * The plan for a state of the repository, with its files as they are there. One
 * that depends on the state is made from what it reads, and what it has read is
 * not asked for again. What is missing is told in words.
 *
 * @internal
 */
export function planAt(
  request: ReadyRequest,
  place: PlanPlace,
): Promise<PlannedState> {
  return planWith(request, new StateReader(request, place), place.also);
}

/** The same; undefined when there is no such branch or commit. @internal */
export async function planIfThere(
  request: ReadyRequest,
  place: PlanPlace,
): Promise<PlannedState | undefined> {
  const reader = new StateReader(request, place);
  try {
    return await planWith(request, reader, place.also);
  } catch (error) {
    if (reader.isAbsent) return undefined;
    throw error;
  }
}
