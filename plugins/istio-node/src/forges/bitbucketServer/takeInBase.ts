import { forgeError } from '../forgeFault';
import type { BitbucketServerApi } from './BitbucketServerApi';
import { problemOf } from './bitbucketServerFaults';
import type { BitbucketServerPullRequests } from './BitbucketServerPullRequests';
import {
  readServer,
  type ServerPullRequest,
  serverPullRequest,
} from './bitbucketServerReplies';

/** How often a merge is tried when the pull request gets another version. */
const ATTEMPTS = 3;

/** The pull request that takes base in: a new one, or what a crash left open. */
async function openReverse(
  api: BitbucketServerApi,
  pulls: BitbucketServerPullRequests,
  { fromRef, toRef, id }: ServerPullRequest,
): Promise<ServerPullRequest | undefined> {
  const [head, base] = [fromRef.displayId, toRef.displayId];
  const reply = await api.send('POST', '/pull-requests', {
    title: `Take ${base} into ${head}`,
    description: `Merged at once, so that #${id} can be merged.`,
    fromRef: pulls.refOf(base),
    toRef: pulls.refOf(head),
  });
  const { name } = problemOf(reply);
  if (name === 'EmptyPullRequestException') return undefined;
  if (name !== 'DuplicatePullRequestException') {
    api.assertOk(reply, `open a pull request that takes ${base} in`);
    return readServer(serverPullRequest, reply);
  }
  const found = await pulls.findPullRequest({ head: base, base: head });
  return found && pulls.read(found.number);
}

/** Merges with a merge commit; what cannot be merged is declined again. */
async function mergeReverse(
  api: BitbucketServerApi,
  pulls: BitbucketServerPullRequests,
  opened: ServerPullRequest,
): Promise<'merged' | 'conflict'> {
  let reverse = opened;
  for (let attempt = 1; ; attempt++) {
    const path = `/pull-requests/${reverse.id}`;
    const version = new URLSearchParams({ version: `${reverse.version}` });
    const reply = await api.send('POST', `${path}/merge?${version}`, {
      strategyId: 'no-ff',
    });
    if (reply.status < 300) return 'merged';
    const problem = problemOf(reply);
    if (problem.name === 'PullRequestOutOfDateException') {
      const newer = await pulls.read(reverse.id);
      if (newer && attempt < ATTEMPTS) {
        reverse = newer;
        continue;
      }
    }
    await api.send('POST', `${path}/decline?${version}`, {});
    if (problem.conflicted) return 'conflict';
    api.assertOk(reply, `take ${reverse.fromRef.displayId} into its branch`);
    return 'conflict';
  }
}

/**
 * Merges base into the branch of a pull request. Bitbucket has no call for
 * that but one that rewrites the branch, so base is merged by a pull request
 * the other way round. Git's own word comes first, so that none is opened in
 * vain.
 *
 * @internal
 */
export async function takeInBase(
  api: BitbucketServerApi,
  pulls: BitbucketServerPullRequests,
  number: number,
): Promise<void> {
  const conflict = forgeError(
    'merge-conflict',
    `Pull request #${number} of ${api.repository} conflicts with its base.`,
  );
  const pull = await pulls.read(number);
  if (!pull) throw forgeError('not-found', `Pull request #${number} is gone.`);
  if ((await pulls.isMergeable(number)) === false) throw conflict;
  const reverse = await openReverse(api, pulls, pull);
  if (!reverse) return;
  if ((await mergeReverse(api, pulls, reverse)) === 'conflict') throw conflict;
}
