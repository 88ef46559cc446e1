import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveControl, type Controlled } from './controlRoutes';
import type { SandboxClusters } from './SandboxClusters';

/** The HTTP side of clusters and control API. @internal */
export interface ClusterListener {
  url: string;
  stop(): Promise<void>;
}

async function answer(
  clusters: SandboxClusters,
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const [, area, name = '', ...rest] = url.pathname.split('/');
  if (area === 'control') {
    const path = `/${[name, ...rest].join('/')}`;
    await serveControl(controlled, request, response, path);
    return;
  }
  const cluster = area === 'clusters' ? clusters.find(name) : undefined;
  if (cluster) {
    const path = `/${rest.join('/')}`;
    await cluster.handle(request, response, path, url.searchParams);
    return;
  }
  response.writeHead(404, { 'Content-Type': 'application/json' });
  response.end(
    '{"error":"Nothing is served there; try /clusters/<name>/api."}\n',
  );
}

/** Serves every cluster under `/clusters/<name>` and the control API under `/control`. @internal */
export async function serveClusters(
  clusters: SandboxClusters,
  controlled: Controlled,
  port: number,
  log: (line: string) => void,
): Promise<ClusterListener> {
  const server = createServer((request, response) => {
    answer(clusters, controlled, request, response).catch(error => {
      log(`${request.method} ${request.url} failed: ${error}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // an HTTP server on a port has an address of that form
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
