import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Where an API server is, and tokens of three users on it. @public */
export interface ProtocolEndpoint {
  url: string;
  /** Authority of its certificate, base64 of PEM as in a kubeconfig. */
  caData?: string;
  tokens: {
    /** May do everything. */
    admin: string;
    /** User `reader`: may read pods, and no secrets. */
    reader: string;
    /** User `nobody`: may do nothing. */
    nobody: string;
  };
}

/** A JSON value whose fields are looked at by tests. @internal */
export type Json = { readonly [field: string]: Json } & {
  readonly [index: number]: Json;
} & readonly Json[];

/** @internal */
export interface Answer {
  status: number;
  text: string;
  headers: IncomingMessage['headers'];
  /** The body read as JSON; fields that are absent read as undefined. */
  body: Json;
}

/** @internal */
export interface CallOptions {
  body?: unknown;
  type?: string;
  accept?: string;
  as?: keyof ProtocolEndpoint['tokens'];
  token?: string;
}

/** One event of a watch. @internal */
export interface WatchEvent {
  type: string;
  object: Json;
}

/** @internal */
export interface OpenWatch {
  /** What came so far. */
  events: WatchEvent[];
  /** Resolves when that many events are there, or the watch has ended. */
  until(done: (events: WatchEvent[]) => boolean): Promise<WatchEvent[]>;
  ended: Promise<void>;
  stop(): void;
}

/** The media types of patches. @internal */
export const PATCH = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** How long a test waits for what must come. */
const PATIENCE_MS = 60_000;

/** A bare client: what the server says is what the test sees. @internal */
export class ProtocolClient {
  constructor(private readonly endpoint: ProtocolEndpoint) {}

  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer> {
    const response = await this.send(method, path, options).response;
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return {
      status: response.statusCode ?? 0,
      text,
      headers: response.headers,
      // whatever the server sent; tests look into it
      body: text.startsWith('{') ? (JSON.parse(text) as Json) : ({} as Json),
    };
  }

  get = (path: string, options?: CallOptions) =>
    this.call('GET', path, options);
  post = (path: string, body: unknown, options?: CallOptions) =>
    this.call('POST', path, { ...options, body });
  put = (path: string, body: unknown, options?: CallOptions) =>
    this.call('PUT', path, { ...options, body });
  patch = (path: string, type: keyof typeof PATCH, body: unknown) =>
    this.call('PATCH', path, { body, type: PATCH[type] });
  delete = (path: string, body?: unknown) =>
    this.call('DELETE', path, { body });

  /** Opens a watch and collects its events. */
  async watch(path: string): Promise<OpenWatch> {
    const separator = path.includes('?') ? '&' : '?';
    const sent = this.send('GET', `${path}${separator}watch=1`, {});
    const response = await sent.response;
    const events: WatchEvent[] = [];
    const waiting = new Set<() => void>();
    const wake = () => [...waiting].forEach(check => check());
    let rest = '';
    let over = false;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        // every line of a watch is an event
        if (line.trim()) events.push(JSON.parse(line) as WatchEvent);
      }
      wake();
    });
    response.on('error', () => {});
    const ended = new Promise<void>(resolve => {
      response.on('close', () => {
        over = true;
        wake();
        resolve();
      });
    });
    const until = (done: (seen: WatchEvent[]) => boolean) =>
      new Promise<WatchEvent[]>((resolve, reject) => {
        const timer = setTimeout(
          () =>
            finish(
              new Error(
                `The watch on ${path} said no more than ${JSON.stringify(
                  events.map(event => event.type),
                )}`,
              ),
            ),
          PATIENCE_MS,
        );
        function finish(error?: Error) {
          clearTimeout(timer);
          waiting.delete(check);
          if (error) reject(error);
          else resolve(events);
        }
        function check() {
          if (done(events) || over) finish();
        }
        waiting.add(check);
        check();
      });
    return { events, until, ended, stop: () => sent.request.destroy() };
  }

  /** Asks again until the answer is as wanted. */
  async eventually(
    ask: () => Promise<Answer>,
    wanted: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (wanted(answer)) return answer;
      if (Date.now() > deadline) {
        throw new Error(`Still ${answer.status}: ${answer.text.slice(0, 300)}`);
      }
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
    }
  }

  private send(
    method: string,
    path: string,
    {
      body,
      type = 'application/json',
      accept = 'application/json',
      as = 'admin',
      token,
    }: CallOptions,
  ): { request: ClientRequest; response: Promise<IncomingMessage> } {
    const { url, caData, tokens } = this.endpoint;
    const payload =
      typeof body === 'string' || body === undefined
        ? body
        : JSON.stringify(body);
    const bearer = token ?? tokens[as];
    const start = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = start(`${url}${path}`, {
      method,
      agent: false,
      ...(caData && { ca: Buffer.from(caData, 'base64') }),
      headers: {
        accept,
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(payload !== undefined && {
          'content-type': type,
          'content-length': Buffer.byteLength(payload),
        }),
      },
    });
    const response = new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve);
      request.on('error', reject);
    });
    request.end(payload);
    return { request, response };
  }
}
