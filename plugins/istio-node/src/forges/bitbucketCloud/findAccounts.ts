import { forgeError } from '../forgeFault';
import type { BitbucketCloudApi } from './BitbucketCloudApi';
import {
  type CloudAccount,
  cloudUsers,
  readCloud,
} from './bitbucketCloudReplies';

const PAGES = 20;

/**
 * The accounts of people of the workspace, by nickname, UUID or account id:
 * pull requests take them by UUID only.
 *
 * @internal
 */
export async function findAccounts(
  api: BitbucketCloudApi,
  names: readonly string[],
): Promise<CloudAccount[]> {
  const wanted = new Map(
    names.map(name => [name.toLocaleLowerCase('en-US'), name]),
  );
  const found: CloudAccount[] = [];
  for (let page = 1; page <= PAGES && wanted.size; page++) {
    const path = `/members?pagelen=100&page=${page}`;
    const reply = await api.readWorkspace(path);
    api.assertOk(reply, `look up people of ${api.workspace}`);
    const { values, next } = readCloud(cloudUsers, reply);
    for (const { user } of values) {
      const keys = [user.nickname, user.uuid, user.account_id].map(key =>
        key?.toLocaleLowerCase('en-US'),
      );
      const key = keys.find(one => one !== undefined && wanted.has(one));
      if (key === undefined) continue;
      wanted.delete(key);
      found.push(user);
    }
    if (!next) break;
  }
  if (wanted.size === 0) return found;
  throw forgeError(
    'invalid',
    `${api.title} has no ${[...wanted.values()].join(', ')} in workspace ${
      api.workspace
    }: name people by nickname or account id.`,
  );
}
