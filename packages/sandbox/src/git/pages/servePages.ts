import { IncomingMessage } from 'node:http';
import { ForgeContext } from '../ForgeContext';
import { ForgeError } from '../ForgeError';
import { HttpAnswer } from '../http/HttpAnswer';
import { clickPull } from './clickPull';
import { FormGuard } from './FormGuard';
import { html } from './html';
import { layout } from './layout';
import { showPage } from './showPage';

/** A browser's request, and what it takes to answer it. @internal */
export interface Visit {
  context: ForgeContext;
  guard: FormGuard;
  request: IncomingMessage;
  url: URL;
}

// No script at all, nothing from elsewhere, and nobody may frame a Merge button.
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Answers a person's browser. @internal */
export async function servePages(visit: Visit): Promise<HttpAnswer> {
  const answer = await answerVisit(visit);
  return { ...answer, headers: { ...HEADERS, ...answer.headers } };
}

async function answerVisit(visit: Visit): Promise<HttpAnswer> {
  const { context, guard, request } = visit;
  try {
    guard.checkHost(context, request);
    if (request.method === 'POST') return await clickPull(visit);
    if (request.method === 'GET') return await showPage(visit);
    throw new ForgeError(405, 'A page is read with GET.');
  } catch (error) {
    if (error instanceof ForgeError) return refusalPage(context, error);
    throw error;
  }
}

function refusalPage(context: ForgeContext, error: ForgeError): HttpAnswer {
  const missing = error.status === 404;
  const title = missing ? 'Not found' : 'Not possible';
  const text = missing ? 'There is nothing at this address.' : error.message;
  const body = html`<h1>${title}</h1>
    <p>${text}</p>
    <p><a href="/">All repositories</a></p>`;
  return {
    status: error.status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: layout(context, { title, body }),
  };
}
