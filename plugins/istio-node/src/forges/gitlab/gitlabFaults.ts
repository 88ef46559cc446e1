import type { ForgeFault } from '../forgeFault';

const STALE = [
  // app/services/files/multi_service.rb
  /changed since you started editing/i,
  // lib/gitlab/git/index.rb and Gitaly
  /a file with this name (already exists|doesn't exist)/i,
  // The branch moved while GitLab wrote.
  /please refresh and try again|reference update|expected old object/i,
  // app/services/commits/create_service.rb: the branch is gone
  /only create or edit files when you are on a branch/i,
];

const RULES = [
  /not allowed to push/i,
  /protected branch/i,
  /CODEOWNERS/,
  /does not follow the pattern/i,
  /push rule|pre-receive|\bhook\b/i,
  /^GitLab: /,
];

/** Whether a rule of the project, and not a right of the account, forbids it. @internal */
export function isRule(message: string): boolean {
  return RULES.some(rule => rule.test(message));
}

/**
 * Why a commit was not taken, by the words of GitLab's services: the status is
 * 400 for all of them.
 *
 * @internal
 */
export function commitFault(
  status: number,
  message: string,
): ForgeFault | undefined {
  if (status !== 400 && status !== 409) return undefined;
  if (/a branch called '.*' already exists/i.test(message)) {
    return 'branch-exists';
  }
  if (STALE.some(words => words.test(message))) return 'stale';
  return isRule(message) ? 'forbidden' : undefined;
}

/** What stands in the way of a merge, by `detailed_merge_status`. */
const OBSTACLES: Readonly<Record<string, string>> = {
  blocked_status: 'another merge request blocks it',
  ci_must_pass: 'a pipeline must succeed first',
  ci_still_running: 'a pipeline is still running',
  discussions_not_resolved: 'threads must be resolved first',
  draft_status: 'it is a draft',
  jira_association_missing: 'it must name a Jira issue',
  locked_lfs_files: 'files are locked',
  locked_paths: 'files are locked',
  merge_time: 'merges are allowed at other times',
  need_rebase: 'the project merges by fast-forward only',
  not_approved: 'approvals are required',
  requested_changes: 'a reviewer asked for changes',
  security_policy_violations: 'a security policy must be satisfied first',
  squashed: 'the project squashes every merge',
  status_checks_must_pass: 'status checks must pass first',
  title_regex: 'its title must follow a pattern',
};

/** In words why a merge request cannot be merged now. @internal */
export function obstacleOf(status: string): string {
  return OBSTACLES[status] ?? `its state is ${status}`;
}
