import { Refusal, type FakePull } from '../git/FakePull';
import {
  allow,
  clauses,
  type CloudAnswer,
  type CloudCall,
  type CloudState,
} from './cloudState';

const STATES = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'];

function stateOf({ state, merged }: FakePull): string {
  if (state === 'open') return 'OPEN';
  return merged ? 'MERGED' : 'DECLINED';
}

/** A pull request, its hashes cut; people only where they are asked for. */
function pullAnswer(state: CloudState, pull: FakePull, people = true) {
  const { git, members } = state;
  const endpoint = (branch: string) => ({
    branch: { name: branch },
    commit: { hash: (git.branches.get(branch) ?? '').slice(0, 12) },
    repository: { full_name: `${state.workspace}/${state.repo}` },
  });
  const asked = members.filter(({ nickname }) =>
    pull.requested.includes(nickname),
  );
  return {
    type: 'pullrequest',
    id: pull.number,
    title: pull.title,
    description: pull.body,
    summary: { raw: pull.body, markup: 'markdown' },
    state: stateOf(pull),
    source: endpoint(pull.head),
    destination: endpoint(pull.base),
    merge_commit: pull.mergeCommit
      ? { hash: pull.mergeCommit.slice(0, 12) }
      : null,
    ...(people && {
      reviewers: asked,
      participants: asked.map(user => ({
        ...{ user, role: 'REVIEWER' },
        approved: pull.reviewed.includes(user.nickname),
        state: pull.reviewed.includes(user.nickname) ? 'approved' : null,
      })),
    }),
    links: {
      html: {
        href: `https://bitbucket.org/${state.workspace}/${state.repo}/pull-requests/${pull.number}`,
      },
    },
  };
}

function pullOf({ pulls }: CloudState, { path }: CloudCall): FakePull {
  const pull = pulls.find(({ number }) => number === Number(path[1]));
  if (!pull) throw new Refusal(404, `Pull request ${path[1]} not found`);
  return pull;
}

export function listPulls(
  state: CloudState,
  { query }: CloudCall,
): CloudAnswer {
  allow(query, 'q', 'state', 'sort', 'pagelen', 'page', 'fields');
  if (Number(query.get('pagelen') ?? 10) > 50) {
    throw new Refusal(400, 'Invalid pagelen');
  }
  const wanted = query.getAll('state');
  const other = wanted.find(one => !STATES.includes(one));
  if (other) throw new Refusal(400, `Invalid state ${other}`);
  const where = new Map(
    clauses(query.get('q'), 'AND').map(([field, text]) => [field, text]),
  );
  const fullName = `${state.workspace}/${state.repo}`;
  const people = (query.get('fields') ?? '').includes('+values.reviewers');
  const values = state.pulls
    .filter(
      pull =>
        (wanted.length ? wanted : ['OPEN']).includes(stateOf(pull)) &&
        where.get('source.branch.name') === pull.head &&
        where.get('destination.branch.name') === pull.base &&
        where.get('source.repository.full_name') === fullName,
    )
    .map(pull => pullAnswer(state, pull, people));
  if (query.get('sort') === '-created_on') values.reverse();
  return { status: 200, body: { values, pagelen: 50 } };
}

function branchOf({ git }: CloudState, endpoint: unknown): string {
  // Checked right here.
  const { branch } = (endpoint ?? {}) as { branch?: { name?: unknown } };
  const name = branch?.name;
  if (typeof name === 'string' && git.branches.has(name)) return name;
  throw new Refusal(400, `branch not found: ${name}`);
}

/** Nicknames of `[{uuid}]`. */
function reviewersOf(state: CloudState, given: unknown): string[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new Refusal(400, 'Malformed reviewers list');
  return given.map(({ uuid }) => {
    const user = state.members.find(one => one.uuid === uuid);
    if (!user) throw new Refusal(400, 'Malformed reviewers list');
    if (user === state.members[0]) {
      throw new Refusal(
        400,
        `${user.display_name} is the author and cannot be included as a reviewer.`,
      );
    }
    return user.nickname;
  });
}

export function openPull(state: CloudState, { body }: CloudCall): CloudAnswer {
  const { title, description = '', reviewers } = body;
  if (typeof title !== 'string' || !title || typeof description !== 'string') {
    throw new Refusal(400, 'title: This field is required.');
  }
  const [head, base] = [
    branchOf(state, body.source),
    branchOf(state, body.destination),
  ];
  const requested = reviewersOf(state, reviewers);
  const tip = state.git.branches.get(head);
  if (state.git.history(base).some(({ sha }) => sha === tip)) {
    throw new Refusal(400, 'There are no changes to be pulled');
  }
  const existing = state.pulls.find(
    pull => pull.head === head && pull.base === base && pull.state === 'open',
  );
  if (existing) {
    // No second one is opened: the first is written over.
    Object.assign(existing, { title, body: description, requested });
    return { status: 201, body: pullAnswer(state, existing) };
  }
  const pull: FakePull = {
    number: state.pulls.length + 1,
    ...{ title, body: description, head, base },
    ...{ state: 'open', merged: false },
    ...{ labels: [], requested, requestedTeams: [], reviewed: [] },
  };
  state.pulls.push(pull);
  return { status: 201, body: pullAnswer(state, pull) };
}

export function showPull(state: CloudState, call: CloudCall): CloudAnswer {
  return { status: 200, body: pullAnswer(state, pullOf(state, call)) };
}

/** Reviewers who are not named are taken off. */
export function editPull(state: CloudState, call: CloudCall): CloudAnswer {
  const pull = pullOf(state, call);
  if (pull.state !== 'open') throw new Refusal(400, 'It is not open');
  const { title, description, reviewers } = call.body;
  if (typeof title !== 'string' || typeof description !== 'string') {
    throw new Refusal(400, 'title: This field is required.');
  }
  const requested = reviewersOf(state, reviewers);
  Object.assign(pull, { title, body: description, requested });
  return { status: 200, body: pullAnswer(state, pull) };
}

/** Merges as a reviewer or a client does. */
export function mergePull({ git }: CloudState, pull: FakePull): void {
  if (pull.state !== 'open') throw new Refusal(400, 'It is not open');
  const commit = git.merge(pull.head, pull.base, 'reviewer');
  if (!commit) {
    throw new Refusal(400, 'The pull request has unresolved merge conflicts.');
  }
  Object.assign(pull, {
    ...{ state: 'closed', merged: true },
    mergeCommit: commit.sha,
  });
}

export function mergeAnswer(state: CloudState, call: CloudCall): CloudAnswer {
  const pull = pullOf(state, call);
  const { merge_strategy: strategy, close_source_branch: close } = call.body;
  if (strategy !== 'merge_commit') throw new Refusal(400, 'merge_strategy');
  mergePull(state, pull);
  if (close) state.git.branches.delete(pull.head);
  return { status: 200, body: pullAnswer(state, pull) };
}

export function declinePull(state: CloudState, call: CloudCall): CloudAnswer {
  const pull = pullOf(state, call);
  pull.state = 'closed';
  return { status: 200, body: pullAnswer(state, pull) };
}

export function listDefaultReviewers({
  members,
  defaultReviewers,
}: CloudState): CloudAnswer {
  const values = members
    .filter(({ nickname }) => defaultReviewers.includes(nickname))
    .map(user => ({
      ...{ type: 'default_reviewer', reviewer_type: 'project' },
      user,
    }));
  return { status: 200, body: { values, pagelen: 100 } };
}
