import { forgeError } from '../forgeFault';

/** The repository that an error is about. */
interface Place {
  title: string;
  repository: string;
}

/** The error for an answer that is not of git's protocol. @internal */
export function unreadable(
  { title, repository }: Place,
  reason?: string,
): Error {
  const said = reason ? ` (${reason})` : '';
  return forgeError(
    'unavailable',
    `${title} answered for ${repository} with something that is not of git's protocol${said}: check its address, and that proxies pass the header Git-Protocol.`,
  );
}

/** The error for what a server says before it has begun (`ERR`). @internal */
export function refusedBy(place: Place, said: string, what: string): Error {
  const { title, repository } = place;
  if (/not found|does not exist/i.test(said)) {
    return forgeError(
      'not-found',
      `Repository ${repository} was not found on ${title} (${said}): check its name, and that the account may read it.`,
    );
  }
  const denied = /permi|denied|not allowed|forbidden/i.test(said);
  if (!denied) return unreadable(place, said);
  return forgeError(
    'forbidden',
    `The account may not ${what} in ${repository} on ${title} (${said}): give it access to the repository.`,
  );
}
