import { ConflictError } from '@backstage/errors';
import type { FileChange, PullRequest } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import { readMarker } from './changeMarker';
import { assertPreviewed } from './changePreview';
import { computeChanges } from './computeChanges';
import { planIfThere, type PlannedState } from './planAt';
import { planMerged } from './planMerged';
import type { ProposeRequest, ReadyRequest } from './proposeTypes';
import { textHash } from './textHash';

/** @internal */
export interface Synced {
  /** Whether the branch has another head now. */
  moved: boolean;
  /** Why base could not be taken in; to be thrown once the branch is whole. */
  problem?: unknown;
  /** Files of which the branch has base's version now. */
  taken?: ReadonlySet<string>;
}

const UNTOUCHED: Synced = { moved: false };

/** How often base is taken in anew when it moves meanwhile. */
const ATTEMPTS = 5;
const PAUSE_MS = 250;

/** What base had of each file when it was taken over into the branch. */
type Taken = Map<string, string | undefined>;

/** A file of one state and of another. */
function differs(a: PlannedState, b: PlannedState, path: string): boolean {
  return a.files.get(path)?.sha !== b.files.get(path)?.sha;
}

function conflict(request: ProposeRequest, open: PullRequest, paths: string[]) {
  const { forge, base } = request;
  return new ConflictError(
    `Pull request #${open.number} of ${
      forge.repository
    } conflicts with ${base} in ${paths.join(
      ', ',
    )}, where people edited the branch too: merge ${base} into ${
      open.head.branch
    } by hand, then run again.`,
  );
}

/** What the plan for a state makes of one of its files. */
function planned({ plan, files }: PlannedState, path: string) {
  const change = computeChanges(plan, files).changes.find(
    item => item.path === path,
  );
  return change ? change.content : files.get(path)?.content;
}

/** Where the branch began, base as it is now, and the branch. */
type States = [fork: PlannedState, ahead: PlannedState, branch: PlannedState];

/**
 * Whether the branch has of a file what we left there: what our last push made
 * of it, what our plan makes of it, from where the branch began or, after a run
 * that was cut short, from base as it is now; or what was taken over from base
 * a moment ago.
 */
function isOurs(
  [fork, ahead, branch]: States,
  open: PullRequest,
  taken: Taken,
  path: string,
): boolean {
  const content = branch.files.get(path)?.content;
  const left = readMarker(open.body)?.files[path]?.hash;
  return (
    (taken.has(path) && content === taken.get(path)) ||
    (content !== undefined && left === textHash(content)) ||
    content === planned(fork, path) ||
    content === planned(ahead, path)
  );
}

/**
 * The states of the repository with the files that the plan of any of them is
 * about: base may have an object in another file by now.
 */
async function readStates(
  request: ReadyRequest,
  open: PullRequest,
  refs: [fork: string, ahead: string, branch: string],
): Promise<{ states: States; paths: string[] } | undefined> {
  let paths: string[] = [];
  for (;;) {
    const also = paths;
    const [fork, ahead, branch] = await Promise.all(
      refs.map(ref =>
        planIfThere(request, { ref, moment: 'again', also, open }),
      ),
    );
    if (!fork || !ahead || !branch) return undefined;
    const states: States = [fork, ahead, branch];
    paths = [...new Set([...also, ...states.flatMap(one => one.plan.paths)])];
    const isWhole = paths.every(path =>
      states.every(({ knows }) => knows(path)),
    );
    if (isWhole) return { states, paths };
  }
}

/** Nothing is taken in when what is then written is not what was agreed to. */
async function assertAgreed(
  request: ReadyRequest,
  open: PullRequest,
  head: string,
  branch: PlannedState,
): Promise<void> {
  if (!request.previewed) return;
  const { plan, files } = (await planMerged(request, open, head)) ?? branch;
  assertPreviewed(request, computeChanges(plan, files), request.base);
}

/**
 * Has the branch take over base's version of the files that both sides
 * changed. False when there is nothing to take in.
 */
async function takeFiles(
  request: ReadyRequest,
  open: PullRequest,
  head: string,
  taken: Taken,
): Promise<boolean> {
  const { forge, base } = request;
  if (!open.mergeBase) return false;
  const refs = [open.mergeBase, head, open.head.branch] as const;
  const read = await readStates(request, open, [...refs]);
  if (!read) return false;
  const { states, paths } = read;
  const [fork, ahead, branch] = states;
  const moved = paths.filter(path => differs(fork, ahead, path));
  // Not mergeable for another reason: draft, checks, still being looked at.
  if (moved.length === 0) return false;
  const both = moved.filter(
    path => differs(fork, branch, path) && differs(ahead, branch, path),
  );
  const foreign = both.filter(path => !isOurs(states, open, taken, path));
  if (foreign.length) throw conflict(request, open, foreign);
  await assertAgreed(request, open, head, branch);
  const files: FileChange[] = both.map(path => ({
    path,
    content: ahead.files.get(path)?.content,
    previousSha: branch.files.get(path)?.sha,
  }));
  for (const { path, content } of files) taken.set(path, content);
  if (files.length) {
    await forge.commit({
      branch: open.head.branch,
      expectedHead: open.head.sha,
      message: `Take ${base} as it is before merging it\n`,
      files,
    });
  }
  return true;
}

/** Whether base would be taken into the branch of a pull request. @internal */
export function mayTakeInBase({ mergeable }: PullRequest): boolean {
  return mergeable === false;
}

/**
 * Takes base into a branch that cannot be merged any more, mostly because
 * another change was added to the same kustomization. Where both sides changed
 * a file of the plan, the branch first takes over base's version, so that git
 * finds nothing to decide; the plan is then applied again on top. A file in
 * which people changed something on the branch is left to them.
 *
 * @internal
 */
export async function syncWithBase(
  request: ReadyRequest,
  given: PullRequest,
): Promise<Synced> {
  const { forge, base, sleep } = request;
  if (!mayTakeInBase(given)) return UNTOUCHED;
  const taken: Taken = new Map();
  let open = given;
  for (let attempt = 1; ; attempt++) {
    const head = await forge.getBranchHead(base);
    if (!head) return UNTOUCHED;
    // The branch lacks our entries then: the caller puts them back, then throws.
    const moved = (problem?: unknown): Synced => ({
      ...{ moved: true, problem },
      taken: new Set(taken.keys()),
    });
    try {
      const takes = await takeFiles(request, open, head, taken);
      if (!takes) return taken.size > 0 ? moved() : UNTOUCHED;
    } catch (error) {
      if (taken.size === 0) throw error;
      return moved(error);
    }
    try {
      await forge.updateFromBase(open.number);
      return moved();
    } catch (error) {
      const conflicts = forgeFault(error) === 'merge-conflict';
      if (!conflicts) return moved(error);
      const problem = conflict(request, open, ['other files']);
      // Another change was merged since base was read: that is nobody's edit.
      const movedOn = (await forge.getBranchHead(base)) !== head;
      if (!movedOn || attempt === ATTEMPTS) return moved(problem);
      await sleep(PAUSE_MS * 2 ** (attempt - 1));
      const again = await forge.getPullRequest(open.number);
      if (again?.state !== 'open') return moved(problem);
      open = again;
    }
  }
}
