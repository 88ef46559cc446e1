import { forgeError } from '../forgeFault';

/** For how long a branch that git has is waited for: 24 seconds. */
const LOOKS = 13;
const LOOK_PAUSE_MS = 2000;

/**
 * Throws `branch-exists`, unless the branch is one that Gitea 1.26 leaves
 * behind when the sender of a commit goes away: `git push` is ended between
 * the ref and the hook that tells Gitea (services/repository/files,
 * `IsBranchExist` asks its database). Gitea does not know it and never will,
 * so nobody can have built on it. One that is only slow to be shown is waited
 * for.
 *
 * @internal
 */
export async function assertHalfMade(
  getHead: () => Promise<string | undefined>,
  sleep: (ms: number) => Promise<void>,
  said: string,
): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    if (await getHead()) throw forgeError('branch-exists', said);
    if (look < LOOKS) await sleep(LOOK_PAUSE_MS);
  }
}
