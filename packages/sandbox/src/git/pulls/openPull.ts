import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { isRefName } from '../repository/isRefName';
import { readRef } from '../repository/refs';
import { PullRecord } from './PullRecord';

/** @internal */
export interface NewPull {
  title: string;
  body: string;
  head: string;
  base: string;
  author: string;
  labels: number[];
}

/**
 * Opens a pull request; one for the same branches may be open only once.
 *
 * @internal
 */
export function openPull(
  repository: ForgeRepository,
  wanted: NewPull,
): Promise<PullRecord> {
  if (wanted.head === wanted.base) {
    throw new ForgeError(
      422,
      'Invalid PullRequest: There are no changes between the head and the base',
    );
  }
  return repository.writes.run(async () => {
    const headSha = await branchHead(repository, wanted.head);
    await branchHead(repository, wanted.base);
    const open = findOpenPull(repository, wanted.head, wanted.base);
    if (open) throw alreadyOpen(repository, open);
    const now = new Date().toISOString();
    return repository.pulls.add(
      {
        ...wanted,
        state: 'open',
        headSha,
        createdAt: now,
        updatedAt: now,
        contentVersion: 0,
        reviewers: [],
      },
      number => repository.keepPullHead(number, headSha),
    );
  });
}

/** @internal */
export function findOpenPull(
  repository: ForgeRepository,
  head: string,
  base: string,
): PullRecord | undefined {
  return repository.pulls
    .list()
    .find(p => p.state === 'open' && p.head === head && p.base === base);
}

/** Gitea's ErrPullRequestAlreadyExists. @internal */
export function alreadyOpen({ settings }: ForgeRepository, pull: PullRecord) {
  return new ForgeError(
    409,
    `pull request already exists for these targets [id: ${pull.number}, issue_id: ${pull.number}, head_repo_id: ${settings.id}, base_repo_id: ${settings.id}, head_branch: ${pull.head}, base_branch: ${pull.base}]`,
  );
}

async function branchHead(repository: ForgeRepository, name: string) {
  const sha = isRefName(name)
    ? await readRef(repository.gitDir, `refs/heads/${name}`)
    : undefined;
  if (!sha) throw ForgeError.notFound();
  return sha;
}
