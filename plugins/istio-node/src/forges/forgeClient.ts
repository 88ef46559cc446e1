import { forgeError } from './forgeFault';
import { type HostGate, retryAfterMs } from './hostGate';
import { redactor } from './redactor';

const TIMEOUT_MS = 30_000;
const MAX_REPLY = 16 * 1024 * 1024;

/** An answer of a forge, errors included. @internal */
export interface ForgeReply {
  status: number;
  /** The parsed body; undefined when it is none. */
  body: unknown;
  /** What the forge says about an error, redacted, on one line. */
  message: string;
}

/** How to reach the API of one forge. @internal */
export interface ForgeClientOptions {
  /** "Gitea at git.example.com". */
  title: string;
  apiUrl: string;
  headers: Record<string, string>;
  secrets: ReadonlyArray<string | undefined>;
  gate: HostGate;
  timeoutMs?: number;
}

function reasonOf(error: unknown): string {
  // fetch throws errors of another realm in some runtimes: no instanceof.
  const { name, message, cause } = error as {
    name?: string;
    message?: string;
    cause?: { code?: string };
  };
  if (name === 'TimeoutError') return 'no answer in time';
  return cause?.code ?? message ?? 'no answer';
}

function messageOf(body: unknown, text: string): string {
  const said =
    body !== null && typeof body === 'object' && 'message' in body
      ? String(body.message)
      : text;
  // Control characters would let a forge write lines into logs.
  return said
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * JSON over HTTP to one forge: no redirects (they would carry the credential
 * elsewhere), a deadline, `Retry-After` respected, secrets kept out of errors.
 *
 * @internal
 */
export class ForgeClient {
  readonly #options: ForgeClientOptions;
  readonly #redact: (text: string) => string;

  constructor(options: ForgeClientOptions) {
    this.#options = options;
    this.#redact = redactor(options.secrets);
  }

  get title(): string {
    return this.#options.title;
  }

  /** Sends a request; a read is repeated once when the forge does not answer. */
  async send(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<ForgeReply> {
    try {
      return await this.#sendOnce(method, path, body);
    } catch (error) {
      if (
        method !== 'GET' ||
        (error as { fault?: string }).fault !== 'unavailable'
      ) {
        throw error;
      }
      return this.#sendOnce(method, path, body);
    }
  }

  async #sendOnce(
    method: string,
    path: string,
    body: unknown,
  ): Promise<ForgeReply> {
    this.#assertOpen();
    await this.#options.gate.pass();
    const reply = await this.#fetch(method, path, body);
    if (reply.limited !== undefined) {
      this.#options.gate.close(reply.limited);
      this.#assertOpen();
      await this.#options.gate.pass();
      const second = await this.#fetch(method, path, body);
      if (second.limited === undefined) return this.#checked(second);
      this.#options.gate.close(second.limited);
      throw this.#limitError(second.limited);
    }
    return this.#checked(reply);
  }

  #assertOpen(): void {
    const wait = this.#options.gate.tooLong();
    if (wait !== undefined) throw this.#limitError(wait);
  }

  #limitError(waitMs: number): Error {
    return forgeError(
      'rate-limited',
      `${this.title} limits the number of requests: try again in ${Math.ceil(
        waitMs / 1000,
      )} s.`,
    );
  }

  #checked(reply: ForgeReply): ForgeReply {
    if (reply.status < 500) return reply;
    throw forgeError(
      'unavailable',
      `${this.title} answered ${reply.status}${
        reply.message ? ` (${reply.message})` : ''
      }: try again later.`,
    );
  }

  async #fetch(
    method: string,
    path: string,
    body: unknown,
  ): Promise<ForgeReply & { limited?: number }> {
    const { apiUrl, headers, timeoutMs = TIMEOUT_MS } = this.#options;
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        redirect: 'error',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (text.length > MAX_REPLY) throw new Error('the answer is too long');
      const parsed = parse(text);
      const message = this.#redact(messageOf(parsed, text));
      const wait = retryAfterMs(
        response.headers.get('retry-after'),
        Date.now(),
      );
      const limited =
        response.status === 429 ||
        (response.status === 403 && wait !== undefined)
          ? wait ?? 1000
          : undefined;
      return { status: response.status, body: parsed, message, limited };
    } catch (error) {
      throw forgeError(
        'unavailable',
        `${this.title} cannot be reached: ${this.#redact(reasonOf(error))}.`,
      );
    }
  }
}
