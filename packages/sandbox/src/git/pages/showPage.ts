import { ForgeContext, findRepository } from '../ForgeContext';
import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { HttpAnswer } from '../http/HttpAnswer';
import { PullRecord } from '../pulls/PullRecord';
import { pullState } from '../pulls/pullState';
import { diffText } from '../repository/diffs';
import { isTreePath } from '../repository/isTreePath';
import { ResolvedCommit, resolveCommit } from '../repository/resolveCommit';
import { TreeEntry, findEntry, readBlob } from '../repository/trees';
import { matchPath } from '../rest/matchPath';
import { commitPage } from './commitPage';
import { filesPage } from './filesPage';
import { pullPage } from './pullPage';
import { pullsPage } from './pullsPage';
import { repositoriesPage } from './repositoriesPage';
import type { Visit } from './servePages';
import { ICON, STYLESHEET } from './stylesheet';

type Params = Record<string, string>;

type Show = (
  visit: Visit,
  repository: ForgeRepository,
  params: Params,
) => Promise<HttpAnswer>;

const PAGES: Array<[string, Show]> = [
  ['/:owner/:repo', showRoot],
  ['/:owner/:repo/src/:kind/*', showFiles],
  ['/:owner/:repo/raw/:kind/*', showRaw],
  ['/:owner/:repo/commit/:sha', showCommit],
  ['/:owner/:repo/pulls', showPulls],
  ['/:owner/:repo/pulls/:index', showPull],
];

/** What one address shows. @internal */
export async function showPage(visit: Visit): Promise<HttpAnswer> {
  const { context, url } = visit;
  switch (url.pathname) {
    case '/':
      return page(repositoriesPage(context));
    case '/_forge/style.css':
      return asset('text/css; charset=utf-8', STYLESHEET);
    case '/_forge/icon.svg':
    case '/favicon.ico':
      return asset('image/svg+xml', ICON);
    default:
  }
  for (const [pattern, show] of PAGES) {
    const params = matchPath(pattern, url.pathname);
    if (params) return show(visit, repositoryOf(context, params), params);
  }
  throw ForgeError.notFound();
}

/** The repository an address names. @internal */
export function repositoryOf(
  context: ForgeContext,
  { owner, repo }: Params,
): ForgeRepository {
  const repository = findRepository(context, owner, repo);
  if (!repository) throw ForgeError.notFound();
  return repository;
}

/** The pull request an address names. @internal */
export function pullOf(repository: ForgeRepository, index: string): PullRecord {
  const pull = /^\d+$/.test(index)
    ? repository.pulls.get(Number(index))
    : undefined;
  if (!pull) throw ForgeError.notFound();
  return pull;
}

async function showRoot({ context }: Visit, repository: ForgeRepository) {
  const at = await resolveCommit(
    repository.gitDir,
    repository.settings.defaultBranch,
  );
  if (!at) throw ForgeError.notFound();
  return page(await filesPage({ context, repository, at, entry: undefined }));
}

async function showFiles(
  { context }: Visit,
  repository: ForgeRepository,
  params: Params,
) {
  const { at, entry } = await findPlace(repository, params);
  return page(await filesPage({ context, repository, at, entry }));
}

async function showRaw(
  _visit: Visit,
  repository: ForgeRepository,
  params: Params,
): Promise<HttpAnswer> {
  const { entry } = await findPlace(repository, params);
  if (entry?.type !== 'blob') throw ForgeError.notFound();
  return plain(await readBlob(repository.gitDir, entry.sha));
}

async function showCommit(
  { context }: Visit,
  repository: ForgeRepository,
  { sha }: Params,
) {
  const at = await resolveCommit(repository.gitDir, sha);
  if (!at) throw ForgeError.notFound();
  return page(await commitPage(context, repository, at.sha));
}

async function showPulls({ context, url }: Visit, repository: ForgeRepository) {
  const state = url.searchParams.get('state') === 'closed' ? 'closed' : 'open';
  return page(pullsPage(context, repository, state));
}

async function showPull(
  { context, guard, request }: Visit,
  repository: ForgeRepository,
  { index }: Params,
): Promise<HttpAnswer> {
  const [, number, kind] = /^(\d+)(?:\.(diff|patch))?$/.exec(index) ?? [];
  const pull = pullOf(repository, number ?? '');
  if (kind) {
    const { mergeBase, headSha } = await pullState(repository, pull);
    const diff = await diffText(repository.gitDir, mergeBase, headSha);
    return plain(Buffer.from(diff, 'utf8'));
  }
  const session = guard.session(request);
  const csrf = guard.token(session.id);
  const answer = page(await pullPage({ context, repository, pull, csrf }));
  if (session.setCookie) {
    answer.headers = { ...answer.headers, 'Set-Cookie': session.setCookie };
  }
  return answer;
}

// A branch may have slashes in its name, so the longest name that exists is it.
async function findPlace(
  repository: ForgeRepository,
  params: Params,
): Promise<{ at: ResolvedCommit; entry: TreeEntry | undefined }> {
  const parts = params['*'].split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join('/');
    const path = parts.slice(length).join('/');
    const at = await resolveCommit(repository.gitDir, name);
    if (at?.kind !== params.kind) continue;
    if (path === '') return { at, entry: undefined };
    const entry = isTreePath(path)
      ? await findEntry(repository.gitDir, at.sha, path)
      : undefined;
    if (entry) return { at, entry };
  }
  throw ForgeError.notFound();
}

function page(body: string): HttpAnswer {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body,
  };
}

function asset(type: string, body: string): HttpAnswer {
  return {
    status: 200,
    headers: { 'Content-Type': type, 'Cache-Control': 'max-age=300' },
    body,
  };
}

function plain(body: Buffer): HttpAnswer {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body,
  };
}
