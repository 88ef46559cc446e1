import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { assertFlat } from './assertFlat';
import { azureForgeFor } from './azure/azureForgeFor';
import { bitbucketCloudForgeFor } from './bitbucketCloud/bitbucketCloudForgeFor';
import { bitbucketServerForgeFor } from './bitbucketServer/bitbucketServerForgeFor';
import type { Forge } from './Forge';
import { GiteaForge } from './gitea/GiteaForge';
import { GithubForge } from './github/GithubForge';
import { gitlabForgeFor } from './gitlab/gitlabForgeFor';
import { parseRepoUrl, type RepositoryLocation } from './repoUrl';

/** Which repository, and with whose credentials. @public */
export interface CreateForgeOptions {
  integrations: ScmIntegrationRegistry;
  /** `host?owner=o&repo=r`. */
  repoUrl: string;
  /** Token of the user who asks; the integration's credentials otherwise. */
  token?: string;
}

function giteaForge(
  { integrations, token }: CreateForgeOptions,
  location: RepositoryLocation,
): Forge | undefined {
  const { host, owner, repo } = location;
  const found = integrations.gitea.byHost(host);
  if (!found) return undefined;
  assertFlat(location);
  const { baseUrl, username, password } = found.config;
  return new GiteaForge({
    ...{ host, baseUrl, owner, repo },
    ...(token ? { token } : { token: password, username }),
  });
}

function githubForge(
  { integrations, token }: CreateForgeOptions,
  location: RepositoryLocation,
): Forge | undefined {
  const { host, owner, repo } = location;
  const found = integrations.github.byHost(host);
  if (!found) return undefined;
  assertFlat(location);
  const provider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const url = `https://${host}/${owner}/${repo}`;
  return new GithubForge({
    ...{ host, owner, repo, apiBaseUrl: found.config.apiBaseUrl },
    token: async () => token ?? (await provider.getCredentials({ url })).token,
  });
}

const FORGES = [
  giteaForge,
  githubForge,
  gitlabForgeFor,
  azureForgeFor,
  bitbucketServerForgeFor,
  bitbucketCloudForgeFor,
];

/**
 * The forge of a repository. The host must be one of `integrations`: nothing
 * else is ever called.
 *
 * @public
 */
export function createForge(options: CreateForgeOptions): Forge {
  const { integrations, repoUrl } = options;
  const location = parseRepoUrl(repoUrl);
  const { host } = location;
  for (const forgeFor of FORGES) {
    const forge = forgeFor(options, location);
    if (forge) return forge;
  }
  const other = integrations.byHost(host);
  throw new InputError(
    other
      ? `${other.type} at ${host} is not supported yet: use a repository on Azure DevOps, Bitbucket, GitHub, GitLab, Gitea or Forgejo.`
      : `No integration is configured for ${host}: add it under integrations in the app configuration.`,
  );
}
