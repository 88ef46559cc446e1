import { refuse } from './ServerRefusal';
import {
  allow,
  type ServerAnswer,
  type ServerCall,
  type ServerPull,
  type ServerState,
} from './serverState';

const HEADS = 'refs/heads/';

function refAnswer(state: ServerState, branch: string) {
  return {
    id: `${HEADS}${branch}`,
    displayId: branch,
    latestCommit: state.git.branches.get(branch) ?? '0'.repeat(40),
    repository: { slug: state.repo, project: { key: state.project } },
  };
}

function outcomeOf({ git }: ServerState, pull: ServerPull) {
  const merged = git.mergeTrees(pull.base, pull.head);
  return merged ? 'CLEAN' : 'CONFLICTED';
}

/** RestPullRequest. */
export function pullAnswer(state: ServerState, pull: ServerPull) {
  const { project, repo, url } = state;
  const page = `${url}/projects/${project}/repos/${repo}/pull-requests`;
  const open = pull.state === 'open';
  const mergeResult = { outcome: outcomeOf(state, pull), current: true };
  return {
    id: pull.number,
    version: pull.version,
    title: pull.title,
    description: pull.body || undefined,
    state: open ? 'OPEN' : (pull.merged && 'MERGED') || 'DECLINED',
    open,
    closed: !open,
    closedDate: pull.closedAt,
    fromRef: refAnswer(state, pull.head),
    toRef: refAnswer(state, pull.base),
    reviewers: pull.requested.map(name => ({
      user: { name },
      role: 'REVIEWER',
      status: pull.reviewed.includes(name) ? 'APPROVED' : 'UNAPPROVED',
    })),
    participants: [],
    properties: {
      ...(open && state.showsMergeResult && { mergeResult }),
      ...(pull.mergeCommit && { mergeCommit: { id: pull.mergeCommit } }),
    },
    links: { self: [{ href: `${page}/${pull.number}` }] },
  };
}

function pullOf(state: ServerState, { path }: ServerCall): ServerPull {
  const pull = state.pulls.find(({ number }) => number === Number(path[1]));
  const name = `${state.project}/${state.repo}`;
  if (!pull) throw refuse.noPull(Number(path[1]), name);
  return pull;
}

/** A push to the head of a pull request makes another version of it. */
export function rescope({ git, pulls }: ServerState): void {
  for (const pull of pulls) {
    const tip = git.branches.get(pull.head);
    if (pull.state === 'open' && tip && pull.tip !== tip) {
      Object.assign(pull, { tip, version: pull.version + 1 });
    }
  }
}

function assertVersion(
  state: ServerState,
  pull: ServerPull,
  given: unknown,
): void {
  if (given === undefined || given === null || given === '') {
    throw refuse.invalid('The version must be specified');
  }
  const expected = Number(given);
  if (expected === pull.version) return;
  throw refuse.pull(
    'PullRequestOutOfDateException',
    'You are attempting to modify a pull request based on out-of-date information.',
    {
      ...{ currentVersion: pull.version, expectedVersion: expected },
      pullRequest: pullAnswer(state, pull),
    },
  );
}

function assertOpen(pull: ServerPull): void {
  if (pull.state === 'open') return;
  throw refuse.pull(
    'IllegalPullRequestStateException',
    `This pull request has already been ${
      pull.merged ? 'merged' : 'declined'
    }.`,
  );
}

function branchOf(state: ServerState, ref: unknown): string {
  // Checked right here, field by field.
  const { id, repository } = (ref ?? {}) as {
    id?: unknown;
    repository?: { slug?: unknown; project?: { key?: unknown } };
  };
  if (typeof id !== 'string' || !id.startsWith(HEADS)) {
    throw refuse.invalid('A ref needs its full id');
  }
  if (
    repository?.slug !== state.repo ||
    repository.project?.key !== state.project
  ) {
    throw refuse.invalid('A ref needs its repository');
  }
  const branch = id.slice(HEADS.length);
  if (!state.git.branches.has(branch)) {
    throw refuse.noBranch(branch, state.repo);
  }
  return branch;
}

export function listPulls(
  state: ServerState,
  { query }: ServerCall,
): ServerAnswer {
  allow(query, 'at', 'direction', 'state', 'order', 'limit', 'start');
  const at = query.get('at') ?? '';
  if (!at.startsWith(HEADS)) throw refuse.invalid('at is not fully qualified');
  const branch = at.slice(HEADS.length);
  const side = query.get('direction') === 'OUTGOING' ? 'head' : 'base';
  const all = query.get('state') === 'ALL';
  const found = state.pulls.filter(
    pull => pull[side] === branch && (all || pull.state === 'open'),
  );
  if (query.get('order') !== 'OLDEST') found.reverse();
  const values = found
    .slice(0, Number(query.get('limit') ?? 25))
    .map(pull => pullAnswer(state, pull));
  return { status: 200, body: { values, isLastPage: true } };
}

/** The longest description is one less (BSERV-14135). */
const TOO_LONG = 32_768;

function textsOf(body: Record<string, unknown>) {
  const { title, description = '' } = body;
  if (typeof title !== 'string' || !title || typeof description !== 'string') {
    throw refuse.invalid('title and description are texts');
  }
  if (description.length >= TOO_LONG) {
    throw refuse.invalid(
      `Please enter a non-empty value less than ${TOO_LONG} characters`,
    );
  }
  return { title, description };
}

export function openPull(
  state: ServerState,
  { body }: ServerCall,
): ServerAnswer {
  const { title, description } = textsOf(body);
  const head = branchOf(state, body.fromRef);
  const base = branchOf(state, body.toRef);
  const existing = state.pulls.find(
    pull => pull.head === head && pull.base === base && pull.state === 'open',
  );
  if (existing) {
    throw refuse.pull(
      'DuplicatePullRequestException',
      'Only one pull request may be open for a given source and target branch',
      { existingPullRequest: pullAnswer(state, existing) },
    );
  }
  const tip = state.git.branches.get(head);
  if (state.git.history(base).some(({ sha }) => sha === tip)) {
    throw refuse.pull(
      'EmptyPullRequestException',
      `${base} is already up-to-date with branch ${head}`,
    );
  }
  const pull: ServerPull = {
    number: state.pulls.length + 1,
    ...{ title, body: description, head, base, tip, version: 0 },
    ...{ state: 'open', merged: false },
    ...{ labels: [], requested: [], requestedTeams: [], reviewed: [] },
  };
  state.pulls.push(pull);
  return { status: 201, body: pullAnswer(state, pull) };
}

export function showPull(state: ServerState, call: ServerCall): ServerAnswer {
  return { status: 200, body: pullAnswer(state, pullOf(state, call)) };
}

/** The whole pull request: what is left out of the reviewers is taken off. */
export function editPull(state: ServerState, call: ServerCall): ServerAnswer {
  const pull = pullOf(state, call);
  assertVersion(state, pull, call.body.version);
  const { title, description } = textsOf(call.body);
  const { reviewers = [] } = call.body;
  // Sent by the adapter as a list of {user: {name}}; each is checked below.
  const names = (reviewers as Array<{ user?: { name?: string } }>).map(
    ({ user }) => user?.name ?? '',
  );
  const unknown = names.find(name => !state.users.has(name));
  if (unknown !== undefined) {
    throw refuse.pull(
      'InvalidPullRequestReviewersException',
      `Errors encountered while adding reviewers: ${unknown} is not a user.`,
    );
  }
  Object.assign(pull, {
    ...{ title, body: description, requested: names },
    version: pull.version + 1,
  });
  return { status: 200, body: pullAnswer(state, pull) };
}

export function canMerge(state: ServerState, call: ServerCall): ServerAnswer {
  const pull = pullOf(state, call);
  assertOpen(pull);
  const outcome = outcomeOf(state, pull);
  const conflicted = outcome === 'CONFLICTED';
  return {
    status: 200,
    body: { canMerge: !conflicted, conflicted, outcome, vetoes: [] },
  };
}

/** Merges as a reviewer or a client does. */
export function mergePull(state: ServerState, pull: ServerPull): void {
  assertOpen(pull);
  const commit = state.git.merge(pull.head, pull.base, 'reviewer');
  if (!commit) {
    throw refuse.pull(
      'PullRequestMergeVetoedException',
      'The pull request has conflicts that must be resolved before it can be merged.',
      { conflicted: true, vetoes: [] },
    );
  }
  Object.assign(pull, {
    ...{ state: 'closed', merged: true, mergeCommit: commit.sha },
    ...{ closedAt: Date.now(), version: pull.version + 1 },
  });
}

export function closePull(
  state: ServerState,
  call: ServerCall,
  action: 'merge' | 'decline',
): ServerAnswer {
  allow(call.query, 'version');
  const pull = pullOf(state, call);
  assertVersion(state, pull, call.query.get('version'));
  if (action === 'merge') {
    const { strategyId } = call.body;
    if (strategyId !== undefined && strategyId !== 'no-ff') {
      throw refuse.invalid('That merge strategy is not enabled');
    }
    mergePull(state, pull);
  } else {
    assertOpen(pull);
    const version = pull.version + 1;
    Object.assign(pull, { state: 'closed', closedAt: Date.now(), version });
  }
  return { status: 200, body: pullAnswer(state, pull) };
}
