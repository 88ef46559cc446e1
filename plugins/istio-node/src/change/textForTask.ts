import { fitBody } from '../forges/fitBody';
import { changeId } from './changeIdentity';
import type { ProposeRequest } from './proposeTypes';
import { type PullRequestFacts, readablePullRequest } from './pullRequestBody';

/** The scaffolder keeps what a task says in its database, and shows it whole. */
const LIMIT = 30_000;
const SHORTENED =
  '_Shortened: the files, or the pull request, have the whole text._';

/**
 * What the pull request says, for the page of the task.
 *
 * @internal
 */
export function textForTask(
  { identity, text }: Pick<ProposeRequest, 'identity' | 'text'>,
  facts: Omit<PullRequestFacts, 'changeId'>,
): string {
  const said = readablePullRequest(text, {
    ...facts,
    changeId: changeId(identity),
  });
  return fitBody(said, LIMIT, SHORTENED);
}
