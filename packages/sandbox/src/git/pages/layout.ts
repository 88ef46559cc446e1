import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { Html, html } from './html';

/** @internal */
export interface PageContent {
  title: string;
  body: Html;
  /** The repository the page is of. */
  repository?: ForgeRepository;
  /** Which of the repository's parts it shows. */
  part?: 'code' | 'pulls';
}

/** A whole page, with the bar at its top that says where one is. @internal */
export function layout(context: ForgeContext, page: PageContent): string {
  const { home } = context;
  const document = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · Sandbox forge</title>
        <link rel="icon" href="/_forge/icon.svg" />
        <link rel="stylesheet" href="/_forge/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="bar">
            <a class="brand" href="/"
              ><img
                src="/_forge/icon.svg"
                alt=""
                width="24"
                height="24"
              />Sandbox forge</a
            >
            ${page.repository && repositoryNav(page.repository, page.part)}
            ${home &&
            html`<a class="home" href="${home.url}">Back to ${home.title}</a>`}
          </div>
          <p class="notice">
            This forge is part of the sandbox: it runs on this machine, and what
            you merge reaches sandbox clusters only.
          </p>
        </header>
        <main id="main">${page.body}</main>
      </body>
    </html> `;
  return document.markup;
}

function repositoryNav(
  repository: ForgeRepository,
  part: PageContent['part'],
): Html {
  const { owner, name } = repository.settings;
  const base = `/${owner}/${name}`;
  const open = repository.pulls.list().filter(p => p.state === 'open').length;
  const current = (wanted: PageContent['part']) =>
    part === wanted ? html`aria-current="page"` : '';
  return html`<nav aria-label="Repository">
    <strong>${owner} / ${name}</strong>
    <a href="${base}" ${current('code')}>Code</a>
    <a href="${base}/pulls" ${current('pulls')}
      >Pull requests <span class="count">${open}</span></a
    >
  </nav>`;
}
