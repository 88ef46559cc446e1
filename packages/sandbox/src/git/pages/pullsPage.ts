import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { PullRecord } from '../pulls/PullRecord';
import { Html, html } from './html';
import { layout } from './layout';
import { stateView, timeView } from './words';

/** The pull requests of a repository: the open ones, or those that are settled. @internal */
export function pullsPage(
  context: ForgeContext,
  repository: ForgeRepository,
  state: 'open' | 'closed',
): string {
  const pulls = repository.pulls.list();
  const count = (wanted: string) =>
    pulls.filter(pull => pull.state === wanted).length;
  const base = `/${repository.fullName}/pulls`;
  const tab = (wanted: string, word: string) => html`<a
    href="${base}?state=${wanted}"
    ${wanted === state ? html`aria-current="page"` : ''}
    >${word} <span class="count">${count(wanted)}</span></a
  >`;
  const shown = pulls.filter(pull => pull.state === state);
  const body = html`<h1>Pull requests</h1>
    <nav class="tabs" aria-label="State">
      ${tab('open', 'Open')} ${tab('closed', 'Closed')}
    </nav>
    ${shown.length === 0
      ? html`<p class="box pad quiet">
          ${state === 'open'
            ? 'Nothing waits for review.'
            : 'Nothing has been merged or closed yet.'}
        </p>`
      : html`<ul class="box rows">
          ${shown.map(pull => row(base, pull))}
        </ul>`}`;
  return layout(context, {
    title: `Pull requests of ${repository.fullName}`,
    body,
    repository,
    part: 'pulls',
  });
}

function row(base: string, pull: PullRecord): Html {
  return html`<li>
    <span
      >${stateView(pull)}
      <a href="${base}/${pull.number}">${pull.title}</a></span
    >
    <span class="quiet"
      >#${pull.number} by ${pull.author}, ${timeView(pull.createdAt)}</span
    >
  </li>`;
}
