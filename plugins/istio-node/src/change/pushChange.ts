import { ConflictError } from '@backstage/errors';
import { forgeFault } from '../forges/forgeFault';
import { changeOwners, nameOwners, ownersText } from './changeOwners';
import type { ChangeRound } from './changeRound';
import { assertPreviewed, isPreviewed } from './changePreview';
import { type ComputedChanges, computeChanges } from './computeChanges';
import { planAt, planIfThere, type PlannedState } from './planAt';
import type { ReadyRequest } from './proposeTypes';

/** How often a change is made anew when the repository moves under it. */
const ATTEMPTS = 5;
const PAUSE_MS = 250;

/** How often a branch is looked for that is taken and not shown yet. */
const LOOKS = 10;
const LONGEST_LOOK_PAUSE_MS = 4000;

/** What a push came to. @internal */
export interface Pushed {
  result: ComputedChanges;
  /** The state for which that was computed. */
  state: PlannedState;
  /** The same against base, when base was read. */
  againstBase?: ComputedChanges;
  /** Whether the branch exists now. */
  branchExists: boolean;
  /** Whether someone had made the branch before this run. */
  adopted: boolean;
  commit?: { sha: string; parent?: string };
  /** The CODEOWNERS file of the repository, where it has one. */
  owners?: string;
}

function message(request: ReadyRequest, branch: string): string {
  return `${request.text.title}\n\n${request.text.summary}\n\nMeshwright-Change: ${branch}\n`;
}

/** What the attempts so far have found out. */
interface Progress {
  /** Whether nothing has moved since the pull request was looked for. */
  isFirst: boolean;
  branchExists: boolean;
  adopted: boolean;
  /** Whether the change was held against the preview already. */
  agreed: boolean;
  expectedHead?: string;
  againstBase?: ComputedChanges;
  /** Whether the branch has to be looked at first. */
  unsure?: boolean;
  /** Whether a branch that is not shown was waited for. */
  waited?: boolean;
}

/** The plan for the branch of the change, or for base while there is none. */
function planNext(
  request: ReadyRequest,
  { branch, open }: ChangeRound,
  { branchExists, isFirst }: Progress,
): Promise<PlannedState> {
  return branchExists
    ? planAt(request, {
        ref: branch,
        moment: isFirst ? 'branch' : 'again',
        open,
      })
    : planAt(request, {
        ref: request.base,
        moment: isFirst ? 'base' : 'again',
      });
}

/**
 * Gives a forge under load time to show a branch: it answers that the branch is
 * there as soon as git has it, and to readers some seconds later.
 */
async function planOnceShown(
  request: ReadyRequest,
  round: ChangeRound,
  progress: Progress,
): Promise<PlannedState> {
  for (let look = 1; look < LOOKS; look++) {
    const ref = round.branch;
    const state = await planIfThere(request, { ref, moment: 'again' });
    if (state) return state;
    await request.sleep(
      Math.min(PAUSE_MS * 2 ** (look - 1), LONGEST_LOOK_PAUSE_MS),
    );
  }
  // It was deleted, then, and is made anew.
  Object.assign(progress, {
    waited: true,
    branchExists: false,
    adopted: false,
  });
  return planNext(request, round, progress);
}

/** What was sent may have arrived, though no answer came back. */
async function lookAgain(
  { forge }: ReadyRequest,
  branch: string,
  progress: Progress,
): Promise<void> {
  const head = await forge.getBranchHead(branch);
  progress.unsure = false;
  progress.expectedHead = head;
  if (!head || progress.branchExists) return;
  progress.branchExists = true;
  progress.adopted = true;
}

async function attemptPush(
  request: ReadyRequest,
  round: ChangeRound,
  progress: Progress,
): Promise<Pushed> {
  const { forge, base } = request;
  const { branch } = round;
  if (progress.unsure) await lookAgain(request, branch, progress);
  const waits = progress.adopted && !progress.waited;
  const state = await (waits
    ? planOnceShown(request, round, progress)
    : planNext(request, round, progress));
  const { plan, files } = state;
  const { branchExists, expectedHead, adopted } = progress;
  const result = computeChanges(plan, files);
  if (!branchExists) progress.againstBase = result;
  const owners = ownersText(forge, files);
  const { againstBase } = progress;
  const pushed = { result, state, againstBase, adopted, owners };
  if (result.changes.length === 0) return { ...pushed, branchExists };
  if (!progress.agreed) {
    const isNews = !branchExists && !isPreviewed(request, result);
    // The preview may have been of a branch whose pull request was not opened.
    if (isNews) await lookAgain(request, branch, progress);
    if (isNews && progress.branchExists) {
      return attemptPush(request, round, progress);
    }
    assertPreviewed(request, result, branchExists ? branch : base);
  }
  const commit = await forge
    .commit({
      branch,
      ...(branchExists ? { expectedHead } : { startFrom: base }),
      message: message(request, branch),
      files: result.changes,
    })
    .catch(error => {
      throw nameOwners(error, changeOwners(forge, owners, result.files));
    });
  return { ...pushed, branchExists: true, commit };
}

/**
 * Brings the branch to the wanted state in one commit on top of what is there;
 * nothing is forced, so commits of people stay. A branch that does not exist is
 * made from base. When files or branches move in between, everything is read
 * and merged again, at most five times; a lost answer is found out the same way.
 *
 * @internal
 */
export async function pushChange(
  request: ReadyRequest,
  round: ChangeRound,
): Promise<Pushed> {
  const { sleep } = request;
  const { branch } = round;
  const progress: Progress = {
    // A branch into which base was taken is another one already.
    isFirst: !round.agreed,
    branchExists: round.open !== undefined,
    adopted: false,
    agreed: round.agreed ?? false,
    expectedHead: round.head,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptPush(request, round, progress);
    } catch (error) {
      progress.isFirst = false;
      const fault = forgeFault(error);
      if (fault === 'branch-exists') {
        // That it is there is news once, and no sign of unrest.
        if (!progress.branchExists) attempt -= 1;
        progress.branchExists = true;
        progress.adopted = true;
      } else if (fault !== 'stale' && fault !== 'unavailable') {
        throw error;
      }
      if (attempt === ATTEMPTS) throw lastWord(request, branch, error);
      await sleep(PAUSE_MS * 2 ** Math.max(0, attempt - 1));
      progress.unsure = progress.branchExists || fault === 'unavailable';
    }
  }
}

function lastWord(request: ReadyRequest, branch: string, error: unknown) {
  if (forgeFault(error) === 'unavailable') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ConflictError(
    `Files of ${request.forge.repository} kept changing while ${branch} was written (${ATTEMPTS} attempts): run again. ${reason}`,
  );
}
