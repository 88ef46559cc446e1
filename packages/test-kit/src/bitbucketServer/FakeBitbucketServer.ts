import { http, HttpResponse, type HttpHandler } from 'msw';
import { GitModel } from '../git/GitModel';
import {
  createBranch,
  editFile,
  listCommits,
  mergeBase,
  rawContent,
} from './serverFiles';
import {
  canMerge,
  closePull,
  editPull,
  listPulls,
  mergePull,
  openPull,
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
  /** Below the repository, not decoded, without query. */
  path: string;
  /** Whether it may change something. */
  writes: boolean;
}

/** Where and what the repository of a {@link FakeBitbucketServer} is. */
export interface FakeBitbucketServerOptions {
  host?: string;
  files?: Record<string, string>;
}

type Route = (
  state: ServerState,
  call: ServerCall,
) => ServerAnswer | Promise<ServerAnswer>;

const ROUTES: ReadonlyArray<[string, RegExp, Route]> = [
  ['GET', /^commits$/, listCommits],
  ['GET', /^commits\/[^/]+\/merge-base$/, mergeBase],
  ['GET', /^raw\/.+$/, rawContent],
  ['POST', /^branches$/, createBranch],
  ['PUT', /^browse\/.+$/, editFile],
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
 * of Data Center, errors the names and words of a live server.
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
  protectedPrefix?: string;
  frozenPrefix?: string;
  showsMergeResult = true;
  /** Lets a test break a call; one broken `after` was still done. */
  breakCall?: (
    call: BitbucketServerCall,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;

  constructor(options: FakeBitbucketServerOptions = {}) {
    this.host = options.host ?? 'bitbucket.example.com';
    this.url = `https://${this.host}`;
    this.git = new GitModel('main', options.files ?? {});
  }

  handlers(): HttpHandler[] {
    const api = `${this.url}/rest/api/1.0`;
    return [
      http.all(`${api}/*`, async ({ request }) => {
        const url = new URL(request.url);
        const root = `/rest/api/1.0/projects/${this.project}/repos/${this.repo}`;
        const inside = url.pathname.startsWith(`${root}/`);
        const path = inside ? url.pathname.slice(root.length + 1) : '';
        const { method } = request;
        const call = { method, path, writes: method !== 'GET' };
        this.calls.push(call);
        const broken = this.breakCall?.(call, this.calls.length);
        if (broken?.when === 'before') return broken.answer;
        const answer = await this.#guarded(request, url, path, inside);
        return broken?.answer ?? answer;
      }),
    ];
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

  async #guarded(
    request: Request,
    url: URL,
    path: string,
    inside: boolean,
  ): Promise<Response> {
    try {
      this.#assertSignedIn(request);
      if (!inside) {
        const [, , , , , project, , repo] = url.pathname.split('/');
        throw refuse.noRepository(`${project}/${repo}`);
      }
      const { status, body, text } = await this.#answer(request, url, path);
      return text === undefined
        ? HttpResponse.json((body ?? {}) as object, { status })
        : new HttpResponse(text, {
            headers: { 'content-type': 'text/plain' },
          });
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error;
      return HttpResponse.json(error.body, { status: error.status });
    }
  }

  #assertSignedIn({ headers }: Request): void {
    const { username, password } = this.login;
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const given = headers.get('authorization') ?? '';
    if (![`Bearer ${this.token}`, `Basic ${basic}`].includes(given)) {
      throw refuse.badCredential();
    }
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
    const type = request.headers.get('content-type') ?? '';
    const isForm = type.startsWith('multipart/form-data');
    const forged = request.headers.get('x-atlassian-token') !== 'no-check';
    if (isForm && forged) throw new ServerRefusal(403, '', 'XSRF check failed');
    const text = isForm ? '' : await request.text();
    if (text && type !== 'application/json') {
      throw new ServerRefusal(415, '', 'Unsupported Media Type');
    }
    return route[2](this, {
      method: request.method,
      path: path.split('/').map(decodeURIComponent),
      query: url.searchParams,
      body: text ? JSON.parse(text) : {},
      form: isForm ? await request.formData() : undefined,
    });
  }
}
