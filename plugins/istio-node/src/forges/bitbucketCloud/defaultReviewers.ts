import type { BitbucketCloudApi } from './BitbucketCloudApi';
import {
  type CloudAccount,
  cloudUsers,
  readCloud,
} from './bitbucketCloudReplies';

/** They change rarely, and each proposal would ask for them. */
const KEPT_MS = 10 * 60_000;
const MAX_KNOWN = 1000;

const known = new Map<string, { until: number; people: CloudAccount[] }>();

/**
 * Whom the pages of Bitbucket would ask for a review; its API asks nobody by
 * itself. Looked up once in ten minutes.
 *
 * @internal
 */
export async function defaultReviewers(
  api: BitbucketCloudApi,
): Promise<CloudAccount[]> {
  const kept = known.get(api.key);
  if (kept && kept.until > Date.now()) return kept.people;
  const path = '/effective-default-reviewers?pagelen=100';
  const reply = await api.send('GET', path);
  // Not every token may see them, and the pull request goes without. Others may.
  if (reply.status === 403 || reply.status === 404) return [];
  api.assertOk(reply, 'read the default reviewers');
  const people = readCloud(cloudUsers, reply).values.map(({ user }) => user);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(api.key, { until: Date.now() + KEPT_MS, people });
  return people;
}
