import { ForgeAccount } from '../Account';
import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { Commit } from '../repository/commits';
import { apiUrl, htmlUrl } from './addresses';
import { NO_TIME, loginOf, toApiUser } from './toApiUser';

/** Gitea's PayloadCommitVerification of an unsigned commit. @internal */
export const UNSIGNED = {
  verified: false,
  reason: 'gpg.error.not_signed_commit',
  signature: '',
  signer: null,
  payload: '',
};

/** Gitea's Branch. @internal */
export function toApiBranch(
  context: ForgeContext,
  repository: ForgeRepository,
  name: string,
  commit: Commit,
  caller: ForgeAccount | undefined,
) {
  const isProtected = repository.settings.protectedBranches.includes(name);
  const writes = caller?.access === 'write';
  const user = ({ name: full, email }: Commit['author']) => ({
    name: full,
    email,
    username: loginOf(context, email),
  });
  return {
    name,
    commit: {
      id: commit.sha,
      message: commit.message,
      url: `${htmlUrl(context, repository)}/commit/${commit.sha}`,
      author: user(commit.author),
      committer: user(commit.committer),
      verification: UNSIGNED,
      timestamp: commit.author.date,
      added: null,
      removed: null,
      modified: null,
    },
    protected: isProtected,
    required_approvals: 0,
    enable_status_check: false,
    status_check_contexts: [],
    user_can_push: writes && !isProtected,
    user_can_merge: writes,
    effective_branch_protection_name: isProtected ? name : '',
  };
}

/** Gitea's Commit. @internal */
export function toApiCommit(
  context: ForgeContext,
  repository: ForgeRepository,
  commit: Commit,
  files: Array<{ filename: string; status: string }>,
  lines: { additions: number; deletions: number },
) {
  const api = apiUrl(context, repository);
  const url = `${api}/git/commits/${commit.sha}`;
  const person = (email: string) => {
    const login = loginOf(context, email);
    return login ? toApiUser(context, login) : null;
  };
  return {
    url,
    sha: commit.sha,
    created: commit.committer.date,
    html_url: `${htmlUrl(context, repository)}/commit/${commit.sha}`,
    commit: {
      url,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      // Gitea names the commit here, not its tree (services/convert/git_commit.go).
      tree: {
        url: `${api}/git/trees/${commit.sha}`,
        sha: commit.sha,
        created: commit.committer.date,
      },
      verification: UNSIGNED,
    },
    author: person(commit.author.email),
    committer: person(commit.committer.email),
    parents: commit.parents.map(sha => ({
      url: `${api}/git/commits/${sha}`,
      sha,
      created: NO_TIME,
    })),
    files,
    stats: { total: lines.additions + lines.deletions, ...lines },
  };
}

/** Gitea's FileCommitResponse: the commit in the answer to a change of files. @internal */
export function toApiFileCommit(
  context: ForgeContext,
  repository: ForgeRepository,
  commit: Commit,
) {
  const api = apiUrl(context, repository);
  const meta = (kind: string, sha: string) => ({
    url: `${api}/git/${kind}/${sha}`,
    sha,
    created: NO_TIME,
  });
  return {
    ...meta('commits', commit.sha),
    html_url: `${htmlUrl(context, repository)}/commit/${commit.sha}`,
    author: { ...commit.author, date: asUtc(commit.author.date) },
    committer: { ...commit.committer, date: asUtc(commit.committer.date) },
    parents: commit.parents.map(sha => meta('commits', sha)),
    message: commit.message,
    tree: meta('trees', commit.tree),
  };
}

function asUtc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}
