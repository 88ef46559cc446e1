import { ForgeAccount, accountEmail } from '../Account';
import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { mergeBase } from '../repository/commits';
import { mergeTrees } from '../repository/mergeTrees';
import { swapRef } from '../repository/refs';
import { writeCommit } from '../repository/writeCommit';
import { pullState } from './pullState';

/**
 * Merges the base branch into the head branch; its refusals are those of Gitea's
 * UpdatePullRequest (routers/api/v1/repo/pull.go of 1.26).
 *
 * @internal
 */
export async function updatePull(
  repository: ForgeRepository,
  number: number,
  by: ForgeAccount,
): Promise<void> {
  await repository.writes.run(() => update(repository, number, by));
  await repository.notice();
}

async function update(
  repository: ForgeRepository,
  number: number,
  by: ForgeAccount,
): Promise<void> {
  const { gitDir } = repository;
  const pull = repository.pulls.get(number);
  if (!pull) throw ForgeError.notFound();
  // Gitea prints an error that is not there.
  if (pull.state === 'closed') throw new ForgeError(422, '%!s(<nil>)');
  const { baseSha, headSha } = await pullState(repository, pull);
  if ((await mergeBase(gitDir, baseSha, headSha)) === baseSha) {
    throw new ForgeError(500, `HeadBranch of PR ${number} is up to date`);
  }
  const merged = await mergeTrees(gitDir, headSha, baseSha);
  if (!merged.ok) {
    throw new ForgeError(409, 'merge failed because of conflict');
  }
  const person = { name: by.fullName ?? by.name, email: accountEmail(by) };
  const commit = await writeCommit(gitDir, {
    tree: merged.tree,
    parents: [headSha, baseSha],
    message: `Merge branch '${pull.base}' into ${pull.head}`,
    author: person,
    committer: person,
    date: new Date(),
  });
  const moved = await swapRef(
    gitDir,
    `refs/heads/${pull.head}`,
    commit,
    headSha,
  );
  if (!moved) throw new ForgeError(500, 'PushOutOfDate Error');
}
