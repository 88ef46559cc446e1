import { z } from 'zod';
import { globMatches } from '../../owners/globMatch';
import type { BitbucketServerApi } from './BitbucketServerApi';
import { readServer } from './bitbucketServerReplies';

const matcher = z.object({
  id: z.string(),
  displayId: z.string().nullish(),
  type: z.object({ id: z.string() }),
});

const user = z.object({ name: z.string() });

/** RestPullRequestCondition, as far as it is read. */
const conditions = z.array(
  z.object({
    sourceRefMatcher: matcher.nullish(),
    targetRefMatcher: matcher.nullish(),
    reviewers: z.array(user).nullish(),
    reviewerGroups: z
      .array(z.object({ users: z.array(user).nullish() }))
      .nullish(),
  }),
);

/**
 * Whether a condition is about a branch. Those that follow the branching model
 * would need a look at it and are left out.
 */
function isAbout(
  one: z.infer<typeof matcher> | null | undefined,
  branch: string,
): boolean {
  switch (one?.type.id) {
    case 'ANY_REF':
      return true;
    case 'BRANCH':
      return one.id === `refs/heads/${branch}`;
    case 'PATTERN':
      return globMatches(one.id.split('/'), branch.split('/'));
    default:
      return false;
  }
}

/**
 * The default reviewers of pull requests between two branches. The resource for
 * that needs both branches, and the head is not there before the proposal, so
 * the conditions themselves are read (`default-reviewers/1.0/…/conditions`).
 *
 * @internal
 */
export async function defaultReviewers(
  api: BitbucketServerApi,
  { head, base }: { head: string; base: string },
): Promise<string[]> {
  const reply = await api.readConditions();
  // Not everyone may see them, and a server may lack the app.
  if ([401, 403, 404].includes(reply.status)) return [];
  api.assertOk(reply, 'read the default reviewers');
  const people = readServer(conditions, reply)
    .filter(
      ({ sourceRefMatcher, targetRefMatcher }) =>
        isAbout(sourceRefMatcher, head) && isAbout(targetRefMatcher, base),
    )
    .flatMap(({ reviewers, reviewerGroups }) => [
      ...(reviewers ?? []),
      ...(reviewerGroups ?? []).flatMap(({ users }) => users ?? []),
    ]);
  return [...new Set(people.map(({ name }) => name))];
}
