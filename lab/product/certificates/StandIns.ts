import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  problem?: boolean;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let read = '';
  for await (const chunk of request.setEncoding('utf8')) read += chunk;
  return read;
}

/** The payload of a signed ACME request; signatures are not looked at. */
function acmePayload(body: string): { identifiers?: unknown[] } {
  const { payload = '' } = JSON.parse(body || '{}');
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  return text ? JSON.parse(text) : {};
}

const problem = (status: number, type: string, detail: string): Answer => ({
  status,
  problem: true,
  body: { type: `urn:ietf:params:acme:error:${type}`, detail, status },
});

/** What the pretended Vault says to a request to sign. */
function vault(path: string): Answer {
  if (path.endsWith('/sys/health')) {
    return { status: 200, body: { initialized: true, sealed: false } };
  }
  return {
    status: 400,
    body: { errors: ['common name shop.example.com not allowed by this role'] },
  };
}

/**
 * Pretends to be a Vault that refuses to sign, and an ACME server that refuses
 * orders (`/acme/rejecting`) or refutes challenges (`/acme/refuting`).
 */
export class StandIns {
  readonly #server: Server;
  /** Identifiers by order number. */
  readonly #orders = new Map<string, unknown[]>();
  /** Orders whose challenge was accepted by the client, and refuted here. */
  readonly #refuted = new Set<string>();
  #nonce = 0;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const answer = this.#answer(request.url ?? '', await bodyOf(request));
      response.writeHead(answer.status, {
        'content-type': answer.problem
          ? 'application/problem+json'
          : 'application/json',
        'replay-nonce': `nonce${(this.#nonce += 1)}`,
        ...answer.headers,
      });
      response.end(answer.body ? JSON.stringify(answer.body) : undefined);
    });
  }

  static async start(): Promise<StandIns> {
    const standIns = new StandIns();
    await new Promise<void>(resolve =>
      standIns.#server.listen(0, '127.0.0.1', resolve),
    );
    return standIns;
  }

  get url(): string {
    // A TCP server's address is never a string.
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(path: string, body: string): Answer {
    if (path.startsWith('/v1/')) return vault(path);
    const [, , mode, kind, number = ''] = path.split('/');
    const base = `${this.url}/acme/${mode}`;
    switch (kind) {
      case 'directory':
        return { status: 200, body: this.#directory(base) };
      case 'account':
        return {
          status: number ? 200 : 201,
          headers: { location: `${base}/account/1` },
          body: { status: 'valid', orders: `${base}/orders` },
        };
      case 'new-order':
        return this.#newOrder(base, mode, body);
      case 'order':
        return { status: 200, body: this.#order(base, number) };
      case 'authorization':
        return { status: 200, body: this.#authorization(base, number) };
      case 'challenge':
        // The client is told to fetch a challenge, or accepts it with `{}`.
        if (body && acmePayloadIsObject(body)) this.#refuted.add(number);
        return { status: 200, body: this.#challenge(base, number) };
      default:
        return { status: 200 };
    }
  }

  #directory(base: string) {
    return {
      newNonce: `${base}/nonce`,
      newAccount: `${base}/account`,
      newOrder: `${base}/new-order`,
      revokeCert: `${base}/revoke`,
      keyChange: `${base}/key-change`,
    };
  }

  #newOrder(base: string, mode: string, body: string): Answer {
    if (mode === 'rejecting') {
      return problem(
        400,
        'rejectedIdentifier',
        'The server will not issue certificates for the identifier',
      );
    }
    const number = String(this.#orders.size + 1);
    this.#orders.set(number, acmePayload(body).identifiers ?? []);
    return {
      status: 201,
      headers: { location: `${base}/order/${number}` },
      body: this.#order(base, number),
    };
  }

  #order(base: string, number: string) {
    return {
      status: this.#refuted.has(number) ? 'invalid' : 'pending',
      expires: '2099-01-01T00:00:00Z',
      identifiers: this.#orders.get(number) ?? [],
      authorizations: [`${base}/authorization/${number}`],
      finalize: `${base}/finalize/${number}`,
    };
  }

  #authorization(base: string, number: string) {
    return {
      status: this.#refuted.has(number) ? 'invalid' : 'pending',
      expires: '2099-01-01T00:00:00Z',
      identifier: this.#orders.get(number)?.[0],
      challenges: [
        this.#challenge(base, number),
        { ...this.#challenge(base, number), type: 'dns-01' },
      ],
    };
  }

  #challenge(base: string, number: string) {
    const refuted = this.#refuted.has(number);
    return {
      type: 'http-01',
      url: `${base}/challenge/${number}`,
      token: `token${number}`,
      status: refuted ? 'invalid' : 'pending',
      ...(refuted && {
        error: {
          type: 'urn:ietf:params:acme:error:unauthorized',
          detail: 'Invalid response from the host: 404',
          status: 403,
        },
      }),
    };
  }
}

/** Whether a signed request carries `{…}` rather than nothing. */
function acmePayloadIsObject(body: string): boolean {
  return (JSON.parse(body).payload ?? '') !== '';
}
