import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { isError, ResponseError } from '@backstage/errors';
import type {
  ExposureZone,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { z } from 'zod';
import {
  kindSchemaAnswer,
  validationAnswer,
  zonesAnswer,
} from './answerSchemas';
import type {
  KindQuestion,
  KindSchemaAnswer,
  KindSchemas,
} from './KindSchemas';
import type {
  Answer,
  CallOptions,
  ChangeRegistration,
  IstioBackend,
  KeptIntent,
  ProposedIntent,
} from './IstioBackend';

const TIMEOUT_MS = 10_000;

/** {@link IstioBackend} over HTTP, on behalf of who started the task. @internal */
export class HttpIstioBackend implements IstioBackend, KindSchemas {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #timeoutMs: number;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    timeoutMs?: number;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  async zones(options: CallOptions): Promise<Answer<ExposureZone[]>> {
    return this.#ask(
      'GET',
      'exposure/zones',
      undefined,
      options,
      async response => (await readAs(zonesAnswer, response)).items,
    );
  }

  async validate(
    { kind, intent, entityRef, changeId, remove, repository }: ProposedIntent,
    options: CallOptions,
  ): Promise<Answer<ValidationResult>> {
    const request = {
      ...{ kind, intent, entityRef, change: changeId },
      // Left out, so that a backend of before takes what it knows.
      ...(remove && { remove }),
      ...(repository && { repository }),
    };
    return this.#ask('POST', 'validate', request, options, response =>
      readAs(validationAnswer, response),
    );
  }

  async kindSchema(
    { cluster, group, version, kind }: KindQuestion,
    options: CallOptions,
  ): Promise<Answer<KindSchemaAnswer>> {
    const parts = [group || 'core', version, kind].map(encodeURIComponent);
    const path = `clusters/${encodeURIComponent(cluster)}/schemas/${parts.join(
      '/',
    )}`;
    return this.#ask('GET', path, undefined, options, response =>
      readAs(kindSchemaAnswer, response),
    );
  }

  async registerChange(
    change: ChangeRegistration,
    options: CallOptions,
  ): Promise<Answer<void>> {
    return this.#ask('POST', 'changes', change, options, async () => undefined);
  }

  async keepIntent(
    intent: KeptIntent,
    options: CallOptions,
  ): Promise<Answer<void>> {
    return this.#ask('POST', 'intents', intent, options, async () => undefined);
  }

  async #ask<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    options: CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<Answer<T>> {
    try {
      const response = await this.#send(method, path, body, options);
      return { state: 'answered', value: await read(response) };
    } catch (error) {
      options.signal?.throwIfAborted();
      return whyNot(error, this.#timeoutMs);
    }
  }

  async #send(
    method: string,
    path: string,
    body: object | undefined,
    options: CallOptions,
  ): Promise<Response> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'istio',
    });
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const response = await fetch(
      `${await this.#discovery.getBaseUrl('istio')}/${path}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        signal: options.signal
          ? AbortSignal.any([options.signal, timeout])
          : timeout,
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function whyNot(error: unknown, timeoutMs: number): Answer<never> {
  if (!isError(error)) throw error;
  if (error.name === 'TimeoutError') {
    const reason = `no answer within ${timeoutMs / 1000} s`;
    return { state: 'silent', reason };
  }
  if (error.name !== 'ResponseError') {
    return { state: 'silent', reason: networkReason(error) };
  }
  // What `ResponseError.fromResponse` makes; its name tells.
  const { statusCode, cause } = error as unknown as ResponseError;
  const reason = cause.message || `status ${statusCode}`;
  if (statusCode === 401 || statusCode === 403) {
    return { state: 'forbidden', reason };
  }
  return { state: statusCode < 500 ? 'refused' : 'silent', reason };
}

/** `fetch` says only "fetch failed"; the network's own word is in the cause. */
function networkReason(error: Error): string {
  return isError(error.cause) && error.cause.message
    ? error.cause.message
    : error.message;
}

/** Reads a body that must be as the backend documents it. */
async function readAs<T>(schema: z.ZodType<T>, response: Response): Promise<T> {
  const parsed = schema.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  throw new Error('the answer is not as the Istio backend documents it');
}
