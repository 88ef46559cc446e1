import type { PullRequest } from '../forges/Forge';
import { changeId } from './changeIdentity';
import type { ChangeRound } from './changeRound';
import type { ComputedChanges } from './computeChanges';
import { goneWarnings } from './goneWarnings';
import type { ProposeRequest, ProposeResult } from './proposeTypes';

/** What every end of a proposal has in common, and the rest of this one. @internal */
export function answer(
  request: ProposeRequest,
  round: ChangeRound,
  result: ComputedChanges,
  rest: Pick<ProposeResult, 'outcome' | 'message'> & Partial<ProposeResult>,
): ProposeResult {
  const { files, objects, diff, remarks } = result;
  const { warnings = [], ...others } = rest;
  return {
    changeId: changeId(request.identity),
    branch: round.branch,
    files,
    objects,
    diff,
    warnings: [...goneWarnings(result), ...remarks, ...warnings],
    ...others,
  };
}

/** What is told of a pull request. @internal */
export function link({ number, url }: PullRequest) {
  return { number, url };
}
