import { forgeError, forgeFault } from '../forgeFault';

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

/** The fault of objects that are more than is read. @internal */
export const packTooLarge = () =>
  forgeError('too-large', 'the pack holds too much');

/** The error for a pack that was not read to its end. @internal */
export function notUnpacked(
  place: Place,
  problem: unknown,
  clean: (text: string) => string,
): Error {
  if (forgeFault(problem) === 'too-large') {
    return forgeError(
      'too-large',
      `${place.title} sent more of ${place.repository} than is unpacked at once: keep definitions in a repository of their own.`,
    );
  }
  const reason = problem instanceof Error ? problem.message : '';
  return unreadable(place, clean(reason));
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
