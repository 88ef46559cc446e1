import {
  forgeError,
  forgeFault,
  parseRepoUrl,
} from '@meshwright/backstage-plugin-istio-node';
import { type GivenTokens, isTokenOfUser } from './forgeToken';

/**
 * The error of a proposal in words for its user: a token of theirs that is
 * refused, as it ran out, is nothing that the app configuration could mend.
 *
 * @internal
 */
export function signInAgain(error: unknown, given: GivenTokens): unknown {
  if (forgeFault(error) !== 'unauthenticated' || !isTokenOfUser(given)) {
    return error;
  }
  const { host } = parseRepoUrl(given.repoUrl);
  return forgeError(
    'unauthenticated',
    `${host} refuses your token, as it may have run out; sign in to ${host} again`,
  );
}
