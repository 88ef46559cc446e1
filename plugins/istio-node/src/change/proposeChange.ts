import type { PullRequest } from '../forges/Forge';
import { askForReview } from './askForReview';
import { assertBranchName } from './branchName';
import { changeBranch, changeId } from './changeIdentity';
import { changeOwners } from './changeOwners';
import { readMarker } from './changeMarker';
import { type ChangeRound, findRound } from './changeRound';
import { oneAtATime } from './oneAtATime';
import { openPullRequest } from './openPullRequest';
import { previewChange } from './previewChange';
import { answer, link } from './proposeAnswer';
import type {
  ProposeRequest,
  ProposeResult,
  ReadyRequest,
} from './proposeTypes';
import {
  buildPullRequestBody,
  type PullRequestFacts,
  textState,
} from './pullRequestBody';
import { combineFacts, sinceLastPush, textNotes } from './pullRequestFacts';
import { textForTask } from './textForTask';
import { type Pushed, pushChange } from './pushChange';
import { assertSafePath } from './safePath';
import { type Synced, syncWithBase } from './syncWithBase';

function assertRequest(request: ProposeRequest): void {
  const { identity, base, plan, allowedFolders } = request;
  assertBranchName(base);
  assertBranchName(changeBranch(identity));
  // Those that depend on the repository are looked at as soon as they are known.
  for (const path of plan.paths ?? []) assertSafePath(path, allowedFolders);
}

async function updateOpen(
  request: ReadyRequest,
  round: ChangeRound & { open: PullRequest },
  { result, state, commit, owners }: Pushed,
  taken: Synced['taken'],
): Promise<ProposeResult> {
  const { forge, text } = request;
  const { open } = round;
  const marker = readMarker(open.body);
  const combined = combineFacts(result, marker, state);
  const facts: PullRequestFacts = {
    changeId: changeId(request.identity),
    base: open.base,
    ...combined,
    remarks: result.remarks,
    owners: changeOwners(forge, owners, combined.files),
    notes: textNotes(result, { marker, taken }),
    sinceLastPush: sinceLastPush(result),
  };
  const stale =
    marker?.state !== textState(text, facts) || open.title !== text.title;
  if (commit || stale) {
    const body = buildPullRequestBody(text, facts);
    await forge.updatePullRequest(open.number, { title: text.title, body });
  }
  const changed = Boolean(commit) || stale;
  return answer(request, round, result, {
    outcome: changed ? 'updated' : 'unchanged',
    pullRequest: link(open),
    pullRequestText: textForTask(request, {
      ...facts,
      sinceLastPush: changed ? facts.sinceLastPush : undefined,
    }),
    commit: commit?.sha,
    owners: [...(facts.owners ?? [])],
    warnings: await askForReview(request, open),
    message: changed
      ? `Updated pull request #${open.number}: ${open.url}`
      : `Pull request #${open.number} has the wanted state already: ${open.url}`,
  });
}

async function openNew(
  request: ReadyRequest,
  round: ChangeRound,
  pushed: Pushed,
): Promise<ProposeResult> {
  const { text, base } = request;
  const result = pushed.againstBase ?? pushed.result;
  const owners = changeOwners(request.forge, pushed.owners, result.files);
  const facts: PullRequestFacts = {
    changeId: changeId(request.identity),
    base: {
      branch: base,
      sha: pushed.adopted ? undefined : pushed.commit?.parent,
    },
    files: result.files,
    objects: result.objects,
    remarks: result.remarks,
    notes: textNotes(pushed.result, { isFresh: !pushed.adopted }),
    owners,
  };
  const { pullRequest, found } = await openPullRequest(
    request,
    round.branch,
    buildPullRequestBody(text, facts),
    pushed.adopted,
  );
  const { earlier } = round;
  const before = earlier
    ? ` (#${earlier.number} was ${earlier.state} before)`
    : '';
  return answer(request, round, result, {
    outcome: found ? 'unchanged' : 'created',
    pullRequest: link(pullRequest),
    pullRequestText: textForTask(request, facts),
    commit: pushed.commit?.sha,
    owners,
    warnings: await askForReview(request, pullRequest),
    message: found
      ? `Pull request #${pullRequest.number} is there already: ${pullRequest.url}`
      : `Opened pull request #${pullRequest.number}${before}: ${pullRequest.url}`,
  });
}

/**
 * Brings a repository to a wanted state through one pull request: the open one
 * of the same change is updated, none is opened when base is so already.
 * Running it again, at the same time or after a crash at any point, comes to
 * the same single branch and pull request. Commits of people are never lost.
 *
 * @public
 */
export async function proposeChange(
  given: ProposeRequest,
): Promise<ProposeResult> {
  assertRequest(given);
  const request: ReadyRequest = { ...given, sleep: given.sleep ?? pause };
  const key = `${given.forge.repository} ${changeId(given.identity)}`;
  return oneAtATime(key, () => propose(request));
}

async function propose(request: ReadyRequest): Promise<ProposeResult> {
  const round = await findRound(request);
  if (request.dryRun) return previewChange(request, round);
  const { open } = round;
  const synced = open && (await syncWithBase(request, open));
  const pushed = await pushChange(
    request,
    // What a synced branch lacks was agreed to already.
    synced?.moved ? { ...round, head: undefined, agreed: true } : round,
  );
  if (synced?.problem) throw synced.problem;
  if (open) {
    return updateOpen(request, { ...round, open }, pushed, synced?.taken);
  }
  if (!pushed.branchExists) {
    const holds = request.removal
      ? 'none of the definitions'
      : 'every definition';
    return answer(request, round, pushed.result, {
      outcome: 'already-so',
      message: `Already so: ${request.base} of ${request.forge.repository} has ${holds} of this change, so no pull request is needed.`,
    });
  }
  return openNew(request, round, pushed);
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
