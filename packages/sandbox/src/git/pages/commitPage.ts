import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { listCommits } from '../repository/commits';
import { diffFiles, diffText } from '../repository/diffs';
import { diffCount, diffView } from './diffView';
import { html } from './html';
import { layout } from './layout';
import { timeView } from './words';

/** One commit with what it changed. @internal */
export async function commitPage(
  context: ForgeContext,
  repository: ForgeRepository,
  sha: string,
): Promise<string> {
  const { gitDir } = repository;
  const [commit] = await listCommits(gitDir, { to: sha, limit: 1 });
  const [title, ...rest] = commit.message.trim().split('\n');
  const [parent] = commit.parents;
  const files = parent ? await diffFiles(gitDir, parent, sha) : [];
  const diff = parent ? await diffText(gitDir, parent, sha) : '';
  const text = rest.join('\n').trim();
  const body = html`<h1>${title}</h1>
    ${text && html`<pre class="box pad">${text}</pre>`}
    <p class="quiet">
      ${commit.author.name}, ${timeView(commit.author.date)} ·
      <code>${commit.sha}</code>
    </p>
    <h2>Files changed</h2>
    <p class="quiet">
      ${parent ? diffCount(files) : 'The first commit of this repository.'}
    </p>
    ${diffView(files, diff)}`;
  return layout(context, { title, body, repository, part: 'code' });
}
