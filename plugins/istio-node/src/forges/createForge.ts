import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { Forge } from './Forge';
import { GiteaForge } from './gitea/GiteaForge';
import { parseRepoUrl } from './repoUrl';

/** Which repository, and with whose credentials. @public */
export interface CreateForgeOptions {
  integrations: ScmIntegrationRegistry;
  /** `host?owner=o&repo=r`. */
  repoUrl: string;
  /** Token of the user who asks; the integration's credentials otherwise. */
  token?: string;
}

/**
 * The forge of a repository. The host must be one of `integrations`: nothing
 * else is ever called.
 *
 * @public
 */
export function createForge(options: CreateForgeOptions): Forge {
  const { integrations, repoUrl, token } = options;
  const { host, owner, repo } = parseRepoUrl(repoUrl);
  const gitea = integrations.gitea.byHost(host);
  if (gitea) {
    const { baseUrl, username, password } = gitea.config;
    return new GiteaForge({
      host,
      baseUrl,
      owner,
      repo,
      ...(token ? { token } : { token: password, username }),
    });
  }
  const other = integrations.byHost(host);
  throw new InputError(
    other
      ? `${other.type} at ${host} is not supported yet: use a repository on Gitea or Forgejo.`
      : `No integration is configured for ${host}: add it under integrations.gitea in the app configuration.`,
  );
}
