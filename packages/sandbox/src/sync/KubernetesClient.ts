import http from 'node:http';
import https from 'node:https';

/** A cluster to bring to the wanted state. @public */
export interface SyncCluster {
  name: string;
  url: string;
  token: string;
  /** The certificate authority of the API server: PEM in base64, as in a kubeconfig. */
  caData?: string;
  /** Trust whatever certificate the API server shows. */
  skipTLSVerify?: boolean;
}

/** @internal */
export interface KubernetesAnswer {
  status: number;
  body: unknown;
}

/** A cluster that gave no answer at all. @internal */
export class UnreachableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreachableError';
  }
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * The few calls of the Kubernetes API that a sync makes, over plain HTTP.
 *
 * @internal
 */
export class KubernetesClient {
  readonly #cluster: SyncCluster;
  readonly #agent: http.Agent;

  constructor(cluster: SyncCluster) {
    this.#cluster = cluster;
    this.#agent = cluster.url.startsWith('https:')
      ? new https.Agent({
          keepAlive: true,
          rejectUnauthorized: !cluster.skipTLSVerify,
          ...(cluster.caData
            ? { ca: Buffer.from(cluster.caData, 'base64') }
            : {}),
        })
      : new http.Agent({ keepAlive: true });
  }

  get(path: string): Promise<KubernetesAnswer> {
    return this.send('GET', path);
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<KubernetesAnswer> {
    const { url, token, name } = this.#cluster;
    const target = new URL(url.replace(/\/$/, '') + path);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const { request } = target.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        const reason = `cluster ${name} cannot be reached: ${error.message}`;
        reject(new UnreachableError(reason));
      };
      const call = request(
        target,
        {
          method,
          agent: this.#agent,
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            Accept: 'application/json',
            Authorization: `Bearer ${token}`,
            'User-Agent': 'meshwright-sandbox-sync',
            ...(payload === undefined
              ? {}
              : {
                  'Content-Type': contentType,
                  'Content-Length': Buffer.byteLength(payload),
                }),
          },
        },
        response => {
          readAnswer(response).then(resolve, fail);
        },
      );
      call.on('error', fail);
      call.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function readAnswer(
  response: http.IncomingMessage,
): Promise<KubernetesAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      response.destroy();
      throw new Error('its answer is too big');
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: response.statusCode ?? 0, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 200) };
  }
}

/** What the API server says of a refusal, in one line. @internal */
export function refusal({ status, body }: KubernetesAnswer): string {
  const message =
    typeof body === 'object' && body !== null && 'message' in body
      ? String(body.message).trim()
      : '';
  return message || `the API server answered ${status}`;
}
