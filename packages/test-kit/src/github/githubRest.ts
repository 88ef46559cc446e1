import { Refusal, type FakePull } from '../git/FakePull';
import type { GithubState } from './githubResolvers';

/** Status and body of a REST answer. */
export interface RestAnswer {
  status: number;
  body?: unknown;
}

type Body = Record<string, unknown>;

const MAX_BODY = 65_536;

function assertBody({ body }: Body): void {
  if (String(body ?? '').length <= MAX_BODY) return;
  throw new Refusal(
    422,
    `Validation Failed: body is too long (maximum is ${MAX_BODY} characters)`,
  );
}

function show(state: GithubState, pull: FakePull, status: number): RestAnswer {
  const { git } = state;
  return {
    status,
    body: {
      number: pull.number,
      html_url: `${state.url}/${state.owner}/${state.repo}/pull/${pull.number}`,
      state: pull.state,
      merged: pull.merged,
      title: pull.title,
      body: pull.body,
      mergeable: null,
      head: { ref: pull.head, sha: git.branches.get(pull.head) },
      base: { ref: pull.base, sha: git.branches.get(pull.base) },
      labels: pull.labels.map(name => ({ name })),
      requested_reviewers: pull.requested.map(login => ({ login })),
      requested_teams: pull.requestedTeams.map(slug => ({ slug })),
    },
  };
}

function find(state: GithubState, number: string): FakePull {
  const pull = state.pulls.find(one => one.number === Number(number));
  if (!pull) throw new Refusal(404, 'Not Found');
  return pull;
}

function open(state: GithubState, body: Body): RestAnswer {
  assertBody(body);
  const [head, base] = [String(body.head), String(body.base)];
  const taken = state.pulls.some(
    pull => pull.head === head && pull.base === base && pull.state === 'open',
  );
  if (taken) {
    return {
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [
          {
            resource: 'PullRequest',
            code: 'custom',
            message: `A pull request already exists for ${state.owner}:${head}.`,
          },
        ],
      },
    };
  }
  const pull: FakePull = {
    number: state.pulls.length + 1,
    title: String(body.title),
    body: String(body.body ?? ''),
    ...{ head, base, state: 'open', merged: false },
    headSha: state.git.branches.get(head),
    ...{ labels: [], requested: [], requestedTeams: [], reviewed: [] },
  };
  state.pulls.push(pull);
  return show(state, pull, 201);
}

function review(
  state: GithubState,
  pull: FakePull,
  body: Body,
  users: ReadonlySet<string>,
): RestAnswer {
  // The adapter sends both lists.
  const asked = body.reviewers as string[];
  if (asked.some(name => !users.has(name))) {
    throw new Refusal(
      422,
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
    );
  }
  pull.requested.push(...asked);
  pull.requestedTeams.push(...(body.team_reviewers as string[]));
  return show(state, pull, 201);
}

function merge(state: GithubState, body: Body): RestAnswer {
  const [head, base] = [String(body.head), String(body.base)];
  const commit = state.git.merge(head, base, 'meshwright');
  if (!commit) throw new Refusal(409, 'Merge conflict');
  return { status: 201, body: { sha: commit.sha } };
}

function compare(state: GithubState, basehead: string): RestAnswer {
  const [base, head] = decodeURIComponent(basehead).split('...');
  const found = state.git.mergeBase(base, head);
  if (!found) throw new Refusal(404, 'Not Found');
  return { status: 200, body: { merge_base_commit: { sha: found.sha } } };
}

/** The REST calls below `/repos/OWNER/REPO`. */
export function answerRest(
  state: GithubState,
  users: ReadonlySet<string>,
  method: string,
  path: string,
  body: Body,
): RestAnswer {
  const [, area, first = '', action = ''] = path.split('/');
  switch (`${method} ${area} ${action}`.trim()) {
    case 'POST pulls':
      return open(state, body);
    case 'PATCH pulls': {
      const pull = find(state, first);
      assertBody(body);
      Object.assign(pull, { title: body.title, body: body.body });
      return show(state, pull, 200);
    }
    case 'POST pulls requested_reviewers':
      return review(state, find(state, first), body, users);
    case 'POST issues labels':
      find(state, first).labels.push(...(body.labels as string[]));
      return { status: 200, body: [] };
    case 'POST merges':
      return merge(state, body);
    case 'GET compare':
      return compare(state, first);
    default:
      throw new Refusal(404, 'Not Found');
  }
}
