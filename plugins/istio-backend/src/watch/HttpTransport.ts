import http from 'node:http';
import https from 'node:https';
import type { Connection } from './Connection';
import { failureOfError } from './failureOfError';
import { KubeFailure } from './KubeFailure';
import type { KubeRequest, KubeResponse, KubeTransport } from './KubeTransport';

/** First probe of a silent TCP connection; the operating system closes it soon after. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Speaks HTTP to one cluster. Redirects are never followed, so that the
 * credential goes to the configured address and nowhere else.
 */
export class HttpTransport implements KubeTransport {
  readonly #connect: () => Promise<Connection>;
  readonly #answerTimeoutMs: number;
  readonly #agents = new Set<http.Agent>();
  #ready: Promise<{ connection: Connection; agent: http.Agent }> | undefined;

  constructor(options: {
    connect: () => Promise<Connection>;
    answerTimeoutMs: number;
  }) {
    this.#connect = options.connect;
    this.#answerTimeoutMs = options.answerTimeoutMs;
  }

  async get(request: KubeRequest): Promise<KubeResponse> {
    this.#ready ??= this.#open();
    let opened: { connection: Connection; agent: http.Agent };
    try {
      opened = await this.#ready;
    } catch (error) {
      this.#ready = undefined;
      throw failureOfError(error);
    }
    return this.#send(request, opened.connection, opened.agent);
  }

  async refreshCredential(): Promise<void> {
    // Sockets of the old agent stay: other watches still run on them.
    this.#ready = undefined;
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
    this.#agents.clear();
    this.#ready = undefined;
  }

  async #open() {
    const connection = await this.#connect();
    const options = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS };
    const agent =
      connection.server.protocol === 'https:'
        ? new https.Agent({ ...options, ...connection.tls })
        : new http.Agent(options);
    this.#agents.add(agent);
    return { connection, agent };
  }

  #send(
    { path, query, signal }: KubeRequest,
    connection: Connection,
    agent: http.Agent,
  ): Promise<KubeResponse> {
    const url = new URL(connection.server);
    url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
    url.search = new URLSearchParams(query).toString();
    const { request: open } = url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const request = open(url, {
        agent,
        signal,
        headers: { accept: 'application/json', ...connection.headers },
      });
      const timer = setTimeout(() => {
        const seconds = Math.ceil(this.#answerTimeoutMs / 1_000);
        request.destroy(
          new KubeFailure('unreachable', `no answer within ${seconds} s`),
        );
      }, this.#answerTimeoutMs);
      timer.unref();
      request.on('error', error => {
        clearTimeout(timer);
        reject(failureOfError(error));
      });
      request.on('response', response => {
        clearTimeout(timer);
        // Whoever reads the body gets the error; nobody may be reading yet.
        response.on('error', () => {});
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          body: response,
        });
      });
      request.end();
    });
  }
}
