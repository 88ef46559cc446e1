import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { gitEnvironment } from '../../process/gitProcess';
import { ForgeContext, findRepository } from '../ForgeContext';
import { ForgeAccount } from '../Account';
import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { authenticate } from './authenticate';
import { sendAnswer } from './HttpAnswer';

const ROUTE =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

const MAX_HEADER_BYTES = 16 * 1024;

/** Whether a path is one of git's smart HTTP protocol. @internal */
export function isGitPath(pathname: string): boolean {
  return ROUTE.test(pathname);
}

/**
 * Serves clone, fetch and push by git's own http-backend, as a CGI program.
 *
 * @internal
 */
export async function serveGit(
  context: ForgeContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const match = ROUTE.exec(url.pathname);
  if (!match) throw ForgeError.notFound();
  const [, owner, name, service] = match;
  const repository = findRepository(context, owner, name);
  let caller: ForgeAccount | undefined;
  try {
    caller = authenticate(request.headers.authorization, context.accounts);
  } catch {
    caller = undefined;
  }
  const pushes =
    service === 'git-receive-pack' ||
    url.searchParams.get('service') === 'git-receive-pack';
  // Whether the repository exists is only for those who may know it.
  if (!caller && (pushes || !repository || repository.settings.isPrivate)) {
    sendAnswer(response, {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="Gitea"' },
      body: 'Unauthorized\n',
    });
    return;
  }
  if (!repository) {
    sendAnswer(response, { status: 404, body: 'Repository not found\n' });
    return;
  }
  if (pushes && caller?.access !== 'write') {
    sendAnswer(response, { status: 403, body: 'User permission denied\n' });
    return;
  }
  const env = cgiVariables(repository, request, url, service, caller);
  await runCgi(context.httpBackend, env, request, response);
  // A push is answered when all that follows from it is done.
  if (pushes) await repository.notice();
  response.end();
}

function cgiVariables(
  repository: ForgeRepository,
  request: IncomingMessage,
  url: URL,
  service: string,
  caller: ForgeAccount | undefined,
): Record<string, string> {
  const { headers } = request;
  return gitEnvironment({
    env: {
      GIT_PROJECT_ROOT: repository.gitDir,
      PATH_INFO: `/${service}`,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method ?? 'GET',
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: headers['content-type'] ?? '',
      ...(headers['content-length']
        ? { CONTENT_LENGTH: headers['content-length'] }
        : {}),
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      REMOTE_ADDR: request.socket.remoteAddress ?? '',
      ...(caller ? { REMOTE_USER: caller.name } : {}),
      GIT_COMMITTER_NAME: caller?.name ?? 'anonymous',
      GIT_COMMITTER_EMAIL: 'push@example.com',
    },
    config: { 'safe.directory': repository.gitDir },
  });
}

function runCgi(
  program: string,
  env: Record<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let head = Buffer.alloc(0);
    let started = false;
    child.on('error', reject);
    child.stdin.on('error', () => {});
    request.pipe(child.stdin);
    // A client that goes away takes its git with it.
    response.on('close', () => child.kill());
    child.stdout.on('data', (chunk: Buffer) => {
      if (started) {
        if (!response.write(chunk)) {
          child.stdout.pause();
          response.once('drain', () => child.stdout.resume());
        }
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) {
        if (head.length > MAX_HEADER_BYTES) child.kill();
        return;
      }
      started = true;
      startAnswer(response, head.subarray(0, end).toString('latin1'));
      response.write(head.subarray(end + 4));
    });
    child.on('close', () => {
      if (!started) response.writeHead(500);
      resolve();
    });
  });
}

// CGI gives the status as a header of its own (RFC 3875, section 6.3.3).
function startAnswer(response: ServerResponse, head: string): void {
  let status = 200;
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') status = Number(value.slice(0, 3));
    else response.setHeader(name, value);
  }
  response.writeHead(status);
}
