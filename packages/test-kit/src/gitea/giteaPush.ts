import { Refusal } from '../git/FakePull';
import type { Commit, GitModel } from '../git/GitModel';
import { applyOperations, type FileOperation } from './giteaAnswers';

/** What a commit by the API needs of the fake. */
export interface PushState {
  git: GitModel;
  /** Branches that git has and Gitea does not know. */
  halfMade: Map<string, string>;
  isForgejo: boolean;
  /** Branches whose names begin so are protected. */
  protectedPrefix?: string;
  /** Happens once, between reading the branch and the push. */
  meanwhile?: () => void;
}

/**
 * `POST /contents`: services/repository/files/update.go of Gitea 1.26, and of
 * Forgejo, which asks git for branches instead of its database and knows no
 * `force_push`.
 */
export function changeFiles(
  state: PushState,
  body: Record<string, unknown>,
): Commit {
  const { git, halfMade, isForgejo } = state;
  const from = String(body.branch);
  const to = String(body.new_branch ?? from);
  const force = body.force_push === true && !isForgejo;
  const prefix = state.protectedPrefix;
  if (prefix && to.startsWith(prefix)) {
    throw new Refusal(
      403,
      `branch ${to} is protected from push by rule ${prefix}*`,
    );
  }
  const isTaken = git.branches.has(to) || (isForgejo && halfMade.has(to));
  if (to !== from && isTaken && !force) {
    throw new Refusal(422, `branch already exists [name: ${to}]`);
  }
  const head = git.resolve(git.branches.get(from) ?? '');
  if (!head) throw new Refusal(404, `branch does not exist [name: ${from}]`);
  const tree = applyOperations(
    head,
    // As the adapter sends them.
    body.files as FileOperation[],
    isForgejo,
  );
  const message = String(body.message);
  const commit = git.add([head.sha], tree, message, 'meshwright');
  state.meanwhile?.();
  state.meanwhile = undefined;
  const current = git.branches.get(to) ?? halfMade.get(to);
  const forward = git.history(commit.sha).some(({ sha }) => sha === current);
  if (current !== undefined && !forward && !force) {
    throw new Refusal(
      500,
      'PushOutOfDate Error: exit status 1 - ! [rejected] (non-fast-forward)',
    );
  }
  git.branches.set(to, commit.sha);
  halfMade.delete(to);
  return commit;
}
