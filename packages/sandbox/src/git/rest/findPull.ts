import { ForgeError } from '../ForgeError';
import { PullRecord } from '../pulls/PullRecord';
import { RepositoryRequest } from './RestRequest';

/** The pull request that a path names. @internal */
export function findPull(
  { repository, params }: RepositoryRequest,
  number = params.index,
): PullRecord {
  const pull = /^\d+$/.test(number ?? '')
    ? repository.pulls.get(Number(number))
    : undefined;
  if (!pull) throw ForgeError.notFound();
  return pull;
}
