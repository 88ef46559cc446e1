import { IncomingMessage, ServerResponse } from 'node:http';
import { ForgeContext } from './ForgeContext';
import { FaultList } from './http/FaultList';
import { HttpAnswer, sendAnswer } from './http/HttpAnswer';
import { readBody } from './http/readBody';
import { isGitPath, serveGit } from './http/serveGit';
import { FormGuard } from './pages/FormGuard';
import { servePages } from './pages/servePages';
import { API_PREFIX, serveRest } from './rest/serveRest';

/** What lives as long as the server. @internal */
export interface ForgeState {
  context: ForgeContext;
  guard: FormGuard;
  faults: FaultList;
}

/** Answers one request: git's protocol, the API, or a page. @internal */
export async function answerRequest(
  state: ForgeState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { context, faults } = state;
  const { method = 'GET', url: path = '/' } = request;
  const spoiled = faults.take('before', method, path);
  if (spoiled) {
    if (spoiled !== 'cut') await readBody(request);
    send(response, spoiled);
    return;
  }
  const url = URL.parse(path, context.url);
  if (!url) {
    sendAnswer(response, { status: 400, body: 'Bad request\n' });
    return;
  }
  if (isGitPath(url.pathname)) {
    await serveGit(context, request, response, url);
    return;
  }
  const answer = await act(state, request, url);
  send(response, faults.take('after', method, path) ?? answer);
}

function act(
  { context, guard }: ForgeState,
  request: IncomingMessage,
  url: URL,
): Promise<HttpAnswer> {
  return url.pathname.startsWith(`${API_PREFIX}/`)
    ? serveRest(context, request, url)
    : servePages({ context, guard, request, url });
}

function send(response: ServerResponse, answer: HttpAnswer | 'cut'): void {
  if (answer === 'cut') response.destroy();
  else sendAnswer(response, answer);
}
