import { http, HttpResponse, type HttpHandler } from 'msw';
import { BareRepository } from '../git/BareRepository';
import { GitModel } from '../git/GitModel';
import { mergeBase } from './serverFiles';
import {
  canMerge,
  closePull,
  editPull,
  listPulls,
  mergePull,
  openPull,
  rescope,
  showPull,
} from './serverPulls';
import { refuse, ServerRefusal } from './ServerRefusal';
import type {
  ServerAnswer,
  ServerCall,
  ServerPull,
  ServerState,
} from './serverState';

/** One call that the fake got. */
export interface BitbucketServerCall {
  method: string;
  /** Below the repository, not decoded, without query; or a service of git. */
  path: string;
  /** Whether it may change something. */
  writes: boolean;
}

/** Where and what the repository of a {@link FakeBitbucketServer} is. */
export interface FakeBitbucketServerOptions {
  host?: string;
  files?: Record<string, string>;
}

type Route = (state: ServerState, call: ServerCall) => ServerAnswer;

const UPLOAD = 'git-upload-pack';
const RECEIVE = 'git-receive-pack';

const ROUTES: ReadonlyArray<[string, RegExp, Route]> = [
  ['GET', /^commits\/[^/]+\/merge-base$/, mergeBase],
  ['GET', /^pull-requests$/, listPulls],
  ['POST', /^pull-requests$/, openPull],
  ['GET', /^pull-requests\/\d+$/, showPull],
  ['PUT', /^pull-requests\/\d+$/, editPull],
  ['GET', /^pull-requests\/\d+\/merge$/, canMerge],
  [
    ...(['POST', /^pull-requests\/\d+\/merge$/] as const),
    (state, call) => closePull(state, call, 'merge'),
  ],
  [
    ...(['POST', /^pull-requests\/\d+\/decline$/] as const),
    (state, call) => closePull(state, call, 'decline'),
  ],
];

/**
 * REST 1.0 of Bitbucket Data Center for one repository, in memory, as handlers
 * for msw. Requests and answers have the shapes of Atlassian's OpenAPI document
 * of Data Center, errors the names and words of a live server. Its git protocol
 * is that of the git program on the same repository.
 */
export class FakeBitbucketServer implements ServerState {
  readonly host: string;
  readonly url: string;
  readonly project = 'MESH';
  readonly repo = 'gitops';
  readonly token = 'BBDC-canaryToken1234';
  readonly login = { username: 'meshwright', password: 'canary-password' };
  readonly git: GitModel;
  readonly pulls: ServerPull[] = [];
  readonly calls: BitbucketServerCall[] = [];
  readonly users = new Set(['ana.ruiz', 'sam.okafor']);
  /** Branches whose names begin so are kept by a hook. */
  protectedPrefix?: string;
  /** Whether the account may push. */
  mayPush = true;
  /** `plugin.bitbucket-git.hosting.allow-filter` of its properties. */
  allowsFilter = true;
  showsMergeResult = true;
  /** Conditions for default reviewers. */
  readonly conditions: unknown[] = [];
  /** Lets a test break a call; one broken `after` was still done. */
  breakCall?: (
    call: BitbucketServerCall,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;
  #bare?: BareRepository;

  constructor(options: FakeBitbucketServerOptions = {}) {
    this.host = options.host ?? 'bitbucket.example.com';
    this.url = `https://${this.host}`;
    this.git = new GitModel('main', options.files ?? {});
  }

  handlers(): HttpHandler[] {
    const api = `${this.url}/rest/api/1.0`;
    return [
      http.all(`${api}/*`, ({ request }) => {
        const url = new URL(request.url);
        const root = `/rest/api/1.0/projects/${this.project}/repos/${this.repo}`;
        const inside = url.pathname.startsWith(`${root}/`);
        const path = inside ? url.pathname.slice(root.length + 1) : '';
        const { method } = request;
        const call = { method, path, writes: method !== 'GET' };
        return this.#called(call, () =>
          this.#guarded(request, url, path, inside),
        );
      }),
      http.get(
        `${this.url}/rest/default-reviewers/1.0/projects/${this.project}/repos/${this.repo}/conditions`,
        ({ request }) => {
          const call = { method: 'GET', path: 'conditions', writes: false };
          return this.#called(call, async () =>
            this.#isSignedIn(request)
              ? HttpResponse.json(this.conditions as object[])
              : HttpResponse.json(refuse.badCredential().body, { status: 401 }),
          );
        },
      ),
      http.post(
        `${this.url}/scm/:project/:repo/:service`,
        ({ request, params }) => {
          const path = `${params.service}`;
          const call = { method: 'POST', path, writes: path !== UPLOAD };
          const name = `${params.project}/${params.repo}`;
          return this.#called(call, () => this.#serveGit(request, path, name));
        },
      ),
    ];
  }

  /** Takes away what is on disk. */
  stop(): void {
    this.#bare?.stop();
  }

  /** What git says to all that was pushed; empty when it finds no fault. */
  check(): string {
    return this.#bare?.check() ?? '';
  }

  /** What a person does on the page of a pull request. */
  mergePull(number: number): void {
    mergePull(this, this.#pull(number));
  }

  /** The same, when git can merge it; tells whether it could. */
  mergePullIfClean(number: number): boolean {
    const { base, head, merged } = this.#pull(number);
    if (merged || !this.git.mergeTrees(base, head)) return merged;
    this.mergePull(number);
    return true;
  }

  closePull(number: number): void {
    this.#pull(number).state = 'closed';
  }

  #pull(number: number): ServerPull {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) throw new Error(`no pull request ${number}`);
    return pull;
  }

  async #called(
    call: BitbucketServerCall,
    answer: () => Promise<Response>,
  ): Promise<Response> {
    this.calls.push(call);
    const broken = this.breakCall?.(call, this.calls.length);
    if (broken?.when === 'before') return broken.answer;
    const done = await answer();
    return broken?.answer ?? done;
  }

  async #serveGit(
    request: Request,
    service: string,
    name: string,
  ): Promise<Response> {
    if (!this.#isSignedIn(request)) return new Response('', { status: 401 });
    if (name !== `${this.project}/${this.repo}.git`) {
      return new Response('', { status: 404 });
    }
    const type = `application/x-${service}`;
    const isGit = request.headers.get('content-type') === `${type}-request`;
    if (!isGit || ![UPLOAD, RECEIVE].includes(service)) {
      return new Response('', { status: 415 });
    }
    if (service === RECEIVE && !this.mayPush) {
      return new Response('', { status: 403 });
    }
    const body = Buffer.from(await request.arrayBuffer());
    this.#bare ??= new BareRepository(this.git);
    const answer = this.#bare.serve(
      service === UPLOAD ? 'upload-pack' : 'receive-pack',
      body,
      request.headers.get('git-protocol') ?? '',
      {
        allowsFilter: this.allowsFilter,
        ...(this.protectedPrefix && {
          hook: {
            prefix: this.protectedPrefix,
            says: 'Branch can only be modified through pull requests. Check your branch permissions configuration with the project administrator.',
          },
        }),
      },
    );
    // The types of msw know no Buffer.
    return new Response(new Uint8Array(answer), {
      headers: { 'content-type': `${type}-result` },
    });
  }

  async #guarded(
    request: Request,
    url: URL,
    path: string,
    inside: boolean,
  ): Promise<Response> {
    try {
      if (!this.#isSignedIn(request)) throw refuse.badCredential();
      if (!inside) {
        const [, , , , , project, , repo] = url.pathname.split('/');
        throw refuse.noRepository(`${project}/${repo}`);
      }
      rescope(this);
      const { status, body } = await this.#answer(request, url, path);
      return HttpResponse.json((body ?? {}) as object, { status });
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error;
      return HttpResponse.json(error.body, { status: error.status });
    }
  }

  #isSignedIn({ headers }: Request): boolean {
    const { username, password } = this.login;
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const given = headers.get('authorization') ?? '';
    return [`Bearer ${this.token}`, `Basic ${basic}`].includes(given);
  }

  async #answer(
    request: Request,
    url: URL,
    path: string,
  ): Promise<ServerAnswer> {
    const route = ROUTES.find(
      ([method, pattern]) => method === request.method && pattern.test(path),
    );
    if (!route) throw new ServerRefusal(404, '', `HTTP 404 ${path}`);
    const text = await request.text();
    if (text && request.headers.get('content-type') !== 'application/json') {
      throw new ServerRefusal(415, '', 'Unsupported Media Type');
    }
    return route[2](this, {
      method: request.method,
      path: path.split('/').map(decodeURIComponent),
      query: url.searchParams,
      body: text ? JSON.parse(text) : {},
    });
  }
}
