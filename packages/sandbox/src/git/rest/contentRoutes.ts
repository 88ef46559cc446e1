import { ForgeError } from '../ForgeError';
import { isTreePath } from '../repository/isTreePath';
import { TreeEntry, findEntry, listTree, readBlob } from '../repository/trees';
import { contentAnswer, requestedCommit } from './contentAnswer';
import { RepositoryRequest, Route } from './RestRequest';
import { apiUrl } from './addresses';

const TREES_PER_PAGE = 1000;

/** Gitea: routers/api/v1/repo/file.go, tree.go and blob.go. @internal */
export const contentRoutes: Route<RepositoryRequest>[] = [
  { method: 'GET', path: '/contents', need: 'read', handle: getContents },
  { method: 'GET', path: '/contents/*', need: 'read', handle: getContents },
  { method: 'GET', path: '/raw/*', need: 'read', handle: getRaw },
  { method: 'GET', path: '/media/*', need: 'read', handle: getRaw },
  { method: 'GET', path: '/git/trees/:sha', need: 'read', handle: getTree },
  { method: 'GET', path: '/git/blobs/:sha', need: 'read', handle: getBlob },
];

async function getContents(request: RepositoryRequest) {
  const { gitDir } = request.repository;
  const at = await requestedCommit(request);
  const path = (request.params['*'] ?? '').replace(/\/$/, '');
  const entry = await entryAt(request, at.sha, path);
  if (!entry && path !== '') {
    throw ForgeError.notFound(
      'GetContentsOrList',
      `object does not exist [id: , rel_path: ${path}]`,
    );
  }
  if (entry && entry.type !== 'tree') {
    const file = await contentAnswer(request, at, entry, true);
    return { status: 200, body: file };
  }
  const folder = await listTree(gitDir, entry?.sha ?? at.sha, false);
  const items = [];
  for (const child of folder) {
    const whole = {
      ...child,
      path: path ? `${path}/${child.path}` : child.path,
    };
    items.push(await contentAnswer(request, at, whole, false));
  }
  return { status: 200, body: items };
}

async function getRaw(request: RepositoryRequest) {
  const at = await requestedCommit(request);
  const entry = await entryAt(request, at.sha, request.params['*']);
  if (entry?.type !== 'blob') throw ForgeError.notFound();
  return {
    status: 200,
    // Never a type a browser would run: the content is anybody's.
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Gitea-Object-Type': entry.mode === '120000' ? 'symlink' : 'file',
    },
    body: await readBlob(request.repository.gitDir, entry.sha),
  };
}

async function entryAt(
  { repository }: RepositoryRequest,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  return isTreePath(path)
    ? findEntry(repository.gitDir, commit, path)
    : undefined;
}

async function getTree(request: RepositoryRequest) {
  const { context, repository, params, url } = request;
  const api = apiUrl(context, repository);
  const at = await requestedCommit(request, params.sha).catch(() => undefined);
  const root = at?.sha ?? params.sha;
  const recursive = ['true', '1'].includes(
    url.searchParams.get('recursive') ?? '',
  );
  const entries = await readTree(request, root, recursive);
  const page = Math.max(1, Number(url.searchParams.get('page')) || 1);
  const asked = Number(url.searchParams.get('per_page')) || TREES_PER_PAGE;
  const size = Math.min(asked < 1 ? TREES_PER_PAGE : asked, TREES_PER_PAGE);
  const start = (page - 1) * size;
  return {
    status: 200,
    headers: { 'X-Total-Count': String(entries.length) },
    body: {
      sha: root,
      url: `${api}/git/trees/${root}`,
      tree: entries.slice(start, start + size).map(entry => ({
        path: entry.path,
        mode: entry.mode,
        type: entry.type,
        size: entry.size,
        sha: entry.sha,
        url:
          entry.type === 'commit'
            ? ''
            : `${api}/git/${entry.type}s/${entry.sha}`,
      })),
      truncated: start + size < entries.length,
      page,
      total_count: entries.length,
    },
  };
}

async function readTree(
  { repository, params }: RepositoryRequest,
  root: string,
  recursive: boolean,
) {
  try {
    if (!/^[0-9a-f]{40}$/.test(root)) throw new Error('not an object name');
    return await listTree(repository.gitDir, root, recursive);
  } catch {
    throw new ForgeError(400, `sha not found [${params.sha}]`);
  }
}

async function getBlob({ context, repository, params }: RepositoryRequest) {
  const { sha } = params;
  const content = /^[0-9a-f]{40}$/.test(sha)
    ? await readBlob(repository.gitDir, sha).catch(() => undefined)
    : undefined;
  if (!content) {
    throw new ForgeError(400, `object does not exist [id: ${sha}, rel_path: ]`);
  }
  return {
    status: 200,
    body: {
      content: content.toString('base64'),
      encoding: 'base64',
      url: `${apiUrl(context, repository)}/git/blobs/${sha}`,
      sha,
      size: content.length,
    },
  };
}
