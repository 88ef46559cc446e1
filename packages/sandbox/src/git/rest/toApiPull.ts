import { PullRecord } from '../pulls/PullRecord';
import { isWorkInProgress, pullState } from '../pulls/pullState';
import { diffFiles } from '../repository/diffs';
import { RepositoryRequest } from './RestRequest';
import { htmlUrl } from './addresses';
import { toApiLabel } from './toApiLabel';
import { toApiRepository } from './toApiRepository';
import { toApiUser } from './toApiUser';

/** Gitea's PullRequest (modules/structs/pull.go, services/convert/pull.go). @internal */
export async function toApiPull(request: RepositoryRequest, pull: PullRecord) {
  const { context, repository, caller } = request;
  const state = await pullState(repository, pull);
  const files = state.mergeBase
    ? await diffFiles(repository.gitDir, state.mergeBase, state.headSha)
    : [];
  const url = `${htmlUrl(context, repository)}/pulls/${pull.number}`;
  const repo = toApiRepository(context, repository, caller);
  const sum = (field: 'additions' | 'deletions') =>
    files.reduce((total, file) => total + file[field], 0);
  return {
    id: pull.number,
    url,
    number: pull.number,
    user: toApiUser(context, pull.author),
    title: pull.title,
    body: pull.body,
    labels: repository.pulls
      .labels()
      .filter(label => pull.labels.includes(label.id))
      .map(label => toApiLabel(context, repository, label)),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.reviewers.map(name => toApiUser(context, name)),
    requested_reviewers_teams: [],
    state: pull.state,
    draft: isWorkInProgress(pull.title),
    is_locked: false,
    comments: 0,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
    html_url: url,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    mergeable: state.mergeable,
    merged: pull.merged !== undefined,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    merged_by: pull.merged ? toApiUser(context, pull.merged.by) : null,
    allow_maintainer_edit: true,
    base: {
      label: pull.base,
      ref: pull.base,
      sha: state.baseSha,
      repo_id: repository.settings.id,
      repo,
    },
    head: {
      label: pull.head,
      // Without its branch, a pull request is known by a ref of the forge's own.
      ref: state.headExists ? pull.head : `refs/pull/${pull.number}/head`,
      sha: state.headSha,
      repo_id: repository.settings.id,
      repo,
    },
    merge_base: state.mergeBase,
    due_date: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    pin_order: 0,
    content_version: pull.contentVersion,
  };
}

/** The same in a list, where Gitea leaves out what it would have to count. @internal */
export async function toApiListedPull(
  request: RepositoryRequest,
  pull: PullRecord,
) {
  const { additions, deletions, changed_files, ...listed } = await toApiPull(
    request,
    pull,
  );
  const { requested_reviewers: reviewers } = listed;
  return {
    ...listed,
    assignees: null,
    merged_by: null,
    requested_reviewers: reviewers.length > 0 ? reviewers : null,
    requested_reviewers_teams: null,
  };
}
