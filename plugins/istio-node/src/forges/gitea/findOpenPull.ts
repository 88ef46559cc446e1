import type { PullRequest } from '../Forge';
import { forgeError } from '../forgeFault';
import type { GiteaApi } from './GiteaApi';
import { toPullRequests } from './giteaReplies';

/** As many as Gitea gives in one page, unless it is set to give less (MAX_RESPONSE_ITEMS). */
const PAGE = 50;
/** Nobody sets it to less than this. */
const SMALL_PAGE = 10;
const MAX_PAGES = 100;

/**
 * The oldest open pull request of a branch of the repository itself. The list
 * cannot be narrowed down to a branch (`ListPullRequests` of Gitea 1.26), so it
 * is read page by page.
 *
 * @internal
 */
export async function findOpenPull(
  api: GiteaApi,
  { head, base }: { head: string; base: string },
): Promise<PullRequest | undefined> {
  let longest = SMALL_PAGE;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = new URLSearchParams({
      ...{ state: 'open', sort: 'oldest', base_branch: base },
      ...{ page: String(page), limit: String(PAGE) },
    });
    const reply = await api.send('GET', `/pulls?${query}`);
    api.assertOk(reply, `look for the open pull request of ${head}`);
    const { pulls, count } = toPullRequests(reply);
    const found = pulls.find(
      pull => pull.head.branch === head && pull.base.branch === base,
    );
    // The last page is shorter than those before.
    if (found || count < longest) return found;
    longest = count;
  }
  throw forgeError(
    'too-large',
    `${api.repository} on ${
      api.title
    } has more open pull requests than are looked through (${
      PAGE * MAX_PAGES
    }): close some.`,
  );
}
