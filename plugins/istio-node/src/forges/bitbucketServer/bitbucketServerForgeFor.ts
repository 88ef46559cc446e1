import { assertFlat } from '../assertFlat';
import type { CreateForgeOptions } from '../createForge';
import type { Forge } from '../Forge';
import type { RepositoryLocation } from '../repoUrl';
import { BitbucketServerForge } from './BitbucketServerForge';

/**
 * The repository, when its host is one of `integrations.bitbucketServer`. The
 * owner is the key of its project.
 *
 * @internal
 */
export function bitbucketServerForgeFor(
  { integrations, token }: CreateForgeOptions,
  location: RepositoryLocation,
): Forge | undefined {
  const { host, owner, project = owner, repo } = location;
  const found = integrations.bitbucketServer.byHost(host);
  if (!found) return undefined;
  assertFlat({ ...location, owner: project });
  const { apiBaseUrl, ...login } = found.config;
  return new BitbucketServerForge({
    ...{ host, apiBaseUrl, project, repo },
    ...(token
      ? { token }
      : {
          token: login.token,
          username: login.username,
          password: login.password,
        }),
  });
}
