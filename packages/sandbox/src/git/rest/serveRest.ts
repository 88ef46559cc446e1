import { IncomingMessage } from 'node:http';
import { ForgeAccount } from '../Account';
import { ForgeContext, findRepository } from '../ForgeContext';
import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { authenticate } from '../http/authenticate';
import { HttpAnswer } from '../http/HttpAnswer';
import { readBody } from '../http/readBody';
import { branchRoutes } from './branchRoutes';
import { changeRoutes } from './changeRoutes';
import { commitRoutes } from './commitRoutes';
import { contentRoutes } from './contentRoutes';
import { fileListRoutes } from './fileListRoutes';
import { asObject } from './fields';
import { labelRoutes } from './labelRoutes';
import { matchPath } from './matchPath';
import { pullRoutes } from './pullRoutes';
import { reviewRoutes } from './reviewRoutes';
import { forgeRoutes, repositoryRoutes } from './repositoryRoutes';
import { Need, RestAnswer } from './RestRequest';

/** Where the REST API begins. @internal */
export const API_PREFIX = '/api/v1';

const REPOSITORY = '/repos/:owner/:repo';

const REPOSITORY_ROUTES = [
  ...repositoryRoutes,
  ...branchRoutes,
  ...contentRoutes,
  ...fileListRoutes,
  ...changeRoutes,
  ...commitRoutes,
  ...reviewRoutes,
  ...pullRoutes,
  ...labelRoutes,
];

/**
 * Answers a call of the subset of Gitea's REST API that a client needs for
 * branches, files and pull requests.
 *
 * @internal
 */
export async function serveRest(
  context: ForgeContext,
  request: IncomingMessage,
  url: URL,
): Promise<HttpAnswer> {
  try {
    return toHttp(await route(context, request, url));
  } catch (error) {
    if (error instanceof ForgeError) return toHttp(refusal(context, error));
    context.log(`forge: ${request.method} ${url.pathname} failed: ${error}`);
    const failure = new ForgeError(500, String(error));
    return toHttp(refusal(context, failure));
  }
}

async function route(
  context: ForgeContext,
  request: IncomingMessage,
  url: URL,
): Promise<RestAnswer> {
  const method = request.method ?? 'GET';
  const path = url.pathname.slice(API_PREFIX.length);
  const caller = authenticate(request.headers.authorization, context.accounts);
  for (const known of forgeRoutes) {
    const params = matchPath(known.path, path);
    if (params && known.method === method) {
      allow(known.need, caller);
      return known.handle({ context, params, url, body: {}, caller });
    }
  }
  for (const known of REPOSITORY_ROUTES) {
    const params = matchPath(REPOSITORY + known.path, path);
    if (!params || known.method !== method) continue;
    const repository = findRepository(context, params.owner, params.repo);
    if (!repository || !mayRead(repository, caller)) {
      throw ForgeError.notFound();
    }
    allow(known.need, caller);
    const body = method === 'GET' ? {} : parseBody(await readBody(request));
    return known.handle({ context, params, url, body, caller, repository });
  }
  throw ForgeError.notFound();
}

function mayRead(repository: ForgeRepository, caller?: ForgeAccount): boolean {
  return !repository.settings.isPrivate || caller !== undefined;
}

function allow(need: Need, caller: ForgeAccount | undefined): void {
  if (need === 'nothing' || need === 'read') return;
  if (!caller) throw new ForgeError(401, 'token is required');
  if (need === 'write' && caller.access !== 'write') {
    throw new ForgeError(
      403,
      'user should have a permission to write to a repo',
    );
  }
}

function parseBody(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'), anyCase);
  } catch (error) {
    throw new ForgeError(422, `[]: ${(error as Error).message}`);
  }
  return asObject(value, 'body');
}

// Go reads field names in any case, and Gitea's own examples say "Do".
function anyCase(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]),
  );
}

function refusal(context: ForgeContext, error: ForgeError): RestAnswer {
  const docs = `${context.url}/api/swagger`;
  const body = { message: error.message, url: docs };
  const { status, errors } = error;
  return { status, body: errors === undefined ? body : { ...body, errors } };
}

function toHttp({ status, headers, body }: RestAnswer): HttpAnswer {
  if (body === undefined || Buffer.isBuffer(body)) {
    return { status, headers, body };
  }
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
