import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { PullRecord } from '../pulls/PullRecord';
import { PullState, isWorkInProgress, pullState } from '../pulls/pullState';
import { Commit, listCommits } from '../repository/commits';
import { FileDiff, diffFiles, diffText } from '../repository/diffs';
import { diffCount, diffView } from './diffView';
import { Html, html } from './html';
import { layout } from './layout';
import { renderMarkdown } from './renderMarkdown';
import { plural, stateView, timeView } from './words';

/** @internal */
export interface PullPageInput {
  context: ForgeContext;
  repository: ForgeRepository;
  pull: PullRecord;
  /** What the forms of this page must carry. */
  csrf: string;
  /** Why the last click did nothing. */
  refusal?: string;
}

/** A pull request for a person to judge: what, why, which lines, and two buttons. @internal */
export async function pullPage(input: PullPageInput): Promise<string> {
  const { context, repository, pull } = input;
  const { gitDir } = repository;
  const state = await pullState(repository, pull);
  const { mergeBase: from, headSha: to } = state;
  const commits = await listCommits(gitDir, { to, from: from || undefined });
  const files = from ? await diffFiles(gitDir, from, to) : [];
  const diff = from ? await diffText(gitDir, from, to) : '';
  const body = html`
    <h1>${pull.title} <span class="quiet">#${pull.number}</span></h1>
    <p class="facts">
      ${stateView(pull)} <span>${factsView(pull, commits.length)}</span>
    </p>
    ${input.refusal && html`<p class="alert" role="alert">${input.refusal}</p>`}
    <nav class="tabs" aria-label="Parts of this pull request">
      <a href="#conversation">Conversation</a>
      <a href="#commits"
        >Commits <span class="count">${commits.length}</span></a
      >
      <a href="#files"
        >Files changed <span class="count">${files.length}</span></a
      >
    </nav>
    ${conversationView(pull)} ${decisionView(input, state)}
    ${commitsView(repository, commits)} ${filesView(files, diff)}
  `;
  return layout(context, {
    title: `${pull.title} #${pull.number}`,
    body,
    repository,
    part: 'pulls',
  });
}

function factsView(pull: PullRecord, commits: number): Html {
  const what = pull.merged
    ? 'merged into'
    : `wants to merge ${plural(commits, 'commit')} into`;
  const who = pull.merged?.by ?? pull.author;
  return html`<strong>${who}</strong> ${what}
    <code class="ref">${pull.base}</code> from
    <code class="ref">${pull.head}</code>`;
}

function conversationView(pull: PullRecord): Html {
  const edited = pull.contentVersion > 0 ? ' · edited' : '';
  return html`<section
    id="conversation"
    class="box"
    aria-labelledby="conversation-title"
  >
    <header>
      <h2 id="conversation-title" class="unseen">Conversation</h2>
      <span
        ><strong>${pull.author}</strong> opened this on
        ${timeView(pull.createdAt)}${edited}</span
      >
    </header>
    <div class="markdown">
      ${pull.body.trim() === ''
        ? html`<p class="quiet">No description.</p>`
        : renderMarkdown(pull.body)}
    </div>
  </section>`;
}

function decisionView(input: PullPageInput, state: PullState): Html {
  const { context, repository, pull } = input;
  const list = `/${repository.fullName}/pulls`;
  const { home } = context;
  const onward = html`<p>
    <a href="${list}">All pull requests</a>
    ${home && html` · <a href="${home.url}">Back to ${home.title}</a>`}
  </p>`;
  return html`<section class="box decision" aria-labelledby="decision-title">
    <h2 id="decision-title" class="unseen">Decision</h2>
    ${pull.state === 'closed' ? settledView(pull) : openView(input, state)}
    ${pull.state === 'closed' && onward}
  </section>`;
}

function settledView(pull: PullRecord): Html {
  if (pull.merged) {
    return html`<p>
      <strong>Merged</strong> by ${pull.merged.by} on
      ${timeView(pull.merged.at)} as
      <code>${pull.merged.sha.slice(0, 10)}</code>. The sandbox's sync now
      brings the clusters to it.
    </p>`;
  }
  return html`<p>
    <strong>Closed</strong> without
    merging${pull.closedAt && html` on ${timeView(pull.closedAt)}`}.
  </p>`;
}

function openView(input: PullPageInput, state: PullState): Html {
  const { context, csrf, pull } = input;
  const form = (action: string, label: string, style: string) => html`<form
    method="post"
    action="/${input.repository.fullName}/pulls/${pull.number}/${action}"
  >
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="head" value="${state.headSha}" />
    <button class="${style}" type="submit">${label}</button>
  </form>`;
  return html`<p>${verdict(state)}</p>
    <div class="buttons">
      ${state.mergeable && form('merge', 'Merge pull request', 'primary')}
      ${form('close', 'Close pull request', 'plain')}
      <span class="quiet">You act as ${context.reviewer}.</span>
    </div>`;
}

function verdict(state: PullState): Html {
  if (state.mergeable) {
    return html`<strong>No conflicts</strong> with
      <code>${state.pull.base}</code>: ready to merge.`;
  }
  if (isWorkInProgress(state.pull.title)) {
    return html`<strong>Work in progress</strong>: its title says it is not
      ready.`;
  }
  const paths = state.conflicts.map(path => html` <code>${path}</code>`);
  return html`<strong>Conflicts</strong> with
    <code>${state.pull.base}</code> in${paths}: run the template again, which
    updates this pull request.`;
}

function commitsView(repository: ForgeRepository, commits: Commit[]): Html {
  return html`<section id="commits" aria-labelledby="commits-title">
    <h2 id="commits-title">Commits</h2>
    <ol class="box rows">
      ${commits.map(
        commit => html`<li>
          <a href="/${repository.fullName}/commit/${commit.sha}"
            >${commit.message.split('\n')[0]}</a
          >
          <span class="quiet"
            >${commit.author.name} · ${timeView(commit.author.date)} ·
            <code>${commit.sha.slice(0, 10)}</code></span
          >
        </li>`,
      )}
    </ol>
  </section>`;
}

function filesView(files: FileDiff[], diff: string): Html {
  return html`<section id="files" aria-labelledby="files-title">
    <h2 id="files-title">Files changed</h2>
    <p class="quiet">${diffCount(files)}</p>
    ${diffView(files, diff)}
  </section>`;
}
