import { ForgeError } from '../ForgeError';
import { listCommits } from '../repository/commits';
import { ResolvedCommit, resolveCommit } from '../repository/resolveCommit';
import { TreeEntry, readBlob } from '../repository/trees';
import { RepositoryRequest } from './RestRequest';
import { apiUrl, escapePath, htmlUrl } from './addresses';

const TYPES: Record<string, string> = {
  '040000': 'dir',
  '120000': 'symlink',
  '160000': 'submodule',
};

/** The commit that a request's `ref` means. @internal */
export async function requestedCommit(
  { repository, url }: RepositoryRequest,
  ref = url.searchParams.get('ref')?.trim() ?? '',
): Promise<ResolvedCommit> {
  const name = ref || repository.settings.defaultBranch;
  const found = await resolveCommit(repository.gitDir, name);
  if (found) return found;
  throw ForgeError.notFound(
    'not found',
    `object does not exist [id: ${name}, rel_path: ]`,
  );
}

/** Gitea's ContentsResponse for one entry of a tree. @internal */
export async function contentAnswer(
  request: RepositoryRequest,
  at: ResolvedCommit,
  entry: TreeEntry,
  withContent: boolean,
) {
  const { context, repository } = request;
  const api = apiUrl(context, repository);
  const html = htmlUrl(context, repository);
  const path = escapePath(entry.path);
  const place = `${at.kind}/${escapePath(at.name)}/${path}`;
  const self = `${api}/contents/${path}?ref=${encodeURIComponent(at.name)}`;
  const type = TYPES[entry.mode] ?? 'file';
  const folder = type === 'dir';
  const page = type === 'submodule' ? null : `${html}/src/${place}`;
  const git = type === 'submodule' ? null : `${api}/git/blobs/${entry.sha}`;
  const [last] = await listCommits(repository.gitDir, {
    to: at.sha,
    path: entry.path,
    limit: 1,
  });
  return {
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    last_commit_sha: last?.sha,
    last_committer_date: last?.committer.date,
    last_author_date: last?.author.date,
    type,
    size: entry.size,
    ...(await body(request, entry, type, withContent)),
    url: self,
    html_url: page,
    git_url: git,
    download_url:
      folder || type === 'submodule' ? null : `${html}/raw/${place}`,
    submodule_git_url: null,
    _links: { self, git, html: page },
  };
}

async function body(
  { repository }: RepositoryRequest,
  entry: TreeEntry,
  type: string,
  withContent: boolean,
) {
  const nothing = { encoding: null, content: null, target: null };
  if (type === 'symlink') {
    const target = await readBlob(repository.gitDir, entry.sha);
    return { ...nothing, target: target.toString('utf8') };
  }
  if (type !== 'file' || !withContent) return nothing;
  const content = await readBlob(repository.gitDir, entry.sha);
  return {
    ...nothing,
    encoding: 'base64',
    content: content.toString('base64'),
  };
}
