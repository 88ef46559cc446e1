import { changeOwners, ownersText, withDefaultReviewers } from './changeOwners';
import { readMarker } from './changeMarker';
import { previewedFiles, previewId } from './changePreview';
import type { ChangeRound } from './changeRound';
import { computeChanges } from './computeChanges';
import { planAt } from './planAt';
import { answer, link } from './proposeAnswer';
import type { ProposeResult, ReadyRequest } from './proposeTypes';
import { combineFacts } from './pullRequestFacts';
import { textForTask } from './textForTask';

/** What a proposal would do now, and what its pull request would say. @internal */
export async function previewChange(
  request: ReadyRequest,
  round: ChangeRound,
): Promise<ProposeResult> {
  const { forge, base } = request;
  const { open } = round;
  const { plan, files } = await planAt(
    request,
    open
      ? { ref: round.branch, moment: 'branch', open }
      : { ref: base, moment: 'base' },
  );
  // Right after the pull request was looked for, reading takes the fewest calls.
  const commit = await forge.getBranchHead(base);
  const result = computeChanges(plan, files);
  const combined = combineFacts(result, readMarker(open?.body ?? ''));
  const count = result.changes.length;
  const rules = ownersText(forge, files);
  const place = round.open
    ? `pull request #${round.open.number}`
    : request.base;
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
            remarks: result.remarks,
