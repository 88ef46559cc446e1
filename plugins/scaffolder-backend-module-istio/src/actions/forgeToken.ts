import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseRepoUrl } from '@meshwright/backstage-plugin-istio-node';

/** What the task was given to act with. @internal */
export interface GivenTokens {
  /** That of the step. */
  token: string | undefined;
  secrets: Record<string, string> | undefined;
  repoUrl: string;
}

/**
 * The token of the user, where it was fetched for the host of the repository:
 * the form leaves both in the secrets of the task. One of which nobody says
 * where it is from could be that of another host, which is told it then.
 */
function ofUser({ secrets, repoUrl }: GivenTokens): string | undefined {
  const { host } = parseRepoUrl(repoUrl);
  return secrets?.USER_OAUTH_HOST === host
    ? secrets.USER_OAUTH_TOKEN || undefined
    : undefined;
}

/** Whether a change is proposed with a token of the user. @internal */
export function isTokenOfUser(given: GivenTokens): boolean {
  return given.token
    ? given.token === given.secrets?.USER_OAUTH_TOKEN
    : ofUser(given) !== undefined;
}

/**
 * The token to propose with: the step's, else that of the user who started the
 * task, else the operator's for this repository; undefined leaves it to
 * `integrations`. Where `scaffolder.requireScmUserCredentials` is on, a change
 * is proposed in the name of a user or not at all, on every kind of forge.
 *
 * @internal
 */
export function forgeToken(
  given: GivenTokens & { config: Config },
): string | undefined {
  const { config, repoUrl } = given;
  const token = given.token || ofUser(given);
  if (token) return token;
  if (config.getOptionalBoolean('scaffolder.requireScmUserCredentials')) {
    const { host } = parseRepoUrl(repoUrl);
    throw new InputError(
      `Changes on ${host} are proposed in your own name only (scaffolder.requireScmUserCredentials), and the task has no token of yours for it; sign in to ${host} when you start it`,
    );
  }
  const configured = config.getOptionalString('istio.gitops.repoUrl');
  return configured === repoUrl
    ? config.getOptionalString('istio.gitops.token')
    : undefined;
}
