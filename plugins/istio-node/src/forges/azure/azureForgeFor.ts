import { InputError } from '@backstage/errors';
import { DefaultAzureDevOpsCredentialsProvider } from '@backstage/integration';
import type { CreateForgeOptions } from '../createForge';
import type { Forge } from '../Forge';
import type { RepositoryLocation } from '../repoUrl';
import { AzureForge } from './AzureForge';

/** The organization, which old hosts have in their name. */
function organizationOf({ host, organization }: RepositoryLocation): string {
  const found = organization ?? /^([^.]+)\.visualstudio\.com$/.exec(host)?.[1];
  if (found) return found;
  throw new InputError(
    `Repository URL of ${host} has no organization: write it as ${host}?organization=ORGANIZATION&project=PROJECT&repo=REPOSITORY.`,
  );
}

/** The forge of a repository on a host of `integrations.azure`. @internal */
export function azureForgeFor(
  { integrations, token }: CreateForgeOptions,
  location: RepositoryLocation,
): Forge | undefined {
  const { host, owner, repo, project = owner } = location;
  const found = integrations.azure.byHost(host);
  if (!found) return undefined;
  const organization = organizationOf(location);
  const provider =
    DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);
  const url = `https://${host}/${organization}`;
  return new AzureForge({
    ...{ host, organization, project, repo },
    token: async () => token ?? (await provider.getCredentials({ url }))?.token,
  });
}
