import { ForgeAccount, accountEmail } from '../Account';
import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { NO_COMMIT, swapRef } from '../repository/refs';
import { MergeStyle, buildMerge } from './buildMerge';
import { PullRecord } from './PullRecord';
import { PullState, isWorkInProgress, pullState } from './pullState';

/** @internal */
export interface MergeOrder {
  number: number;
  style: MergeStyle;
  by: Pick<ForgeAccount, 'name' | 'fullName' | 'email'>;
  /** Address of the pull request's page, for the commit message. */
  url: string;
  title?: string;
  message?: string;
  /** The commit the caller looked at. */
  expectedHead?: string;
  deleteBranch?: boolean;
}

/**
 * Merges a pull request, with the refusals of Gitea's merge endpoint
 * (routers/api/v1/repo/pull.go of 1.26).
 *
 * @internal
 */
export async function mergePull(
  repository: ForgeRepository,
  order: MergeOrder,
): Promise<PullRecord> {
  const merged = await repository.writes.run(() => merge(repository, order));
  await repository.notice();
  return merged;
}

async function merge(
  repository: ForgeRepository,
  order: MergeOrder,
): Promise<PullRecord> {
  const found = repository.pulls.get(order.number);
  if (!found) throw ForgeError.notFound();
  const state = await pullState(repository, found);
  refuseUnlessReady(state, order);
  const person = {
    name: order.by.fullName ?? order.by.name,
    email: accountEmail(order.by),
  };
  const sha = await buildMerge({
    gitDir: repository.gitDir,
    base: state.baseSha,
    head: state.headSha,
    style: order.style,
    message: mergeMessage(found, order),
    author: person,
    committer: person,
  });
  const base = `refs/heads/${found.base}`;
  if (!(await swapRef(repository.gitDir, base, sha, state.baseSha))) {
    throw new ForgeError(409, 'merge push out of date');
  }
  const now = new Date().toISOString();
  const pull = await repository.pulls.update(order.number, {
    state: 'closed',
    headSha: state.headSha,
    mergeBase: state.mergeBase,
    merged: { at: now, by: order.by.name, sha },
    closedAt: now,
    updatedAt: now,
  });
  if (order.deleteBranch && state.headExists) {
    const head = `refs/heads/${found.head}`;
    await swapRef(repository.gitDir, head, NO_COMMIT, state.headSha);
  }
  return pull;
}

function refuseUnlessReady(state: PullState, order: MergeOrder): void {
  const { pull } = state;
  if (pull.merged) throw new ForgeError(405, 'The PR is already merged');
  if (pull.state === 'closed') throw ForgeError.notFound();
  if (isWorkInProgress(pull.title)) {
    throw new ForgeError(405, 'Work in progress PRs cannot be merged');
  }
  if (!state.mergeable) throw new ForgeError(405, 'Please try again later');
  if (order.expectedHead && order.expectedHead !== state.headSha) {
    throw new ForgeError(409, 'head out of date');
  }
}

// Gitea's default messages, so that histories look alike.
function mergeMessage(pull: PullRecord, order: MergeOrder): string {
  const title =
    order.title?.trim() ||
    (order.style === 'squash'
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request '${pull.title}' (#${pull.number}) from ${pull.head} into ${pull.base}`);
  const body = order.message?.trim() ?? `Reviewed-on: ${order.url}`;
  return body ? `${title}\n\n${body}` : title;
}
