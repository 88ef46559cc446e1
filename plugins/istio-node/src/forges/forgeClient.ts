import { forgeError, forgeFault } from './forgeFault';
import { messageOf, oneLine, reasonOf, spanWords } from './forgeWords';
import type { HostGate } from './hostGate';
import { askedPause, limitedFor, toldWait } from './rateLimit';
import { readLimited, TOO_LONG } from './readLimited';
import { redactor } from './redactor';
import { encodeBody } from './requestBody';

const TIMEOUT_MS = 30_000;
const MAX_REPLY = 16 * 1024 * 1024;
const MAX_MESSAGE = 16 * 1024;

/** An answer of a forge, errors included. @internal */
export interface ForgeReply {
  status: number;
  /** The parsed body; undefined when it is none. */
  body: unknown;
  /** The body as it came. */
  bytes: Buffer;
  /** The URL of what a 201 made, redacted. */
  made?: string;
  /** Milliseconds that its headers ask to wait, when the request was refused for a limit. */
  wait?: number;
  /** What the forge says about an error, as `clean` leaves it. */
  message: string;
  /** A text of the forge fit for people and logs: one line, cut, redacted. */
  clean(text: string): string;
}

/** How to get in. @internal */
export interface ForgeCredential {
  headers: Record<string, string>;
  /** Kept out of whatever the forge says. */
  secrets: ReadonlyArray<string | undefined>;
}

/** How to reach the API of one forge. @internal */
export interface ForgeClientOptions {
  /** "Gitea at git.example.com". */
  title: string;
  apiUrl: string;
  /** Asked before each request, so that short-lived tokens are fresh. */
  credential(): ForgeCredential | Promise<ForgeCredential>;
  gate: HostGate;
  timeoutMs?: number;
  /** What a redirect means, where it is not a moved repository. */
  redirected?(location: string): Error | undefined;
}

/** One request, as the parts of {@link ForgeClient.send}. */
interface ForgeRequest {
  method: string;
  path: string;
  body: unknown;
  accept?: string;
  headers?: Readonly<Record<string, string>>;
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
  /** How many requests were sent. */
  sent = 0;

  constructor(options: ForgeClientOptions) {
    this.#options = options;
  }

  get title(): string {
    return this.#options.title;
  }

  /**
   * Sends a request. One that only reads is repeated once when the forge does
   * not answer; queries may be sent by POST.
   */
  async send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    {
      readOnly = method === 'GET',
      ...rest
    }: {
      readOnly?: boolean;
      accept?: string;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<ForgeReply> {
    const request = { method, path, body, ...rest };
    const { gate } = this.#options;
    const once = () => gate.inTurn(() => this.#sendOnce(request));
    try {
      return await once();
    } catch (error) {
      if (!readOnly || forgeFault(error) !== 'unavailable') throw error;
      return once();
    }
  }

  /** Holds back every request to the host, and says so. */
  holdBack(waitMs: number): Error {
    this.#options.gate.close(waitMs);
    return this.#limitError(waitMs);
  }

  async #sendOnce(request: ForgeRequest): Promise<ForgeReply> {
    const { gate } = this.#options;
    await this.#pass();
    const reply = await this.#fetch(request);
    if (reply.limited === undefined) return this.#checked(reply);
    gate.close(reply.limited);
    await this.#pass(reply.limited);
    const second = await this.#fetch(request);
    if (second.limited === undefined) return this.#checked(second);
    throw this.holdBack(second.limited);
  }

  /** @param asked - what the host has just asked for, which may be more than it is given */
  async #pass(asked = 0): Promise<void> {
    const wait = await this.#options.gate.pass();
    if (wait !== undefined) throw this.#limitError(Math.max(wait, asked));
  }

  #tooLarge(): Error {
    return forgeError(
      'too-large',
      `${this.title} answered with more than ${
        MAX_REPLY / 1024 / 1024
      } MiB, of which no more is read: keep definitions in a repository of their own.`,
    );
  }

  #limitError(waitMs: number): Error {
    return forgeError(
      'rate-limited',
      `${this.title} limits the number of requests: try again in ${spanWords(
        waitMs,
      )}.`,
    );
  }

  #checked(reply: ForgeReply & { pause?: number; location?: string }) {
    if (reply.pause !== undefined) this.#options.gate.close(reply.pause);
    if (reply.location !== undefined) throw this.#redirectError(reply);
    if (reply.status < 500) return reply;
    throw forgeError(
      'unavailable',
      `${this.title} answered ${reply.status}${
        reply.message ? ` (${reply.message})` : ''
      }: try again later.`,
    );
  }

  #redirectError({
    status,
    location = '',
  }: ForgeReply & { location?: string }) {
    return (
      this.#options.redirected?.(location) ??
      forgeError(
        'not-found',
        `${this.title} sends us elsewhere (${status} to ${location}), which is not followed: when the repository was moved or renamed, configure its new address.`,
      )
    );
  }

  async #fetch({
    method,
    path,
    body,
    accept,
    headers: asked,
  }: ForgeRequest): Promise<
    ForgeReply & { limited?: number; pause?: number; location?: string }
  > {
    const { apiUrl, timeoutMs = TIMEOUT_MS } = this.#options;
    this.sent += 1;
    const { headers, secrets } = await this.#options.credential();
    const encoded = encodeBody(body);
    const redact = redactor(secrets);
    // Redacted first: a cut could leave half a secret that no pattern finds.
    const clean = (said: string) => oneLine(redact(said.slice(0, MAX_MESSAGE)));
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          accept: accept ?? 'application/json',
          ...asked,
          ...encoded.headers,
          ...headers,
        },
        body: encoded.body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const bytes = await readLimited(response, MAX_REPLY);
      const text = bytes.toString('utf8');
      const parsed = parse(text);
      const message = clean(messageOf(parsed, text));
      const { status } = response;
      const moved = status >= 300 && status < 400;
      const target = response.headers.get('location') ?? undefined;
      return {
        ...{ status, body: parsed, bytes, message, clean },
        made: status === 201 ? target && clean(target) : undefined,
        limited: limitedFor(response, message, Date.now()),
        wait: toldWait(response, Date.now()),
        pause: askedPause(response, Date.now()),
        location: moved ? clean(target ?? 'nowhere') : undefined,
      };
    } catch (error) {
      if ((error as { name?: string }).name === TOO_LONG) {
        throw this.#tooLarge();
      }
      throw forgeError(
        'unavailable',
        `${this.title} cannot be reached: ${clean(reasonOf(error))}.`,
      );
    }
  }
}
