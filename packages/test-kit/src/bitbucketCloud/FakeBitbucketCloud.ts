import { http, HttpResponse, type HttpHandler } from 'msw';
import { Refusal, type FakePull } from '../git/FakePull';
import { BareRepository } from '../git/BareRepository';
import { GitModel } from '../git/GitModel';
import {
  commitFiles,
  fileConflicts,
  listBranches,
  mergeBase,
  showBranch,
  showCommit,
  showSource,
} from './cloudFiles';
import {
  declinePull,
  editPull,
  listDefaultReviewers,
  listPulls,
  mergeAnswer,
  mergePull,
  openPull,
  showPull,
} from './cloudPulls';
import type {
  CloudAnswer,
  CloudCall,
  CloudState,
  CloudUser,
} from './cloudState';

/** One call that the fake got. */
export interface BitbucketCloudCall {
  method: string;
  /** Below the repository, not decoded, without query; or a service of git. */
  path: string;
  /** Whether it may change something. */
  writes: boolean;
}

/** What the repository of a {@link FakeBitbucketCloud} is. */
export interface FakeBitbucketCloudOptions {
  /** In place of `api.bitbucket.org`; git is at what comes after `api.`. */
  apiHost?: string;
  files?: Record<string, string>;
}

type Route = (
  state: CloudState,
  call: CloudCall,
) => CloudAnswer | Promise<CloudAnswer>;

const ROUTES: ReadonlyArray<[string, RegExp, Route]> = [
  [
    ...(['GET', /^$/] as const),
    ({ workspace, repo }) => ({
      status: 200,
      body: { type: 'repository', full_name: `${workspace}/${repo}` },
    }),
  ],
  ['GET', /^refs\/branches$/, listBranches],
  ['GET', /^refs\/branches\/.+$/, showBranch],
  ['GET', /^src\/[^/]+\/.+$/, showSource],
  ['POST', /^src$/, commitFiles],
  ['GET', /^commit\/[^/]+$/, showCommit],
  ['GET', /^merge-base\/[^/]+$/, mergeBase],
  ['GET', /^file-conflicts\/[^/]+$/, fileConflicts],
  ['GET', /^effective-default-reviewers$/, listDefaultReviewers],
  ['GET', /^pullrequests$/, listPulls],
  ['POST', /^pullrequests$/, openPull],
  ['GET', /^pullrequests\/\d+$/, showPull],
  ['PUT', /^pullrequests\/\d+$/, editPull],
  ['POST', /^pullrequests\/\d+\/merge$/, mergeAnswer],
  ['POST', /^pullrequests\/\d+\/decline$/, declinePull],
];

function member(nickname: string, display_name: string): CloudUser {
  const uuid = `{00000000-0000-4000-8000-${Buffer.from(nickname)
    .toString('hex')
    .padEnd(12, '0')
    .slice(0, 12)}}`;
  return { uuid, nickname, display_name, account_id: `557058:${nickname}` };
}

/**
 * API 2.0 of Bitbucket Cloud for one repository, in memory, as handlers for
 * msw. Requests and answers have the shapes of Atlassian's OpenAPI document.
 */
export class FakeBitbucketCloud implements CloudState {
  readonly apiUrl: string;
  readonly workspace = 'acme';
  readonly repo = 'gitops';
  readonly token = 'ATCTT-canaryToken1234';
  readonly git: GitModel;
  readonly pulls: FakePull[] = [];
  readonly calls: BitbucketCloudCall[] = [];
  readonly members = [
    member('meshwright', 'Meshwright'),
    member('ana.ruiz', 'Ana Ruiz'),
    member('sam.okafor', 'Sam Okafor'),
  ];
  defaultReviewers: string[] = [];
  protectedPrefix?: string;
  tellsConflicts = true;
  /** Logins that git takes, as `name:password`. */
  readonly gitLogins: Set<string>;
  /** Whether git answers at all. */
  servesGit = true;
  /** Lets a test break a call; one broken `after` was still done. */
  breakCall?: (
    call: BitbucketCloudCall,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;
  #bare?: BareRepository;

  constructor(options: FakeBitbucketCloudOptions = {}) {
    const { apiHost = 'api.bitbucket.org', files = {} } = options;
    this.apiUrl = `https://${apiHost}/2.0`;
    this.git = new GitModel('main', files);
    this.gitLogins = new Set([`x-token-auth:${this.token}`]);
  }

  get links(): Set<string> {
    return this.git.links;
  }

  handlers(): HttpHandler[] {
    const web = new URL(this.apiUrl).host.replace(/^api\./, '');
    const root = `/2.0/repositories/${this.workspace}/${this.repo}`;
    return [
      http.all(`${this.apiUrl}/*`, ({ request }) => {
        const { pathname } = new URL(request.url);
        const path = pathname.startsWith(root)
          ? pathname.slice(root.length + 1)
          : pathname;
        const { method } = request;
        const call = { method, path, writes: method !== 'GET' };
        return this.#called(call, () => this.#guarded(request, path));
      }),
      http.post(
        `https://${web}/:workspace/:repo/git-upload-pack`,
        ({ request, params }) => {
          const path = 'git-upload-pack';
          const call = { method: 'POST', path, writes: false };
          const name = `${params.workspace}/${params.repo}`;
          return this.#called(call, () => this.#serveGit(request, name));
        },
      ),
    ];
  }

  /** Takes away what is on disk. */
  stop(): void {
    this.#bare?.stop();
  }

  async #called(
    call: BitbucketCloudCall,
    answer: () => Promise<Response>,
  ): Promise<Response> {
    this.calls.push(call);
    const broken = this.breakCall?.(call, this.calls.length);
    if (broken?.when === 'before') return broken.answer;
    const done = await answer();
    return broken?.answer ?? done;
  }

  /** Git over HTTPS takes tokens as passwords only, and filters nothing. */
  async #serveGit(request: Request, name: string): Promise<Response> {
    const given = request.headers.get('authorization') ?? '';
    const login = Buffer.from(given.replace(/^Basic /, ''), 'base64');
    if (!this.gitLogins.has(login.toString('utf8'))) {
      return new Response('', { status: 401 });
    }
    if (name !== `${this.workspace}/${this.repo}.git` || !this.servesGit) {
      return new Response('', { status: 404 });
    }
    const body = Buffer.from(await request.arrayBuffer());
    this.#bare ??= new BareRepository(this.git);
    const settings = { allowsFilter: false };
    const answer = this.#bare.serve('upload-pack', body, '', settings);
    // The types of msw know no Buffer.
    return new Response(new Uint8Array(answer));
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

  #pull(number: number): FakePull {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) throw new Error(`no pull request ${number}`);
    return pull;
  }

  async #guarded(request: Request, path: string): Promise<Response> {
    try {
      const given = request.headers.get('authorization');
      if (given !== `Bearer ${this.token}`) {
        throw new Refusal(401, 'Token is invalid, expired, or not supported');
      }
      const { status, body, text, location } = await this.#answer(
        request,
        path,
      );
      if (text !== undefined) return new HttpResponse(text);
      if (location) {
        return new HttpResponse(null, { status, headers: { location } });
      }
      return HttpResponse.json((body ?? {}) as object, { status });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return HttpResponse.json(
        { type: 'error', error: { message: error.message } },
        { status: error.status },
      );
    }
  }

  async #answer(request: Request, path: string): Promise<CloudAnswer> {
    const { searchParams } = new URL(request.url);
    if (path === `/2.0/workspaces/${this.workspace}/members`) {
      return this.#listMembers(Number(searchParams.get('page') ?? 1));
    }
    if (path.startsWith('/')) {
      const name = path.split('/').slice(3, 5).join('/');
      throw new Refusal(404, `Repository ${name} not found`);
    }
    const route = ROUTES.find(
      ([method, pattern]) => method === request.method && pattern.test(path),
    );
    if (!route) throw new Refusal(404, 'Resource not found');
    const type = request.headers.get('content-type') ?? '';
    const isForm = type.startsWith('multipart/form-data');
    const text = isForm ? '' : await request.text();
    if (text && type !== 'application/json') {
      throw new Refusal(415, 'Unsupported media type');
    }
    return route[2](this, {
      method: request.method,
      path: path.split('/').map(decodeURIComponent),
      query: searchParams,
      body: text ? JSON.parse(text) : {},
      form: isForm ? await request.formData() : undefined,
    });
  }

  /** Two a page, so that a client has to turn it. */
  #listMembers(page: number): CloudAnswer {
    const at = (page - 1) * 2;
    const values = this.members
      .slice(at, at + 2)
      .map(user => ({ type: 'workspace_membership', user }));
    const next =
      at + 2 < this.members.length
        ? `${this.apiUrl}/workspaces/${this.workspace}/members?page=${page + 1}`
        : undefined;
    return { status: 200, body: { values, next, page } };
  }
}
