import { Refusal } from '../git/FakePull';
import { checkParams, InvalidParams } from './gitlabParams';
import type {
  Body,
  FakeMergeRequest,
  GitlabState,
  RestAnswer,
} from './GitlabState';

function headsOf({ git }: GitlabState, { head, base }: FakeMergeRequest) {
  return `${git.branches.get(head)} ${git.branches.get(base)}`;
}

function detailedStatus(state: GitlabState, pull: FakeMergeRequest): string {
  const { git } = state;
  const { head, base } = pull;
  if (pull.state !== 'open') return 'not_open';
  if (git.mergeBase(head, base)?.sha === git.branches.get(head)) {
    return 'commits_status';
  }
  if (!git.mergeTrees(base, head)) return 'conflict';
  const isBehind = git.mergeBase(head, base)?.sha !== git.branches.get(base);
  return state.mergeMethod === 'ff' && isBehind ? 'need_rebase' : 'mergeable';
}

function stateOf({ state, merged }: FakeMergeRequest): string {
  if (state === 'open') return 'opened';
  return merged ? 'merged' : 'closed';
}

const userOf = (username: string) => ({ id: username.length, username });

/** GitLab looks for conflicts when asked, and has the answer a little later. */
function look(state: GitlabState, pull: FakeMergeRequest) {
  const heads = headsOf(state, pull);
  const known = pull.checked === heads || pull.state !== 'open';
  pull.checked = heads;
  if (!known) return { status: 'checking', detailed: 'checking' };
  const detailed = detailedStatus(state, pull);
  const status = detailed === 'conflict' ? 'cannot_be_merged' : 'can_be_merged';
  return { status, detailed };
}

/** What a list shows; one alone has `diff_refs` too. */
function basic(state: GitlabState, pull: FakeMergeRequest) {
  const { git } = state;
  const { status, detailed } = look(state, pull);
  return {
    id: 1000 + pull.number,
    iid: pull.number,
    project_id: 7,
    web_url: `${state.url}/${state.project}/-/merge_requests/${pull.number}`,
    state: stateOf(pull),
    title: pull.title,
    description: pull.body,
    draft: false,
    source_branch: pull.head,
    target_branch: pull.base,
    source_project_id: 7,
    target_project_id: 7,
    sha: git.branches.get(pull.head) ?? null,
    labels: [...pull.labels].sort(),
    reviewers: pull.requested.map(userOf),
    has_conflicts: status === 'cannot_be_merged',
    merge_status: status,
    detailed_merge_status: detailed,
    merged_at: pull.merged ? '2026-11-22T15:00:00.000Z' : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    squash_commit_sha: null,
  };
}

function one(
  state: GitlabState,
  pull: FakeMergeRequest,
  status: number,
): RestAnswer {
  const { git } = state;
  const { head, base } = pull;
  return {
    status,
    body: {
      ...basic(state, pull),
      diff_refs: {
        base_sha: git.mergeBase(head, base)?.sha,
        head_sha: git.branches.get(head),
        start_sha: git.branches.get(base),
      },
    },
  };
}

/** `GET /projects/:id/merge_requests`. */
export function listMergeRequests(
  state: GitlabState,
  search: URLSearchParams,
): RestAnswer {
  checkParams(Object.fromEntries(search), {
    source_branch: { type: 'string' },
    target_branch: { type: 'string' },
    state: {
      type: 'string',
      values: ['opened', 'closed', 'locked', 'merged', 'all'],
    },
    order_by: {
      type: 'string',
      values: ['created_at', 'updated_at', 'title', 'merged_at'],
    },
    sort: { type: 'string', values: ['asc', 'desc'] },
    per_page: { type: 'string' },
    with_merge_status_recheck: { type: 'string', values: ['true', 'false'] },
  });
  const wanted = search.get('state') ?? 'all';
  const found = state.pulls.filter(
    pull =>
      pull.head === search.get('source_branch') &&
      pull.base === search.get('target_branch') &&
      (wanted === 'all' || stateOf(pull) === wanted),
  );
  const newest = [...found].reverse();
  return { status: 200, body: newest.map(pull => basic(state, pull)) };
}

/** `POST /projects/:id/merge_requests`. */
export function createMergeRequest(state: GitlabState, body: Body): RestAnswer {
  checkParams(body, {
    source_branch: { required: true, type: 'string' },
    target_branch: { required: true, type: 'string' },
    title: { required: true, type: 'string' },
    description: { type: 'string' },
    remove_source_branch: { type: 'boolean' },
    squash: { type: 'boolean' },
    labels: { type: 'string' },
  });
  const [head, base] = [String(body.source_branch), String(body.target_branch)];
  for (const [side, branch] of [
    ['Source', head],
    ['Target', base],
  ]) {
    if (!state.git.branches.has(branch)) {
      throw new Refusal(400, `${side} branch "${branch}" does not exist`);
    }
  }
  const taken = state.pulls.find(
    pull => pull.head === head && pull.base === base && pull.state === 'open',
  );
  if (taken) {
    return {
      status: 409,
      body: {
        message: [
          `Another open merge request already exists for this source branch: !${taken.number}`,
        ],
      },
    };
  }
  const pull: FakeMergeRequest = {
    number: state.pulls.length + 1,
    title: String(body.title),
    body: String(body.description ?? ''),
    ...{ head, base, state: 'open', merged: false, approvedBy: [] },
    ...{ labels: [], requested: [], requestedTeams: [], reviewed: [] },
  };
  state.pulls.push(pull);
  return one(state, pull, 201);
}

function find({ pulls }: GitlabState, iid: string): FakeMergeRequest {
  const pull = pulls.find(({ number }) => `${number}` === iid);
  if (!pull) throw new Refusal(404, '404 Not found');
  return pull;
}

function update(state: GitlabState, pull: FakeMergeRequest, body: Body) {
  checkParams(body, {
    title: { type: 'string' },
    description: { type: 'string' },
    add_labels: { type: 'string' },
    state_event: { type: 'string', values: ['close', 'reopen'] },
  });
  if (Object.keys(body).length === 0) {
    throw new InvalidParams(
      'title, description, add_labels, state_event are missing, at least one parameter must be provided',
    );
  }
  if (body.title !== undefined) pull.title = String(body.title);
  if (body.description !== undefined) pull.body = String(body.description);
  const labels = String(body.add_labels ?? '').split(',');
  pull.labels.push(
    ...labels.filter(name => name && !pull.labels.includes(name)),
  );
  if (body.state_event === 'close') pull.state = 'closed';
  return one(state, pull, 200);
}

function merge(state: GitlabState, pull: FakeMergeRequest, body: Body) {
  checkParams(body, {
    sha: { type: 'string' },
    squash: { type: 'boolean' },
    should_remove_source_branch: { type: 'boolean' },
    merge_commit_message: { type: 'string' },
  });
  const head = state.git.branches.get(pull.head);
  if (detailedStatus(state, pull) !== 'mergeable') {
    throw new Refusal(
      pull.state === 'open' ? 422 : 405,
      pull.state === 'open'
        ? 'Branch cannot be merged'
        : '405 Method Not Allowed',
    );
  }
  if (body.sha !== undefined && body.sha !== head) {
    throw new Refusal(409, `SHA does not match HEAD of source branch: ${head}`);
  }
  const commit = state.git.merge(pull.head, pull.base, 'meshwright');
  Object.assign(pull, {
    ...{ state: 'closed', merged: true },
    mergeCommit: commit?.sha,
  });
  return one(state, pull, 200);
}

/** The calls below `/projects/:id/merge_requests/:iid`. */
export function onMergeRequest(
  state: GitlabState,
  method: string,
  [iid, action]: [iid: string, action: string],
  body: Body,
): RestAnswer {
  const pull = find(state, iid);
  switch (`${method} ${action}`.trim()) {
    case 'GET':
      return one(state, pull, 200);
    case 'GET approvals': {
      const users = pull.approvedBy.map(name => ({ user: userOf(name) }));
      return { status: 200, body: { approved: true, approved_by: users } };
    }
    case 'PUT':
      return update(state, pull, body);
    case 'PUT merge':
      return merge(state, pull, body);
    default:
      throw new Refusal(404, '404 Not Found');
  }
}
