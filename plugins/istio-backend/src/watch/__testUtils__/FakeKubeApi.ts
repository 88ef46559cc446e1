import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as the fake saw it. */
export interface SeenRequest {
  path: string;
  query: URLSearchParams;
  authorization?: string;
  watch: boolean;
}

/** Answers a request in place of the fake; returns false to leave it alone. */
export type Intercept = (
  request: SeenRequest,
  response: http.ServerResponse,
) => boolean;

interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

interface HistoryEntry {
  version: number;
  path: string;
  line: string;
}

/**
 * A Kubernetes API in miniature that can be told to misbehave: lists with
 * pages, watches with history, whatever a test intercepts.
 */
export class FakeKubeApi {
  readonly requests: SeenRequest[] = [];
  intercept: Intercept | undefined;
  version = 1_000;
  #oldest = 0;
  #uid = 0;
  #port = 0;
  #server: http.Server | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #objects = new Map<string, Map<string, StoredObject>>();
  readonly #history: HistoryEntry[] = [];
  readonly #watches = new Set<{
    path: string;
    response: http.ServerResponse;
  }>();

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = http.createServer((req, res) => this.#handle(req, res));
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await this.#listen(server);
    // A server that listens on TCP has an address of this shape.
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Somebody else may have taken the port while this was stopped: they go again. */
  #listen(server: http.Server): Promise<void> {
    return new Promise((resolve, reject) => {
      const listen = () => server.listen(this.#port, '127.0.0.1');
      server.on('error', error => {
        if ('code' in error && error.code === 'EADDRINUSE') {
          setTimeout(listen, 50);
        } else reject(error);
      });
      server.once('listening', resolve);
      listen();
    });
  }

  /** Refuses connections from now on; `start` brings the same port back. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  }

  /** Creates or updates; a different `uid` makes it another object. */
  put(path: string, name: string, fields: Record<string, unknown> = {}): void {
    const shelf = this.#shelf(path);
    const known = shelf.get(name);
    const { uid, ...rest } = fields;
    this.version += 1;
    this.#uid += 1;
    const object: StoredObject = {
      apiVersion: 'v1',
      kind: 'Thing',
      ...rest,
      metadata: {
        name,
        namespace: 'default',
        uid: String(uid ?? known?.metadata.uid ?? `uid-${this.#uid}`),
        resourceVersion: String(this.version),
        ...(typeof rest.metadata === 'object' && rest.metadata),
      },
    };
    shelf.set(name, object);
    this.#emit(path, known ? 'MODIFIED' : 'ADDED', object);
  }

  remove(path: string, name: string): void {
    const known = this.#shelf(path).get(name);
    if (!known) return;
    this.version += 1;
    this.#shelf(path).delete(name);
    this.#emit(path, 'DELETED', {
      ...known,
      metadata: { ...known.metadata, resourceVersion: String(this.version) },
    });
  }

  /** Names with the version of each: what a fresh list would say. */
  truth(path: string): Record<string, string> {
    return Object.fromEntries(
      [...this.#shelf(path)].map(([name, object]) => [
        name,
        object.metadata.resourceVersion,
      ]),
    );
  }

  /** Forgets the history: older versions answer 410 from now on. */
  compact(): void {
    this.#oldest = this.version;
    this.#history.length = 0;
  }

  bookmark(path: string): void {
    this.writeToWatches(
      path,
      `${JSON.stringify({
        type: 'BOOKMARK',
        object: { metadata: { resourceVersion: String(this.version) } },
      })}\n`,
    );
  }

  writeToWatches(path: string, text: string): void {
    for (const watch of this.#watches) {
      if (watch.path === path) watch.response.write(text);
    }
  }

  /** Ends the watches of a path; `hard` without a proper end. */
  endWatches(path: string, hard = false): void {
    for (const watch of [...this.#watches]) {
      if (watch.path !== path) continue;
      this.#watches.delete(watch);
      if (hard) watch.response.destroy();
      else watch.response.end();
    }
  }

  watching(path: string): number {
    return [...this.#watches].filter(watch => watch.path === path).length;
  }

  lists(path: string): number {
    return this.requests.filter(
      request =>
        request.path === path &&
        !request.watch &&
        !request.query.has('continue'),
    ).length;
  }

  #shelf(path: string): Map<string, StoredObject> {
    const shelf = this.#objects.get(path) ?? new Map<string, StoredObject>();
    this.#objects.set(path, shelf);
    return shelf;
  }

  #emit(path: string, type: string, object: StoredObject): void {
    const line = `${JSON.stringify({ type, object })}\n`;
    this.#history.push({ version: this.version, path, line });
    this.writeToWatches(path, line);
  }

  #handle(req: http.IncomingMessage, res: http.ServerResponse): void {
    const url = new URL(req.url ?? '/', this.url);
    const seen: SeenRequest = {
      path: url.pathname,
      query: url.searchParams,
      authorization: req.headers.authorization,
      watch: url.searchParams.get('watch') === 'true',
    };
    this.requests.push(seen);
    if (this.intercept?.(seen, res)) return;
    if (seen.path === '/version') answer(res, 200, { gitVersion: 'v1.35.0' });
    else if (seen.watch) this.#watch(seen, res);
    else this.#list(seen, res);
  }

  #list(seen: SeenRequest, res: http.ServerResponse): void {
    const all = [...this.#shelf(seen.path).values()];
    const from = Number(seen.query.get('continue') ?? 0);
    if (!Number.isInteger(from)) {
      answerStatus(res, 400, 'BadRequest', 'continue key is not valid');
      return;
    }
    const limit = Number(seen.query.get('limit') ?? all.length);
    const to = from + limit;
    answer(res, 200, {
      kind: 'List',
      metadata: {
        resourceVersion: String(this.version),
        ...(to < all.length && { continue: String(to) }),
      },
      items: all.slice(from, to),
    });
  }

  #watch(seen: SeenRequest, res: http.ServerResponse): void {
    const from = Number(seen.query.get('resourceVersion'));
    if (from > this.version) {
      answerStatus(res, 504, 'Timeout', 'Too large resource version');
      return;
    }
    res.writeHead(200, { 'content-type': 'application/json' });
    res.flushHeaders();
    if (from < this.#oldest) {
      const object = { code: 410, reason: 'Expired', message: 'too old' };
      res.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    for (const { version, path, line } of this.#history) {
      if (path === seen.path && version > from) res.write(line);
    }
    const watch = { path: seen.path, response: res };
    this.#watches.add(watch);
    res.on('close', () => this.#watches.delete(watch));
  }
}

/** Answers with JSON. */
export function answer(
  res: http.ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}

/** Answers with a `Status` object. */
export function answerStatus(
  res: http.ServerResponse,
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  answer(res, code, { kind: 'Status', code, reason, message }, headers);
}
