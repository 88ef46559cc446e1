import { setTimeout as pause } from 'node:timers/promises';
import type { ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';
import type { BitbucketCloudApi } from './BitbucketCloudApi';
import {
  type CloudPullRequest,
  cloudPullRequest,
  readCloud,
} from './bitbucketCloudReplies';
import { areBoth, conflictOf, mergeableOf, readHeads } from './cloudMerging';

/** How often a merge is tried when branches move, and looked at when it lasts. */
const ATTEMPTS = 3;
const LOOKS = 20;
const LOOK_PAUSE_MS = 500;

/** The pull request that takes base in; one that is open already is answered. */
async function openReverse(
  api: BitbucketCloudApi,
  pull: CloudPullRequest,
): Promise<CloudPullRequest | undefined> {
  const { source, destination, id } = pull;
  const [head, base] = [source.branch.name, destination.branch.name];
  const reply = await api.send('POST', '/pullrequests', {
    title: `Take ${base} into ${head}`,
    description: `Merged at once, so that #${id} can be merged.`,
    source: { branch: { name: base } },
    destination: { branch: { name: head } },
    close_source_branch: false,
  });
  if (reply.status === 400 && /no changes/i.test(api.saidBy(reply))) {
    return undefined;
  }
  api.assertOk(reply, `open a pull request that takes ${base} in`);
  return readCloud(cloudPullRequest, reply);
}

async function untilMerged(api: BitbucketCloudApi, number: number) {
  for (let look = 1; look <= LOOKS; look++) {
    await pause(LOOK_PAUSE_MS);
    const reply = await api.send('GET', `/pullrequests/${number}`);
    api.assertOk(reply, `read pull request #${number}`);
    const { state } = readCloud(cloudPullRequest, reply);
    if (state === 'MERGED') return;
  }
  throw forgeError(
    'unavailable',
    `${api.title} is still merging pull request #${number} of ${api.repository}: try again later.`,
  );
}

async function mergeReverse(
  api: BitbucketCloudApi,
  reverse: CloudPullRequest,
): Promise<'merged' | ForgeReply> {
  const path = `/pullrequests/${reverse.id}`;
  for (let attempt = 1; ; attempt++) {
    const reply = await api.send('POST', `${path}/merge`, {
      merge_strategy: 'merge_commit',
      close_source_branch: false,
    });
    if (reply.status === 202) await untilMerged(api, reverse.id);
    if (reply.status < 300) return 'merged';
    if (reply.status === 409 && attempt < ATTEMPTS) continue;
    await api.send('POST', `${path}/decline`);
    return reply;
  }
}

/**
 * Merges base into the branch of a pull request. Bitbucket has no call for
 * that, so base is merged by a pull request the other way round, once git has
 * said that it can.
 *
 * @internal
 */
export async function takeInBase(
  api: BitbucketCloudApi,
  number: number,
): Promise<void> {
  const asked = await api.send('GET', `/pullrequests/${number}`);
  api.assertOk(asked, `read pull request #${number}`);
  const pull = readCloud(cloudPullRequest, asked);
  const heads = await readHeads(api, {
    head: pull.source.branch.name,
    base: pull.destination.branch.name,
  });
  const merge = areBoth(heads) ? await mergeableOf(api, heads) : undefined;
  const conflict = conflictOf(api, number);
  if (merge?.told && !merge.mergeable) throw conflict;
  const reverse = await openReverse(api, pull);
  if (!reverse) return;
  const outcome = await mergeReverse(api, reverse);
  if (outcome === 'merged') return;
  if (/conflict/i.test(api.saidBy(outcome))) throw conflict;
  api.assertOk(outcome, `take ${pull.destination.branch.name} in`);
}
