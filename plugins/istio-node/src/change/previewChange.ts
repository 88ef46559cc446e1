import type { PullRequest } from '../forges/Forge';
import { changeOwners, ownersText, withDefaultReviewers } from './changeOwners';
import { readMarker } from './changeMarker';
import { previewedFiles, previewId } from './changePreview';
import type { ChangeRound } from './changeRound';
import { computeChanges } from './computeChanges';
import { planAt, planIfThere, type PlannedState } from './planAt';
import { planMerged } from './planMerged';
import { answer, link } from './proposeAnswer';
import type { ProposeResult, ReadyRequest } from './proposeTypes';
import { combineFacts } from './pullRequestFacts';
import { mayTakeInBase } from './syncWithBase';
import { textForTask } from './textForTask';

/** What a run would meet. */
interface Met {
  state: PlannedState;
  /** Head of base. */
  commit?: string;
  /** For people. */
  place: string;
}

/** With base in it, where a run would take that in first. */
async function ofPullRequest(
  request: ReadyRequest,
  open: PullRequest,
): Promise<Met> {
  const { forge, base } = request;
  const place = `pull request #${open.number}`;
  if (mayTakeInBase(open)) {
    const commit = await forge.getBranchHead(base);
    const state = commit && (await planMerged(request, open, commit));
    if (state) return { state, commit, place };
  }
  const ref = open.head.branch;
  const state = await planAt(request, { ref, moment: 'branch', open });
  // Right after the pull request was looked for, reading takes the fewest calls.
  return { state, commit: await forge.getBranchHead(base), place };
}

/** Base, or the branch of an earlier run that could not open its pull request. */
async function ofBranch(
  request: ReadyRequest,
  { branch: ref }: ChangeRound,
): Promise<Met> {
  const { forge, base } = request;
  // Right after the pull request was looked for, reading takes the fewest calls.
  const state = await planAt(request, { ref: base, moment: 'base' });
  const commit = await forge.getBranchHead(base);
  const isThere = (await forge.getBranchHead(ref)) !== undefined;
  const left = isThere
    ? await planIfThere(request, { ref, moment: 'again' })
    : undefined;
  return left
    ? { state: left, commit, place: `branch ${ref}` }
    : { state, commit, place: base };
}

/** What a proposal would do now, and what its pull request would say. @internal */
export async function previewChange(
  request: ReadyRequest,
  round: ChangeRound,
): Promise<ProposeResult> {
  const { forge, base } = request;
  const { open } = round;
  const { state, commit, place } = await (open
    ? ofPullRequest(request, open)
    : ofBranch(request, round));
  const { plan, files } = state;
  const result = computeChanges(plan, files);
  const marker = readMarker(open?.body ?? '');
  const combined = combineFacts(result, marker, state);
  const count = result.changes.length;
  const rules = ownersText(forge, files);
  return answer(request, round, result, {
    outcome: 'dry-run',
    ...(round.open ? { pullRequest: link(round.open) } : {}),
    owners: await withDefaultReviewers(
      forge,
      { head: round.branch, base },
      changeOwners(forge, rules, result.files),
      result.files,
    ),
    // What base has already needs no pull request.
    ...(open || count > 0
      ? {
          pullRequestText: textForTask(request, {
            base: { branch: base, sha: commit },
            ...combined,
            remarks: result.remarks,
            owners: changeOwners(forge, rules, combined.files),
          }),
        }
      : {}),
    preview: {
      id: previewId(result),
      repository: forge.repository,
      base: { branch: base, commit },
      files: previewedFiles(result),
    },
    message:
      count === 0
        ? `Dry run: ${place} has the wanted state already.`
        : `Dry run: ${count} file${count === 1 ? '' : 's'} would change.`,
  });
}
