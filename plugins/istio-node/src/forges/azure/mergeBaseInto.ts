import { forgeError } from '../forgeFault';
import type { AzureApi } from './AzureApi';
import type { AzureFiles } from './AzureFiles';
import type { AzurePullRequests } from './AzurePullRequests';
import { mergeAnswer, refUpdates } from './azureReplies';

const LOOKS = 40;
const LOOK_PAUSE_MS = 250;

/** What a merge needs. @internal */
export interface BaseMerge {
  api: AzureApi;
  files: AzureFiles;
  requests: AzurePullRequests;
  sleep(ms: number): Promise<void>;
}

/** The commit that merges two others, which no branch has yet. */
async function mergeCommit(
  { api, sleep }: BaseMerge,
  parents: [head: string, base: string],
  comment: string,
  number: number,
): Promise<string> {
  const body = { comment, parents };
  let reply = await api.call('POST', '/merges', { body, preview: true });
  const what = `merge base into pull request #${number}`;
  for (let look = 1; look <= LOOKS; look++) {
    const { mergeOperationId, status, detailedStatus } = api.read(
      reply,
      mergeAnswer,
      what,
    );
    if (status === 'completed' && detailedStatus?.mergeCommitId) {
      return detailedStatus.mergeCommitId;
    }
    if (status !== 'queued' && status !== 'inProgress') {
      throw forgeError(
        'merge-conflict',
        `Pull request #${number} of ${api.repository} conflicts with its base.`,
      );
    }
    await sleep(LOOK_PAUSE_MS);
    const path = `/merges/${mergeOperationId}`;
    reply = await api.call('GET', path, { preview: true });
  }
  throw forgeError(
    'unavailable',
    `${api.title} did not come to ${what} of ${api.repository}: try again later.`,
  );
}

/**
 * Merges base into the branch of a pull request: Azure DevOps makes the merge
 * commit, and the branch moves forward to it if it is still where it was.
 *
 * @internal
 */
export async function mergeBaseInto(
  given: BaseMerge,
  number: number,
): Promise<void> {
  const { api, files, requests } = given;
  const pull = await requests.read(number);
  const [name, base] = [pull?.sourceRefName ?? '', pull?.targetRefName ?? ''];
  const heads = await Promise.all(
    [name, base].map(one =>
      files.getBranchHead(one.slice('refs/heads/'.length)),
    ),
  );
  const [head, other] = heads;
  if (!head || !other) {
    throw forgeError(
      'not-found',
      `A branch of pull request #${number} of ${api.repository} is gone.`,
    );
  }
  if ((await requests.mergeBase(head, other)) === other) return;
  const comment = `Merge ${base} into ${name}`.replace(/refs\/heads\//g, '');
  const merged = await mergeCommit(given, [head, other], comment, number);
  const reply = await api.call('POST', '/refs', {
    body: [{ name, oldObjectId: head, newObjectId: merged }],
  });
  const what = `update the branch of pull request #${number}`;
  const [update] = api.read(reply, refUpdates, what).value;
  if (update?.success) return;
  const status = update?.updateStatus ?? 'unknown';
  throw forgeError(
    status === 'staleOldObjectId' ? 'stale' : 'forbidden',
    `${api.title} would not ${what} in ${api.repository} (${status}): run again, or merge it by hand.`,
  );
}
