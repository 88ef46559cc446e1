import { getBitbucketCloudRequestOptions } from '@backstage/integration';
import { assertFlat } from '../assertFlat';
import type { CreateForgeOptions } from '../createForge';
import type { Forge } from '../Forge';
import type { RepositoryLocation } from '../repoUrl';
import { BitbucketCloudForge } from './BitbucketCloudForge';

/**
 * The repository, when its host is bitbucket.org. The owner is its workspace.
 * Logins are an OAuth consumer, a user with an API token, or with an app
 * password, in this order, as everywhere in Backstage.
 *
 * @internal
 */
export function bitbucketCloudForgeFor(
  { integrations, token }: CreateForgeOptions,
  location: RepositoryLocation,
): Forge | undefined {
  const { host, owner, workspace = owner, repo } = location;
  const found = integrations.bitbucketCloud.byHost(host);
  if (!found) return undefined;
  assertFlat({ ...location, owner: workspace });
  const { config } = found;
  return new BitbucketCloudForge({
    ...{ workspace, repo, apiBaseUrl: config.apiBaseUrl },
    authorization: async () => {
      if (token) return `Bearer ${token}`;
      const { headers } = await getBitbucketCloudRequestOptions(config);
      return headers.Authorization;
    },
  });
}
