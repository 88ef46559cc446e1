import { gzipSync } from 'node:zlib';
import { runGit } from '../../process/gitProcess';
import { ForgeError } from '../ForgeError';
import { countCommits, listCommits, mergeBase } from '../repository/commits';
import { diffText } from '../repository/diffs';
import { isRefName } from '../repository/isRefName';
import { resolveCommit } from '../repository/resolveCommit';
import { commitAnswer, commitAnswers } from './commitAnswers';
import { pageAnswer, readPage } from './paging';
import { RepositoryRequest, RestAnswer, Route } from './RestRequest';

/** Gitea: routers/api/v1/repo/commits.go, compare.go and download.go. @internal */
export const commitRoutes: Route<RepositoryRequest>[] = [
  { method: 'GET', path: '/commits', need: 'read', handle: getCommits },
  { method: 'GET', path: '/git/commits/:sha', need: 'read', handle: getCommit },
  { method: 'GET', path: '/compare/*', need: 'read', handle: compare },
  { method: 'GET', path: '/archive/*', need: 'read', handle: getArchive },
];

async function getCommits(request: RepositoryRequest): Promise<RestAnswer> {
  const { repository, url } = request;
  const sha = url.searchParams.get('sha') || repository.settings.defaultBranch;
  const path = url.searchParams.get('path') || undefined;
  const at = await resolveCommit(repository.gitDir, sha);
  // Gitea has no words for this one.
  if (!at) return { status: 404, body: null };
  const page = readPage(request);
  const total = await countCommits(repository.gitDir, { to: at.sha, path });
  if (path && total === 0) throw ForgeError.notFound('FileCommitsCount');
  const items = await commitAnswers(request, {
    to: at.sha,
    path,
    skip: page.skip,
    limit: page.limit,
  });
  return pageAnswer(request, page, total, items);
}

async function getCommit(request: RepositoryRequest) {
  const { repository, params } = request;
  if (!isRefName(params.sha)) {
    throw new ForgeError(422, `no valid ref or sha: ${params.sha}`);
  }
  const [, name, kind] = /^(.*?)(?:\.(diff|patch))?$/.exec(params.sha) ?? [];
  const exact = await resolveCommit(repository.gitDir, params.sha);
  const at = exact ?? (await resolveCommit(repository.gitDir, name));
  if (!at) {
    throw ForgeError.notFound(`commit doesn't exist: ${params.sha}`);
  }
  const [commit] = await listCommits(repository.gitDir, {
    to: at.sha,
    limit: 1,
  });
  if (exact || !kind) {
    return { status: 200, body: await commitAnswer(request, commit) };
  }
  const from = commit.parents[0];
  const diff = from ? await diffText(repository.gitDir, from, at.sha) : '';
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: Buffer.from(diff, 'utf8'),
  };
}

// "base...head" counts from the common ancestor, "base..head" from base itself.
async function compare(request: RepositoryRequest) {
  const { gitDir } = request.repository;
  const [, base, dots, head] =
    /^(.+?)(\.{2,3})(.+)$/.exec(request.params['*']) ?? [];
  const from = base && (await resolveCommit(gitDir, base));
  const to = head && (await resolveCommit(gitDir, head));
  if (!from || !to) throw ForgeError.notFound();
  const start =
    dots === '...' ? await mergeBase(gitDir, from.sha, to.sha) : from.sha;
  const commits = await commitAnswers(request, { to: to.sha, from: start });
  return { status: 200, body: { total_commits: commits.length, commits } };
}

async function getArchive({ repository, params }: RepositoryRequest) {
  const [, name, kind] = /^(.+)\.(tar\.gz|zip)$/.exec(params['*']) ?? [];
  const at = name && (await resolveCommit(repository.gitDir, name));
  if (!at) throw ForgeError.notFound();
  const format = kind === 'zip' ? 'zip' : 'tar';
  const prefix = `--prefix=${repository.settings.name}/`;
  const { stdout } = await runGit(
    ['archive', `--format=${format}`, prefix, at.sha],
    { gitDir: repository.gitDir },
  );
  return {
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: kind === 'zip' ? stdout : gzipSync(stdout),
  };
}
