import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultSchema } from './faults/Fault';
import type { KubeServer } from './kube/KubeServer';
import type { SyncReport } from './sync/SyncReport';

/** What the control API acts on. @internal */
export interface Controlled {
  servers: () => readonly KubeServer[];
  reset: () => Promise<void>;
  syncNow: () => Promise<SyncReport | undefined>;
  syncReport: () => SyncReport | undefined;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : {};
}

async function addFault(
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = faultSchema.safeParse(await readJson(request));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    send(response, 400, { error: `${issue.path.join('.')}: ${issue.message}` });
    return;
  }
  const { cluster } = parsed.data;
  const servers = controlled
    .servers()
    .filter(({ name }) => !cluster || name === cluster);
  if (servers.length === 0) {
    send(response, 404, { error: `There is no cluster ${cluster}.` });
    return;
  }
  for (const server of servers) server.faults.add(parsed.data);
  send(response, 200, { clusters: servers.map(({ name }) => name) });
}

/**
 * The control API of the sandbox, for tests and demonstrations: reset, faults,
 * requests counted at the server, and the GitOps sync.
 *
 * @internal
 */
export async function serveControl(
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const route = `${request.method} ${path}`;
  switch (route) {
    case 'POST /reset':
      await controlled.reset();
      send(response, 200, { reset: true });
      return;
    case 'POST /faults':
      await addFault(controlled, request, response);
      return;
    case 'GET /requests':
      send(
        response,
        200,
        Object.fromEntries(
          controlled
            .servers()
            .map(({ name, requests, faults }) => [
              name,
              { counts: requests.counts(), openWatches: faults.openWatches },
            ]),
        ),
      );
      return;
    case 'DELETE /requests':
      for (const { requests } of controlled.servers()) requests.clear();
      send(response, 200, {});
      return;
    case 'POST /sync':
      send(response, 200, (await controlled.syncNow()) ?? {});
      return;
    case 'GET /sync':
      send(response, 200, controlled.syncReport() ?? {});
      return;
    default:
      send(response, 404, {
        error: `The control API has no ${route}; it has POST /reset, POST /faults, GET and DELETE /requests, POST and GET /sync.`,
      });
  }
}
