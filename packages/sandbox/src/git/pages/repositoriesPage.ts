import { ForgeContext } from '../ForgeContext';
import { html } from './html';
import { layout } from './layout';
import { plural } from './words';

/** What the forge holds. @internal */
export function repositoriesPage(context: ForgeContext): string {
  const body = html`<h1>Repositories</h1>
    <ul class="box rows">
      ${context.repositories.map(repository => {
        const open = repository.pulls.list().filter(p => p.state === 'open');
        const base = `/${repository.fullName}`;
        return html`<li>
          <a href="${base}">${repository.fullName}</a>
          <a class="quiet" href="${base}/pulls"
            >${plural(open.length, 'open pull request')}</a
          >
        </li>`;
      })}
    </ul>`;
  return layout(context, { title: 'Repositories', body });
}
