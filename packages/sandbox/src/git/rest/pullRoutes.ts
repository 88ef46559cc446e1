import { ForgeError } from '../ForgeError';
import { MERGE_STYLES } from '../pulls/buildMerge';
import { editPull } from '../pulls/editPull';
import { mergePull } from '../pulls/mergePull';
import { openPull } from '../pulls/openPull';
import { pullState } from '../pulls/pullState';
import { countCommits } from '../repository/commits';
import { diffFiles, diffText } from '../repository/diffs';
import { commitAnswers } from './commitAnswers';
import { findPull } from './findPull';
import { flag, list, requiredText, text } from './fields';
import { pageAnswer, readPage } from './paging';
import { RepositoryRequest, RestAnswer, Route } from './RestRequest';
import { apiUrl, escapePath, htmlUrl } from './addresses';
import { toApiListedPull, toApiPull } from './toApiPull';

/** Gitea: routers/api/v1/repo/pull.go. @internal */
export const pullRoutes: Route<RepositoryRequest>[] = [
  { method: 'GET', path: '/pulls', need: 'read', handle: listPulls },
  { method: 'POST', path: '/pulls', need: 'token', handle: createPull },
  { method: 'GET', path: '/pulls/:index', need: 'read', handle: getPull },
  { method: 'PATCH', path: '/pulls/:index', need: 'token', handle: patchPull },
  {
    method: 'GET',
    path: '/pulls/:index/commits',
    need: 'read',
    handle: getCommits,
  },
  {
    method: 'GET',
    path: '/pulls/:index/files',
    need: 'read',
    handle: getFiles,
  },
  {
    method: 'GET',
    path: '/pulls/:index/merge',
    need: 'read',
    handle: isMerged,
  },
  { method: 'POST', path: '/pulls/:index/merge', need: 'token', handle: merge },
  { method: 'GET', path: '/pulls/:base/*', need: 'read', handle: byBranches },
];

async function listPulls(request: RepositoryRequest): Promise<RestAnswer> {
  const { repository, url } = request;
  const query = (name: string) => url.searchParams.get(name)?.trim() ?? '';
  const state = query('state');
  const found = repository.pulls
    .list()
    .filter(
      pull =>
        (!['open', 'closed'].includes(state) || pull.state === state) &&
        (!query('base_branch') || pull.base === query('base_branch')) &&
        (!query('poster') || pull.author === query('poster')),
    );
  if (query('sort') === 'oldest') found.reverse();
  if (query('sort') === 'recentupdate') {
    found.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  }
  const page = readPage(request);
  const items = [];
  for (const pull of found.slice(page.skip, page.skip + page.limit)) {
    items.push(await toApiListedPull(request, pull));
  }
  return pageAnswer(request, page, found.length, items);
}

async function createPull(request: RepositoryRequest) {
  const { repository, body, caller } = request;
  const pull = await openPull(repository, {
    head: requiredText(body, 'head', 'Head').replace(/^[^/:]+:/, ''),
    base: requiredText(body, 'base', 'Base'),
    title: requiredText(body, 'title', 'Title'),
    body: text(body, 'body'),
    labels: list(body, 'labels').filter(
      (id): id is number => typeof id === 'number',
    ),
    author: caller?.name ?? '',
  });
  return { status: 201, body: await toApiPull(request, pull) };
}

async function getPull(request: RepositoryRequest): Promise<RestAnswer> {
  const [, number, kind] =
    /^(\d+)(?:\.(diff|patch))?$/.exec(request.params.index) ?? [];
  const pull = findPull(request, number);
  if (!kind) return { status: 200, body: await toApiPull(request, pull) };
  const { gitDir } = request.repository;
  const state = await pullState(request.repository, pull);
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: Buffer.from(
      await diffText(gitDir, state.mergeBase, state.headSha),
      'utf8',
    ),
  };
}

async function byBranches(request: RepositoryRequest) {
  const { repository, params } = request;
  const head = params['*'].replace(/^[^/:]+:/, '');
  // The oldest one in any state, as Gitea's query has no order of its own.
  const pull = repository.pulls
    .list()
    .reverse()
    .find(p => p.base === params.base && p.head === head);
  if (!pull) throw ForgeError.notFound();
  return { status: 200, body: await toApiPull(request, pull) };
}

async function patchPull(request: RepositoryRequest) {
  const { repository, body, caller } = request;
  const pull = findPull(request);
  if (caller?.access !== 'write' && caller?.name !== pull.author) {
    return { status: 403 };
  }
  const labels = Array.isArray(body.labels)
    ? body.labels.filter((id): id is number => typeof id === 'number')
    : undefined;
  const version = body.content_version;
  const edited = await editPull(repository, pull.number, {
    title: text(body, 'title') || undefined,
    body: typeof body.body === 'string' ? body.body : undefined,
    state: typeof body.state === 'string' ? body.state : undefined,
    base: text(body, 'base') || undefined,
    labels,
    contentVersion: typeof version === 'number' ? version : undefined,
  });
  return { status: 201, body: await toApiPull(request, edited) };
}

async function merge(request: RepositoryRequest) {
  const { context, repository, body, caller } = request;
  const pull = findPull(request);
  const asked = requiredText(body, 'do', 'Do');
  const style = MERGE_STYLES.find(known => known === asked);
  if (!style) throw new ForgeError(422, '[Do]: In');
  if (caller?.access !== 'write') {
    throw new ForgeError(405, 'User not allowed to merge PR');
  }
  await mergePull(repository, {
    number: pull.number,
    style,
    by: caller,
    url: `${htmlUrl(context, repository)}/pulls/${pull.number}`,
    title: text(body, 'merge_title_field'),
    message: text(body, 'merge_message_field') || undefined,
    expectedHead: text(body, 'head_commit_id') || undefined,
    deleteBranch: flag(body, 'delete_branch_after_merge'),
  });
  return { status: 200 };
}

async function isMerged(request: RepositoryRequest) {
  if (findPull(request).merged) return { status: 204 };
  throw ForgeError.notFound();
}

async function getCommits(request: RepositoryRequest) {
  const { repository } = request;
  const state = await pullState(repository, findPull(request));
  const range = { to: state.headSha, from: state.mergeBase };
  const page = readPage(request);
  const total = await countCommits(repository.gitDir, range);
  const { skip, limit } = page;
  const items = await commitAnswers(request, { ...range, skip, limit });
  return pageAnswer(request, page, total, items);
}

async function getFiles(request: RepositoryRequest) {
  const { context, repository } = request;
  const { mergeBase, headSha } = await pullState(repository, findPull(request));
  const files = await diffFiles(repository.gitDir, mergeBase, headSha);
  const html = htmlUrl(context, repository);
  const page = readPage(request);
  const items = files.slice(page.skip, page.skip + page.limit).map(file => {
    const path = escapePath(file.path);
    return {
      filename: file.path,
      ...(file.status === 'renamed'
        ? { previous_filename: file.previousPath }
        : {}),
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      changes: file.additions + file.deletions,
      html_url: `${html}/src/commit/${headSha}/${path}`,
      contents_url: `${apiUrl(
        context,
        repository,
      )}/contents/${path}?ref=${headSha}`,
      raw_url: `${html}/raw/commit/${headSha}/${path}`,
    };
  });
  return pageAnswer(request, page, files.length, items);
}
