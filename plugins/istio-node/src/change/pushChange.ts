import { ConflictError, NotFoundError } from '@backstage/errors';
import type { RepositoryFile } from '../forges/Forge';
import { forgeFault } from '../forges/forgeFault';
import type { ChangeRound } from './changeRound';
import { type ComputedChanges, computeChanges } from './computeChanges';
import type { ReadyRequest } from './proposeTypes';

/** How often a change is made anew when the repository moves under it. */
const ATTEMPTS = 5;
const PAUSE_MS = 250;

/** What a push came to. @internal */
export interface Pushed {
  result: ComputedChanges;
  /** The same against base, when base was read. */
  againstBase?: ComputedChanges;
  /** Whether the branch exists now. */
  branchExists: boolean;
  /** Whether someone had made the branch before this run. */
  adopted: boolean;
  commit?: { sha: string; parent?: string };
}

/** Reads the files of the plan; what is missing is told in words. @internal */
export async function readOrExplain(
  request: ReadyRequest,
  ref: string,
): Promise<ReadonlyMap<string, RepositoryFile>> {
  const { forge, base, plan } = request;
  const files = await forge.readFiles(ref, plan.paths);
  if (files) return files;
  throw ref === base
    ? new NotFoundError(
        `Repository ${forge.repository} has no branch ${base}: create it, or set istio.gitops.branch.`,
      )
    : new ConflictError(
        `Branch ${ref} of ${forge.repository} was deleted meanwhile: run again.`,
      );
}

function message(request: ReadyRequest, branch: string): string {
  return `${request.text.title}\n\n${request.text.summary}\n\nMeshwright-Change: ${branch}\n`;
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
  const { forge, base, plan, sleep } = request;
  const { branch } = round;
  let branchExists = round.open !== undefined;
  let adopted = false;
  let expectedHead = round.head;
  let againstBase: ComputedChanges | undefined;
  let last: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const files = await readOrExplain(request, branchExists ? branch : base);
    const result = computeChanges(plan, files);
    if (!branchExists) againstBase = result;
    const state = { result, againstBase, adopted };
    if (result.changes.length === 0) return { ...state, branchExists };
    try {
      const commit = await forge.commit({
        branch,
        ...(branchExists ? { expectedHead } : { startFrom: base }),
        message: message(request, branch),
        files: result.changes,
      });
      return { ...state, branchExists: true, commit };
    } catch (error) {
      last = error;
      const fault = forgeFault(error);
      if (fault === 'branch-exists') {
        branchExists = true;
        adopted = true;
      } else if (fault !== 'stale' && fault !== 'unavailable') {
        throw error;
      }
      if (attempt < ATTEMPTS) await sleep(PAUSE_MS * 2 ** (attempt - 1));
      if (branchExists) expectedHead = await forge.getBranchHead(branch);
    }
  }
  if (forgeFault(last) === 'unavailable') throw last;
  throw new ConflictError(
    `Files of ${forge.repository} kept changing while ${branch} was written (${ATTEMPTS} attempts): run again.`,
  );
}
