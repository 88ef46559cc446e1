import { Refusal } from '../git/FakePull';
import type { Commit, GitModel } from '../git/GitModel';
import { checkParams, type Param } from './gitlabParams';
import type { Body, GitlabState, RestAnswer } from './GitlabState';

const COMMIT: Readonly<Record<string, Param>> = {
  branch: { required: true, type: 'string' },
  commit_message: { required: true, type: 'string' },
  actions: { required: true, type: 'array' },
  start_branch: { type: 'string' },
  start_sha: { type: 'string' },
  author_email: { type: 'string' },
  author_name: { type: 'string' },
  stats: { type: 'boolean' },
  force: { type: 'boolean' },
};

const ACTION: Readonly<Record<string, Param>> = {
  action: {
    required: true,
    type: 'string',
    values: ['create', 'update', 'move', 'delete', 'chmod'],
  },
  file_path: { required: true, type: 'string' },
  content: { type: 'string' },
  encoding: { type: 'string', values: ['text', 'base64'] },
  last_commit_id: { type: 'string' },
};

interface Action {
  action: string;
  file_path: string;
  content?: string;
  encoding?: string;
  last_commit_id?: string;
}

/** The last commit that changed a file, as `git log -1 -- path` finds it. */
export function lastCommitFor(
  git: GitModel,
  ref: string,
  path: string,
): string | undefined {
  let commit: Commit | undefined = git.resolve(ref);
  if (commit?.tree.get(path) === undefined) return undefined;
  while (commit) {
    const { tree }: Commit = commit;
    const same: Commit | undefined = commit.parents
      .map(sha => git.commits.get(sha))
      .find(parent => parent?.tree.get(path) === tree.get(path));
    if (!same) return commit.sha;
    commit = same;
  }
  return undefined;
}

function refuse(message: string): never {
  throw new Refusal(400, message);
}

function assertPush({ protectedPrefix }: GitlabState, branch: string): void {
  if (protectedPrefix && branch.startsWith(protectedPrefix)) {
    throw new Refusal(
      403,
      '403 Forbidden - You are not allowed to push into this branch',
    );
  }
}

/** `app/services/commits/create_service.rb`. */
function startOf(git: GitModel, body: Body): Commit {
  const branch = String(body.branch);
  const { start_sha: sha, start_branch: from } = body;
  if (sha && from) refuse("You can't pass both start_branch and start_sha");
  if (sha !== undefined && !/^[0-9a-f]{40}$/.test(String(sha))) {
    refuse(`Invalid start_sha '${sha}'`);
  }
  const start = sha
    ? git.commits.get(String(sha))
    : git.resolve(`${from ?? branch}`);
  if (!start) {
    return refuse(
      sha
        ? `Cannot find start_sha '${sha}'`
        : 'You can only create or edit files when you are on a branch',
    );
  }
  const isOther = sha !== undefined || (from ?? branch) !== branch;
  if (isOther && git.branches.has(branch) && !body.force) {
    refuse(
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  }
  return start;
}

/** `app/services/files/multi_service.rb` and `base_service.rb`. */
function assertUnchanged(git: GitModel, body: Body, action: Action): void {
  const { action: kind, file_path: path, last_commit_id: since } = action;
  if (kind === 'create' || since === undefined) return;
  const now = lastCommitFor(
    git,
    String(body.start_branch ?? body.branch),
    path,
  );
  const then = lastCommitFor(git, since, path);
  if (now && then && now !== then) {
    refuse(`The file has changed since you started editing it: ${path}`);
  }
}

function apply(files: Map<string, string>, action: Action): void {
  const { action: kind, file_path: path, content = '', encoding } = action;
  const exists = files.has(path);
  if (kind === 'create' && exists)
    refuse('A file with this name already exists');
  if (kind !== 'create' && !exists) {
    refuse("A file with this name doesn't exist");
  }
  if (kind === 'delete') files.delete(path);
  else {
    const bytes = Buffer.from(
      content,
      encoding === 'base64' ? encoding : 'utf8',
    );
    files.set(path, bytes.toString('utf8'));
  }
}

/** `POST /projects/:id/repository/commits`. */
export function createCommit(state: GitlabState, body: Body): RestAnswer {
  const { git } = state;
  checkParams(body, COMMIT);
  // Checked one by one below.
  const actions = body.actions as Action[];
  actions.forEach((action, i) => {
    checkParams({ ...action }, ACTION, `actions[${i}]`);
    if (action.action !== 'delete' && action.content === undefined) {
      throw new Refusal(400, `actions[${i}][content] is missing`);
    }
  });
  const branch = String(body.branch);
  assertPush(state, branch);
  const start = startOf(git, body);
  for (const action of actions) assertUnchanged(git, body, action);
  const tree = new Map(start.tree);
  for (const action of actions) apply(tree, action);
  if (state.hookMessage) refuse(state.hookMessage);
  const message = String(body.commit_message);
  const commit = git.add([start.sha], tree, message, 'meshwright');
  git.branches.set(branch, commit.sha);
  return {
    status: 201,
    body: {
      id: commit.sha,
      short_id: commit.sha.slice(0, 8),
      title: message.split('\n')[0],
      message,
      parent_ids: commit.parents,
      stats: null,
      status: null,
      web_url: `${state.url}/${state.project}/-/commit/${commit.sha}`,
    },
  };
}
