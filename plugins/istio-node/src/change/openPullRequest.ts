import type { PullRequest } from '../forges/Forge';
import { type ForgeFault, forgeError, forgeFault } from '../forges/forgeFault';
import type { ReadyRequest } from './proposeTypes';

const ATTEMPTS = 3;
const PAUSE_MS = 500;

async function findOpen(
  request: ReadyRequest,
  branch: string,
): Promise<PullRequest | undefined> {
  const { forge, base } = request;
  const found = await forge.findPullRequest({ head: branch, base });
  return found?.state === 'open' ? found : undefined;
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
  let doubtful = mayExist;
  let lostReply = false;
  let last: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const existing = doubtful ? await findOpen(request, branch) : undefined;
      if (existing) return { pullRequest: existing, found: !lostReply };
      const pullRequest = await forge.createPullRequest({
        head: branch,
        base,
        title: text.title,
        body,
      });
      return { pullRequest, found: false };
    } catch (error) {
      last = error;
      doubtful = true;
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
