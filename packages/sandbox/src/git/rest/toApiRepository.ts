import { ForgeAccount } from '../Account';
import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { apiUrl, htmlUrl } from './addresses';
import { NO_TIME, toApiUser } from './toApiUser';

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
