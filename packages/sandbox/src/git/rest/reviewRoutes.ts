import { ForgeContext } from '../ForgeContext';
import { ForgeError } from '../ForgeError';
import { editPull } from '../pulls/editPull';
import { PullRecord } from '../pulls/PullRecord';
import { updatePull } from '../pulls/updatePull';
import { htmlUrl } from './addresses';
import { list } from './fields';
import { findPull } from './findPull';
import { RepositoryRequest, Route } from './RestRequest';
import { toApiUser } from './toApiUser';

/** Gitea: routers/api/v1/repo/pull_review.go, and UpdatePullRequest of pull.go. @internal */
export const reviewRoutes: Route<RepositoryRequest>[] = [
  {
    method: 'GET',
    path: '/pulls/:index/reviews',
    need: 'read',
    handle: listReviews,
  },
  {
    method: 'POST',
    path: '/pulls/:index/requested_reviewers',
    need: 'token',
    handle: requestReviews,
  },
  {
    method: 'POST',
    path: '/pulls/:index/update',
    need: 'token',
    handle: update,
  },
];

async function listReviews(request: RepositoryRequest) {
  const pull = findPull(request);
  const reviews = pull.reviewers.map(name => toReview(request, pull, name));
  return {
    status: 200,
    headers: { 'X-Total-Count': String(reviews.length) },
    body: reviews,
  };
}

async function requestReviews(request: RepositoryRequest) {
  const { context, repository, body } = request;
  const pull = findPull(request);
  const names = list(body, 'reviewers').map(String);
  const people = [
    context.reviewer,
    ...context.accounts.map(({ name }) => name),
  ];
  const stranger = names.find(name => !people.includes(name));
  if (stranger !== undefined)
    throw ForgeError.notFound(`User '${stranger}' not exist`);
  const [team] = list(body, 'team_reviewers');
  if (team !== undefined) throw ForgeError.notFound(`Team '${team}' not exist`);
  if (names.includes(pull.author)) {
    throw new ForgeError(
      422,
      `poster of pr can't be reviewer [user_id: 1, repo_id: 1]`,
    );
  }
  const fresh = names.filter(name => !pull.reviewers.includes(name));
  const reviewers = [...pull.reviewers, ...fresh];
  const edited = await editPull(repository, pull.number, { reviewers });
  return {
    status: 201,
    body: fresh.map(name => toReview(request, edited, name)),
  };
}

async function update(request: RepositoryRequest) {
  const { repository, caller } = request;
  const { number } = findPull(request);
  if (caller?.access !== 'write') return { status: 403 };
  await updatePull(repository, number, caller);
  return { status: 200 };
}

function mayMerge({ reviewer, accounts }: ForgeContext, name: string) {
  return (
    name === reviewer ||
    accounts.some(a => a.name === name && a.access === 'write')
  );
}

// Gitea's PullReview: a request is a review that has not happened yet.
function toReview(request: RepositoryRequest, pull: PullRecord, name: string) {
  const { context, repository } = request;
  const url = `${htmlUrl(context, repository)}/pulls/${pull.number}`;
  return {
    id: pull.reviewers.indexOf(name) + 1,
    user: toApiUser(context, name),
    team: null,
    state: 'REQUEST_REVIEW',
    body: '',
    commit_id: '',
    stale: false,
    official: mayMerge(context, name),
    dismissed: false,
    comments_count: 0,
    submitted_at: pull.updatedAt,
    updated_at: pull.updatedAt,
    html_url: '',
    pull_request_url: url,
  };
}
