import { ConflictError } from '@backstage/errors';
import type { PullRequest } from '../forges/Forge';
import { changeBranch, changeId } from './changeIdentity';
import { readMarker } from './changeMarker';
import type { ProposeRequest } from './proposeTypes';

const MAX_ROUNDS = 100;

/** The branch on which a change is proposed now. @internal */
export interface ChangeRound {
  branch: string;
  /** The open pull request of the branch, if there is one. */
  open?: PullRequest;
  /** Head of the branch when it was last read; undefined when not known. */
  head?: string;
  /** Whether the change was held against the preview already. */
  agreed?: boolean;
  /** The one before, merged or closed by people. */
  earlier?: PullRequest;
}

/**
 * Finds where the change stands. A pull request that people merged or closed
 * is over: its branch is left alone and never reopened, and the next round has
 * a branch of its own, made from base.
 *
 * @internal
 */
export async function findRound(request: ProposeRequest): Promise<ChangeRound> {
  const { forge, base, identity } = request;
  let earlier: PullRequest | undefined;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const branch = changeBranch(identity, round);
    const found = await forge.findPullRequest({ head: branch, base });
    if (!found) return { branch, earlier };
    // The second round of "cart" has the name of the first one of "cart-2".
    const owner = readMarker(found.body)?.change;
    if (owner !== undefined && owner !== changeId(identity)) continue;
    if (found.state === 'open') {
      return { branch, open: found, head: found.head.sha, earlier };
    }
    earlier = found;
  }
  throw new ConflictError(
    `${MAX_ROUNDS} pull requests of ${changeBranch(
      identity,
    )} were merged or closed: remove old branches and pull requests first.`,
  );
}
