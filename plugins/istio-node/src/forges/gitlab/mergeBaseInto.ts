import { forgeError, forgeFault } from '../forgeFault';
import type { GitlabApi } from './GitlabApi';
import type { GitlabMergeRequests } from './GitlabMergeRequests';
import { obstacleOf } from './gitlabFaults';
import { type GitlabMergeRequest, oneMergeRequest } from './gitlabReplies';

/** States of `detailed_merge_status` in which GitLab is not done looking. */
const LOOKING = new Set([
  'approvals_syncing',
  'checking',
  'preparing',
  'unchecked',
]);

const LOOKS = 40;
const LOOK_PAUSE_MS = 250;

/** What a merge needs. @internal */
export interface BaseMerge {
  api: GitlabApi;
  requests: GitlabMergeRequests;
  sleep(ms: number): Promise<void>;
}

async function openReverse(
  { requests }: BaseMerge,
  { source_branch: branch, target_branch: base, iid }: GitlabMergeRequest,
): Promise<GitlabMergeRequest> {
  const request = {
    head: base,
    base: branch,
    title: `Merge ${base} into ${branch}`,
    body: `Brings !${iid} up to date without rewriting it. Made and merged by Meshwright.`,
  };
  try {
    return await requests.create(request, {
      remove_source_branch: false,
      squash: false,
    });
  } catch (error) {
    if (forgeFault(error) !== 'pull-request-exists') throw error;
    // Left by a run that was cut short.
    const [left] = await requests.list(base, branch, 'opened');
    if (left) return left;
    throw error;
  }
}

async function settled(
  { requests, sleep }: BaseMerge,
  opened: GitlabMergeRequest,
): Promise<GitlabMergeRequest> {
  let found = opened;
  for (let look = 1; look <= LOOKS; look++) {
    if (!LOOKING.has(found.detailed_merge_status ?? 'unchecked')) break;
    await sleep(LOOK_PAUSE_MS);
    found = (await requests.read(found.iid)) ?? found;
  }
  return found;
}

async function close({ requests }: BaseMerge, iid: number): Promise<void> {
  await requests.put(iid, { state_event: 'close' });
}

/**
 * Merges base into the branch of a merge request. GitLab's own way to update a
 * branch is a rebase, which rewrites it and the commits of people on it; what
 * merges is a merge request in the other direction, which is opened, merged
 * and gone, or closed again when it cannot be merged.
 *
 * @internal
 */
export async function mergeBaseInto(
  given: BaseMerge,
  number: number,
): Promise<void> {
  const { api, requests } = given;
  const target = await requests.read(number);
  if (!target) {
    throw forgeError(
      'not-found',
      `Merge request !${number} of ${api.repository} is gone.`,
    );
  }
  const reverse = await settled(given, await openReverse(given, target));
  const status = reverse.detailed_merge_status ?? 'unchecked';
  // Nothing on base that the branch has not.
  if (status === 'commits_status') return close(given, reverse.iid);
  if (status !== 'mergeable') {
    await close(given, reverse.iid);
    throw refused(api, target, status);
  }
  const reply = await api.rest('PUT', `/merge_requests/${reverse.iid}/merge`, {
    sha: reverse.sha,
    squash: false,
    should_remove_source_branch: false,
  });
  const what = `merge ${target.target_branch} into ${target.source_branch}`;
  if (reply.status < 300) {
    const merged = api.read(reply, oneMergeRequest, what);
    // The branch has the files of base then, and not its history.
    if (merged.squash_commit_sha) throw refused(api, target, 'squashed');
    return undefined;
  }
  await close(given, reverse.iid);
  // What GitLab answers to those who may not merge.
  if (reply.status === 401) throw api.refusal(what, reply.message);
  // 405 and 422: not mergeable after all; 409: base has moved meanwhile.
  if ([405, 406, 409, 422].includes(reply.status)) {
    throw refused(api, target, reply.status === 409 ? 'moving' : 'conflict');
  }
  return api.assertOk(reply, what);
}

function refused(
  api: GitlabApi,
  { iid, source_branch: branch, target_branch: base }: GitlabMergeRequest,
  status: string,
): Error {
  if (status === 'conflict') {
    return forgeError(
      'merge-conflict',
      `Merge request !${iid} of ${api.repository} conflicts with its base.`,
    );
  }
  if (status === 'moving' || LOOKING.has(status)) {
    return forgeError(
      'unavailable',
      `${api.title} did not come to merge ${base} into ${branch} (${status}): try again later.`,
    );
  }
  return forgeError(
    'forbidden',
    `${api.title} would not merge ${base} into ${branch} of ${
      api.repository
    }: ${obstacleOf(status)}. Merge it by hand, then run again.`,
  );
}
