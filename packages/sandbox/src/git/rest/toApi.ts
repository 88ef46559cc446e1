import { ForgeAccount, accountEmail } from '../Account';
import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { LabelRecord } from '../pulls/PullRecord';
import { Commit } from '../repository/commits';

const NO_TIME = '0001-01-01T00:00:00Z';

/** Where the API describes a repository. @internal */
export function apiUrl(context: ForgeContext, repository: ForgeRepository) {
  return `${context.url}/api/v1/repos/${repository.fullName}`;
}

/** Where people see a repository. @internal */
export function htmlUrl(context: ForgeContext, repository: ForgeRepository) {
  return `${context.url}/${repository.fullName}`;
}

/** @internal */
export function escapePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Gitea's User. @internal */
export function toApiUser(context: ForgeContext, name: string, own = false) {
  const at = context.accounts.findIndex(account => account.name === name);
  const account: Partial<ForgeAccount> = context.accounts[at] ?? {};
  return {
    // Owners that are no accounts, such as the organisation, come after them.
    id: at >= 0 ? at + 1 : context.accounts.length + 1,
    login: name,
    login_name: '',
    source_id: 0,
    full_name: account.fullName ?? '',
    email: accountEmail({ name, email: account.email }),
    avatar_url: '',
    html_url: `${context.url}/${name}`,
    language: '',
    is_admin: false,
    last_login: NO_TIME,
    created: NO_TIME,
    restricted: false,
    active: own,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: name,
  };
}

/** Gitea's Repository. @internal */
export function toApiRepository(
  context: ForgeContext,
  repository: ForgeRepository,
  caller: ForgeAccount | undefined,
) {
  const { settings } = repository;
  const html = htmlUrl(context, repository);
  const open = repository.pulls.list().filter(p => p.state === 'open').length;
  const created = repository.createdAt.toISOString();
  return {
    id: settings.id,
    owner: toApiUser(context, settings.owner),
    name: settings.name,
    full_name: repository.fullName,
    description: '',
    empty: false,
    private: settings.isPrivate,
    fork: false,
    template: false,
    mirror: false,
    size: 0,
    language: '',
    languages_url: `${apiUrl(context, repository)}/languages`,
    html_url: html,
    url: apiUrl(context, repository),
    link: '',
    ssh_url: '',
    clone_url: `${html}.git`,
    original_url: '',
    website: '',
    stars_count: 0,
    forks_count: 0,
    watchers_count: 0,
    branch_count: 1,
    open_issues_count: 0,
    open_pr_counter: open,
    release_counter: 0,
    default_branch: settings.defaultBranch,
    archived: false,
    created_at: created,
    updated_at: created,
    archived_at: '1970-01-01T00:00:00Z',
    permissions: {
      admin: false,
      push: caller?.access === 'write',
      pull: true,
    },
    has_code: true,
    has_issues: true,
    internal_tracker: {
      enable_time_tracker: false,
      allow_only_contributors_to_track_time: false,
      enable_issue_dependencies: false,
    },
    has_wiki: false,
    has_pull_requests: true,
    has_projects: false,
    projects_mode: 'all',
    has_releases: false,
    has_packages: false,
    has_actions: false,
    ignore_whitespace_conflicts: false,
    allow_merge_commits: true,
    allow_rebase: true,
    allow_rebase_explicit: true,
    allow_squash_merge: true,
    allow_fast_forward_only_merge: true,
    allow_rebase_update: false,
    allow_manual_merge: false,
    autodetect_manual_merge: false,
    default_delete_branch_after_merge: false,
    default_merge_style: 'merge',
    default_allow_maintainer_edit: false,
    avatar_url: '',
    internal: false,
    mirror_interval: '',
    object_format_name: 'sha1',
    mirror_updated: NO_TIME,
    topics: [],
    licenses: [],
  };
}

const UNSIGNED = {
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

/** Gitea's PayloadCommitVerification of an unsigned commit. @internal */
export function unsigned() {
  return UNSIGNED;
}

/** Gitea's Label. @internal */
export function toApiLabel(
  context: ForgeContext,
  repository: ForgeRepository,
  label: LabelRecord,
) {
  return {
    id: label.id,
    name: label.name,
    exclusive: false,
    is_archived: false,
    color: label.color,
    description: label.description,
    url: `${apiUrl(context, repository)}/labels/${label.id}`,
  };
}

function loginOf(context: ForgeContext, email: string): string {
  const owner = context.accounts.find(
    account => accountEmail(account) === email,
  );
  return owner?.name ?? '';
}

function asUtc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}
