import type { PullRequest } from '../forges/Forge';
import type { ProposeRequest } from './proposeTypes';

function missing(
  wanted: readonly string[] | undefined,
  present: readonly string[],
): string[] {
  const there = new Set(present.map(name => name.toLocaleLowerCase('en-US')));
  return (wanted ?? []).filter(
    name => !there.has(name.toLocaleLowerCase('en-US')),
  );
}

async function addReviewers(request: ProposeRequest, pr: PullRequest) {
  const { forge, reviewers } = request;
  const lacks = (present: { users: string[]; teams: string[] }) => ({
    users: missing(reviewers?.users, present.users),
    teams: missing(reviewers?.teams, present.teams),
  });
  const none = (who: { users: string[]; teams: string[] }) =>
    who.users.length === 0 && who.teams.length === 0;
  if (none(lacks(pr.reviewers))) return;
  // Who has answered is no longer among the asked, and is not asked again.
  const rest = lacks(await forge.getReviewers(pr.number));
  if (!none(rest)) await forge.requestReviewers(pr.number, rest);
}

async function addLabels(request: ProposeRequest, pr: PullRequest) {
  const labels = missing(request.labels, pr.labels);
  if (labels.length) await request.forge.addLabels(pr.number, labels);
}

/**
 * Adds labels and reviewers that the pull request lacks. What fails is a
 * warning: the next run tries again.
 *
 * @internal
 */
export async function askForReview(
  request: ProposeRequest,
  pr: PullRequest,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const step of [addLabels, addReviewers]) {
    try {
      await step(request, pr);
    } catch (error) {
      warnings.push(error instanceof Error ? error.message : String(error));
    }
  }
  return warnings;
}
