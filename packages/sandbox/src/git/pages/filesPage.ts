import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { listCommits } from '../repository/commits';
import { ResolvedCommit } from '../repository/resolveCommit';
import { TreeEntry, listTree, readBlob } from '../repository/trees';
import { escapePath } from '../rest/addresses';
import { Html, html } from './html';
import { layout } from './layout';
import { timeView } from './words';

const MAX_SHOWN_BYTES = 512 * 1024;

/** @internal */
export interface FilesPageInput {
  context: ForgeContext;
  repository: ForgeRepository;
  at: ResolvedCommit;
  /** The folder or file; none for the root. */
  entry: TreeEntry | undefined;
}

/** A folder's content, or a file's. @internal */
export async function filesPage(input: FilesPageInput): Promise<string> {
  const { context, repository, at, entry } = input;
  const path = entry?.path ?? '';
  const [commit] = await listCommits(repository.gitDir, {
    to: at.sha,
    limit: 1,
  });
  const body = html`<h1>${path === '' ? repository.fullName : path}</h1>
    <p class="quiet">
      <code class="ref">${at.name}</code> at
      <a href="/${repository.fullName}/commit/${at.sha}"
        ><code>${at.sha.slice(0, 10)}</code></a
      >: ${commit.message.split('\n')[0]}, ${timeView(commit.committer.date)}
    </p>
    ${crumbs(input, path)}
    ${entry && entry.type !== 'tree'
      ? await fileView(repository, entry)
      : await folderView(input)}`;
  return layout(context, {
    title: path || repository.fullName,
    body,
    repository,
    part: 'code',
  });
}

function place({ repository, at }: FilesPageInput, path: string): string {
  const end = path === '' ? '' : `/${escapePath(path)}`;
  return `/${repository.fullName}/src/${at.kind}/${escapePath(at.name)}${end}`;
}

function crumbs(input: FilesPageInput, path: string): Html {
  if (path === '') return html``;
  const parts = path.split('/');
  const above = parts.slice(0, -1).map((name, index) => {
    const target = place(input, parts.slice(0, index + 1).join('/'));
    return html`<li><a href="${target}">${name}</a></li>`;
  });
  return html`<nav aria-label="Folders above">
    <ol class="crumbs">
      <li>
        <a href="${place(input, '')}">${input.repository.settings.name}</a>
      </li>
      ${above}
    </ol>
  </nav>`;
}

async function folderView(input: FilesPageInput): Promise<Html> {
  const { repository, at, entry } = input;
  const children = await listTree(
    repository.gitDir,
    entry?.sha ?? at.sha,
    false,
  );
  const isFolder = ({ type }: TreeEntry) => type === 'tree';
  const sorted = [
    ...children.filter(isFolder),
    ...children.filter(child => !isFolder(child)),
  ];
  return html`<ul class="box rows">
    ${sorted.map(child => {
      const path = entry ? `${entry.path}/${child.path}` : child.path;
      return html`<li>
        <a href="${place(input, path)}"
          >${child.path}${isFolder(child) ? '/' : ''}</a
        >
      </li>`;
    })}
  </ul>`;
}

async function fileView(
  { gitDir }: ForgeRepository,
  entry: TreeEntry,
): Promise<Html> {
  if (entry.type !== 'blob' || entry.size > MAX_SHOWN_BYTES) {
    return html`<p class="box pad quiet">Too big to show here.</p>`;
  }
  const content = await readBlob(gitDir, entry.sha);
  if (content.includes(0)) {
    return html`<p class="box pad quiet">A binary file.</p>`;
  }
  const link =
    entry.mode === '120000'
      ? html`<p class="quiet">A symbolic link to:</p>`
      : '';
  return html`${link}
    <pre class="box pad scroll" tabindex="0">${content.toString('utf8')}</pre>`;
}
