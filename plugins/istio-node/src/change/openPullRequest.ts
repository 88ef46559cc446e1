import type { PullRequest } from '../forges/Forge';
import { type ForgeFault, forgeError, forgeFault } from '../forges/forgeFault';
import type { ReadyRequest } from './proposeTypes';

const ATTEMPTS = 3;
const PAUSE_MS = 500;

/**
 * How often, and for how long, another run is given time to open its own: 21
 * seconds in all, as a busy forge takes that long between commit and pull
 * request.
 */
const LOOKS = 8;
const LOOK_PAUSE_MS = 700;
const LONGEST_LOOK_PAUSE_MS = 4000;

async function findOpen(
  request: ReadyRequest,
  branch: string,
): Promise<PullRequest | undefined> {
  const { forge, base } = request;
  const found = await forge.findPullRequest({ head: branch, base });
  return found?.state === 'open' ? found : undefined;
}

/**
 * Whoever made the branch is about to open its pull request, unless it died.
 * Forges check for a second one and then insert, so two at once both pass:
 * the one that came later waits.
 */
async function waitForOther(
  request: ReadyRequest,
  branch: string,
): Promise<PullRequest | undefined> {
  for (let look = 1; look <= LOOKS; look++) {
    const found = await findOpen(request, branch);
    if (found || look === LOOKS) return found;
    const pause = LOOK_PAUSE_MS * 2 ** (look - 1);
    await request.sleep(Math.min(pause, LONGEST_LOOK_PAUSE_MS));
  }
  return undefined;
}

/**
 * Opens the pull request of a branch, once. Whenever one could be there
 * already (another run made the branch, or an answer was lost) it is looked
 * for before another is opened. The branch is kept whatever happens.
 *
 * @internal
 */
export async function openPullRequest(
  request: ReadyRequest,
  branch: string,
  body: string,
  mayExist: boolean,
): Promise<{ pullRequest: PullRequest; found: boolean }> {
  const { forge, base, text, sleep } = request;
  const others = mayExist ? await waitForOther(request, branch) : undefined;
  if (others) return { pullRequest: others, found: true };
  let lostReply = false;
  let last: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const existing = last ? await findOpen(request, branch) : undefined;
      if (existing) return { pullRequest: existing, found: !lostReply };
      const pullRequest = await forge.createPullRequest(
        { head: branch, base, title: text.title, body },
        { mayRace: mayExist || last !== undefined },
      );
      return { pullRequest, found: false };
    } catch (error) {
      last = error;
      const fault = forgeFault(error);
      lostReply ||= fault === 'unavailable';
      if (fault !== 'unavailable' && fault !== 'pull-request-exists') break;
      if (attempt < ATTEMPTS) await sleep(PAUSE_MS * attempt);
    }
  }
  const fault: ForgeFault = forgeFault(last) ?? 'unavailable';
  const reason = last instanceof Error ? last.message : String(last);
  throw forgeError(
    fault,
    `${reason} Branch ${branch} of ${forge.repository} is ready: run again to open its pull request.`,
  );
}
