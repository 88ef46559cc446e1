import { DefaultGitlabCredentialsProvider } from '@backstage/integration';
import type { CreateForgeOptions } from '../createForge';
import type { Forge } from '../Forge';
import type { RepositoryLocation } from '../repoUrl';
import { GitlabForge } from './GitlabForge';

/** The forge of a project on a host of `integrations.gitlab`. @internal */
export function gitlabForgeFor(
  { integrations, token }: CreateForgeOptions,
  { host, owner, repo }: RepositoryLocation,
): Forge | undefined {
  const found = integrations.gitlab.byHost(host);
  if (!found) return undefined;
  const provider =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  const url = `${found.config.baseUrl}/${owner}/${repo}`;
  return new GitlabForge({
    ...{ host, owner, repo, apiBaseUrl: found.config.apiBaseUrl },
    token: async () => token ?? (await provider.getCredentials({ url })).token,
  });
}
