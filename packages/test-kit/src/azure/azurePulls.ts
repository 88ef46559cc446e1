import {
  type AzureAnswer,
  AzureException,
  type AzureState,
  type Body,
  checkFields,
  type FakeAzurePull,
  invalid,
} from './AzureState';

const MAX_DESCRIPTION = 4000;
const LISTED_DESCRIPTION = 400;

const branchOf = (ref: unknown) => String(ref).slice('refs/heads/'.length);

/** The merge is tried in the background whenever a branch has moved. */
function mergeStatus(state: AzureState, pull: FakeAzurePull): string {
  const { git } = state;
  const { head, base } = pull;
  const heads = `${git.branches.get(head)} ${git.branches.get(base)}`;
  const known = pull.tried === heads || pull.state !== 'open';
  pull.tried = heads;
  if (!known) return 'queued';
  return git.mergeTrees(base, head) ? 'succeeded' : 'conflicts';
}

function statusOf({ state, merged }: FakeAzurePull): string {
  if (state === 'open') return 'active';
  return merged ? 'completed' : 'abandoned';
}

function commitRef(commitId: string | undefined) {
  return commitId ? { commitId } : undefined;
}

function show(state: AzureState, pull: FakeAzurePull, listed = false) {
  const { git } = state;
  return {
    pullRequestId: pull.number,
    status: statusOf(pull),
    title: pull.title,
    description: listed ? pull.body.slice(0, LISTED_DESCRIPTION) : pull.body,
    sourceRefName: `refs/heads/${pull.head}`,
    targetRefName: `refs/heads/${pull.base}`,
    mergeStatus: mergeStatus(state, pull),
    closedDate: pull.state === 'open' ? undefined : '2026-11-22T15:00:00.5Z',
    lastMergeSourceCommit: commitRef(git.branches.get(pull.head)),
    lastMergeTargetCommit: commitRef(git.branches.get(pull.base)),
    lastMergeCommit: commitRef(pull.mergeCommit),
    labels: pull.labels.map((name, i) => ({ id: `${i}`, name, active: true })),
    reviewers: [...pull.reviewers].map(([id, vote]) => {
      const found = state.identities.find(one => one.id === id);
      const { account: uniqueName, displayName, isContainer } = found ?? {};
      return { id, vote, uniqueName, displayName, isContainer };
    }),
  };
}

/** `GET pullrequests`. */
export function listPulls(
  state: AzureState,
  search: URLSearchParams,
): AzureAnswer {
  checkFields(
    Object.fromEntries(search),
    [],
    [
      ...['searchCriteria.sourceRefName', 'searchCriteria.targetRefName'],
      ...['searchCriteria.status', '$top', 'api-version'],
    ],
  );
  const wanted = search.get('searchCriteria.status') ?? 'active';
  const value = state.pulls
    .filter(
      pull =>
        pull.head === branchOf(search.get('searchCriteria.sourceRefName')) &&
        pull.base === branchOf(search.get('searchCriteria.targetRefName')) &&
        (wanted === 'all' || statusOf(pull) === wanted),
    )
    .reverse()
    .map(pull => show(state, pull, true));
  return { status: 200, body: { count: value.length, value } };
}

function assertDescription(description: unknown): void {
  if (String(description ?? '').length > MAX_DESCRIPTION) {
    throw invalid(
      `Invalid argument value. Parameter name: The description must be ${MAX_DESCRIPTION} characters or less.`,
    );
  }
}

/** `POST pullrequests`. */
export function createPull(state: AzureState, body: Body): AzureAnswer {
  checkFields(
    body,
    ['sourceRefName', 'targetRefName', 'title'],
    ['description', 'reviewers', 'labels', 'isDraft'],
  );
  assertDescription(body.description);
  const head = branchOf(body.sourceRefName);
  const base = branchOf(body.targetRefName);
  for (const branch of [head, base]) {
    if (!state.git.branches.has(branch)) {
      throw new AzureException(
        404,
        'GitPullRequestSourceRefDoesNotExistException',
        `TF401398: The pull request cannot be activated because the branch ${branch} no longer exists.`,
      );
    }
  }
  const taken = state.pulls.some(
    pull => pull.head === head && pull.base === base && pull.state === 'open',
  );
  if (taken) {
    throw new AzureException(
      409,
      'GitPullRequestExistsException',
      'TF401179: An active pull request for the source and target branch already exists.',
    );
  }
  const pull: FakeAzurePull = {
    number: state.pulls.length + 1,
    title: String(body.title),
    body: String(body.description ?? ''),
    ...{ head, base, state: 'open', merged: false, reviewers: new Map() },
    ...{ labels: [], requested: [], requestedTeams: [], reviewed: [] },
  };
  state.pulls.push(pull);
  return { status: 201, body: show(state, pull) };
}

function review(
  state: AzureState,
  pull: FakeAzurePull,
  id: string,
  body: Body,
): AzureAnswer {
  checkFields(body, ['vote'], ['id', 'isRequired']);
  if (!state.identities.some(one => one.id === id)) {
    throw invalid(`The identity ${id} could not be resolved.`);
  }
  pull.reviewers.set(id, Number(body.vote));
  return { status: 200, body: { id, vote: body.vote } };
}

function update(state: AzureState, pull: FakeAzurePull, body: Body) {
  checkFields(body, [], ['title', 'description', 'status']);
  assertDescription(body.description);
  if (body.title !== undefined) pull.title = String(body.title);
  if (body.description !== undefined) pull.body = String(body.description);
  return { status: 200, body: show(state, pull) };
}

/** The calls below `pullrequests/ID`. */
export function onPull(
  state: AzureState,
  method: string,
  [id, area, name]: string[],
  body: Body,
): AzureAnswer {
  const pull = state.pulls.find(({ number }) => `${number}` === id);
  if (!pull) {
    throw new AzureException(
      404,
      'GitPullRequestNotFoundException',
      'TF401180: The requested pull request was not found.',
    );
  }
  switch (`${method} ${area ?? ''}`.trim()) {
    case 'GET':
      return { status: 200, body: show(state, pull) };
    case 'PATCH':
      return update(state, pull, body);
    case 'POST labels':
      checkFields(body, ['name']);
      pull.labels.push(String(body.name));
      return { status: 200, body: { name: body.name, active: true } };
    case 'PUT reviewers':
      return review(state, pull, name, body);
    default:
      throw new AzureException(404, 'VssRequestException', 'Page not found.');
  }
}
