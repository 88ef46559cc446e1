import http from 'node:http';
import https from 'node:https';
import { AddressInfo } from 'node:net';

type Fields = Record<string, unknown>;

interface Stored extends Fields {
  metadata: Fields & { resourceVersion?: string };
}

const KINDS: Record<string, Array<[string, string, boolean]>> = {
  '/api/v1': [
    ['namespaces', 'Namespace', false],
    ['configmaps', 'ConfigMap', true],
    ['services', 'Service', true],
    ['pods/status', 'Service', true],
  ],
  '/apis/apiextensions.k8s.io/v1': [
    ['customresourcedefinitions', 'CustomResourceDefinition', false],
  ],
};

const WIDGETS = '/apis/example.com/v1';

export interface FakeClusterOptions {
  /** Whether server-side apply is offered; true when absent. */
  serverSideApply?: boolean;
  tls?: { key: string; cert: string };
}

/** As much of a Kubernetes API server as a sync talks to. */
export class FakeCluster {
  /** Objects by path. */
  readonly objects = new Map<string, Stored>();
  /** "PATCH /api/v1/…", in order. */
  readonly calls: string[] = [];
  /** Paths that answer with this refusal. */
  readonly refusals = new Map<string, { status: number; message: string }>();
  readonly token = 'fake-token';
  url = '';
  #server: http.Server | undefined;
  #version = 0;

  constructor(readonly options: FakeClusterOptions = {}) {}

  async start(): Promise<this> {
    const handler: http.RequestListener = (request, response) => {
      this.#handle(request, response).catch(error => response.destroy(error));
    };
    const { tls } = this.options;
    const server = tls
      ? https.createServer(tls, handler)
      : http.createServer(handler);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    this.url = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}`;
    this.#server = server;
    return this;
  }

  stop(): Promise<void> {
    this.#server?.closeAllConnections();
    return new Promise(resolve => {
      this.#server?.close(() => resolve());
    });
  }

  writes(): string[] {
    return this.calls.filter(
      entry => !entry.startsWith('GET') && !entry.includes('meshwright-sync'),
    );
  }

  async #handle(request: http.IncomingMessage, response: http.ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = text ? (JSON.parse(text) as Fields) : {};
    const { pathname } = new URL(request.url ?? '/', this.url);
    this.calls.push(`${request.method} ${pathname}`);
    const [status, answer] = this.#answer(request, pathname, body);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  #answer(
    request: http.IncomingMessage,
    path: string,
    body: Fields,
  ): [number, unknown] {
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return [401, { message: 'Unauthorized' }];
    }
    const kinds = this.#kinds(path);
    if (kinds) return [200, { resources: kinds }];
    const refusal = this.refusals.get(path);
    if (refusal && request.method !== 'GET') return [refusal.status, refusal];
    const found = this.objects.get(path);
    switch (request.method) {
      case 'GET':
        return found ? [200, found] : [404, { message: 'not found' }];
      case 'POST':
        return this.#create(path, body);
      case 'PATCH':
        return this.#patch(request, path, body, found);
      case 'DELETE':
        this.objects.delete(path);
        return [200, {}];
      default:
        return [405, {}];
    }
  }

  #kinds(path: string) {
    const crd =
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com';
    const installed = this.objects.has(crd);
    const kinds =
      path === WIDGETS && installed
        ? [['widgets', 'Widget', true] as const]
        : KINDS[path];
    return kinds?.map(([name, kind, namespaced]) => ({
      name,
      kind,
      namespaced,
    }));
  }

  #create(path: string, body: Fields): [number, unknown] {
    const { name } = body.metadata as { name: string };
    return [201, this.#store(`${path}/${name}`, body)];
  }

  #patch(
    request: http.IncomingMessage,
    path: string,
    body: Fields,
    found: Stored | undefined,
  ): [number, unknown] {
    const namespace = /^\/api\/v1\/namespaces\/([^/]+)\/./.exec(path)?.[1];
    if (namespace && namespace !== 'default') {
      if (!this.objects.has(`/api/v1/namespaces/${namespace}`)) {
        return [404, { message: `namespaces "${namespace}" not found` }];
      }
    }
    const type = request.headers['content-type'];
    if (type === 'application/apply-patch+yaml') {
      if (this.options.serverSideApply === false) return [415, {}];
      return [found ? 200 : 201, this.#store(path, body)];
    }
    if (!found) return [404, { message: 'not found' }];
    return [200, this.#store(path, merge(found, body))];
  }

  // As the real one: what changes nothing keeps its version.
  #store(path: string, body: Fields): Stored {
    const before = this.objects.get(path);
    const version = before?.metadata.resourceVersion;
    const metadata = { ...(body.metadata as Fields), resourceVersion: version };
    const next = { ...body, metadata } as Stored;
    if (JSON.stringify(next) === JSON.stringify(before)) return next;
    this.#version += 1;
    next.metadata.resourceVersion = String(this.#version);
    this.objects.set(path, next);
    return next;
  }
}

function merge(target: Fields, patch: Fields): Fields {
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const before = result[key];
    if (value === null) delete result[key];
    else if (typeof value === 'object' && !Array.isArray(value)) {
      const inner = typeof before === 'object' && before ? before : {};
      result[key] = merge(inner as Fields, value as Fields);
    } else result[key] = value;
  }
  return result;
}
