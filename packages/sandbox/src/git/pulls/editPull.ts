import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { isRefName } from '../repository/isRefName';
import { readRef } from '../repository/refs';
import { alreadyOpen, findOpenPull } from './openPull';
import { PullRecord } from './PullRecord';

/** What is left out stays as it is. @internal */
export interface PullEdit {
  title?: string;
  body?: string;
  state?: string;
  base?: string;
  labels?: number[];
  reviewers?: string[];
  /** The version of the body that the caller edited. */
  contentVersion?: number;
}

/**
 * Changes a pull request; its refusals are those of Gitea's EditPullRequest.
 *
 * @internal
 */
export function editPull(
  repository: ForgeRepository,
  number: number,
  edit: PullEdit,
): Promise<PullRecord> {
  return repository.writes.run(async () => {
    const pull = repository.pulls.get(number);
    if (!pull) throw ForgeError.notFound();
    const { contentVersion: seen } = edit;
    if (seen !== undefined && seen !== pull.contentVersion) {
      throw new ForgeError(409, 'the issue is already changed');
    }
    const change = {
      ...(edit.title ? { title: edit.title } : {}),
      ...bodyChange(pull, edit),
      ...(edit.labels ? { labels: edit.labels } : {}),
      ...(edit.reviewers ? { reviewers: edit.reviewers } : {}),
      ...(await baseChange(repository, pull, edit)),
      ...stateChange(repository, pull, edit),
    };
    if (Object.keys(change).length === 0) return pull;
    const updatedAt = new Date().toISOString();
    return repository.pulls.update(number, { ...change, updatedAt });
  });
}

function bodyChange(pull: PullRecord, { body }: PullEdit) {
  if (body === undefined || body === pull.body) return {};
  return { body, contentVersion: pull.contentVersion + 1 };
}

async function baseChange(
  repository: ForgeRepository,
  pull: PullRecord,
  { base }: PullEdit,
) {
  if (!base || base === pull.base || pull.merged) return {};
  const exists =
    isRefName(base) && (await readRef(repository.gitDir, `refs/heads/${base}`));
  if (!exists) throw new ForgeError(404, `new base '${base}' not exist`);
  const other = findOpenPull(repository, pull.head, base);
  if (other) throw alreadyOpen(repository, other);
  return { base };
}

function stateChange(
  repository: ForgeRepository,
  pull: PullRecord,
  { state }: PullEdit,
): Partial<PullRecord> {
  if (state === undefined) return {};
  if (pull.merged) {
    throw new ForgeError(
      412,
      'cannot change state of this pull request, it was already merged',
    );
  }
  if (state !== 'open' && state !== 'closed') {
    throw new ForgeError(412, `unknown state: ${state}`);
  }
  if (state === pull.state) return {};
  if (state === 'closed') {
    return { state, closedAt: new Date().toISOString() };
  }
  const other = findOpenPull(repository, pull.head, pull.base);
  if (other) throw alreadyOpen(repository, other);
  return { state, closedAt: undefined };
}
