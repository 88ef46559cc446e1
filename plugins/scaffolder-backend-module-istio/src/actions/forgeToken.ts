import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseRepoUrl } from '@meshwright/backstage-plugin-istio-node';

/**
 * The token to propose with: the step's, else that of the user who started the
 * task, else the operator's for this repository; undefined leaves it to
 * `integrations`. Where `scaffolder.requireScmUserCredentials` is on, a change
 * is proposed in the name of a user or not at all, on every kind of forge.
 *
 * @internal
 */
export function forgeToken(given: {
  token: string | undefined;
  secrets: Record<string, string> | undefined;
  repoUrl: string;
  config: Config;
}): string | undefined {
  const { config, repoUrl } = given;
  const ofUser = given.token || given.secrets?.USER_OAUTH_TOKEN;
  if (ofUser) return ofUser;
  if (config.getOptionalBoolean('scaffolder.requireScmUserCredentials')) {
    const { host } = parseRepoUrl(repoUrl);
    throw new InputError(
      `Changes on ${host} are proposed in your own name only (scaffolder.requireScmUserCredentials), and the task has no token of yours; sign in to ${host} when you start it`,
    );
  }
  const configured = config.getOptionalString('istio.gitops.repoUrl');
  return configured === repoUrl
    ? config.getOptionalString('istio.gitops.token')
    : undefined;
}
