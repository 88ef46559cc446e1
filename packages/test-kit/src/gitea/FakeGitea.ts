import { http, HttpResponse, type HttpHandler } from 'msw';
import { type FakePull, Refusal } from '../git/FakePull';
import { GitModel } from '../git/GitModel';
import { contentsAnswer, contentsAt, pullAnswer } from './giteaAnswers';
import { gitAnswer, makeBranch, notFound } from './giteaRefs';
import { changeFiles, type PushState } from './giteaPush';

/** One call that the fake got. */
export interface GiteaCall {
  method: string;
  /** Below `/api/v1/repos/<owner>/<repo>`, without query, not decoded. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** Position, from 1. */
  number: number;
}

/** Lets a test break a call. `after` still does what was asked. */
export interface GiteaFault {
  when: 'before' | 'after';
  on(call: GiteaCall): Response | undefined | void;
}

export interface FakeGiteaOptions {
  url?: string;
  owner?: string;
  repo?: string;
  token?: string;
  branch?: string;
  files?: Record<string, string>;
  /** Answers as Forgejo 11, and as Gitea before 1.24. */
  isForgejo?: boolean;
}

interface Answer {
  status: number;
  body?: unknown;
}

/** A route that is not there: the answer of net/http, not of the API. */
class NoRoute extends Error {}

/**
 * Gitea's REST API for branches, files and pull requests of one repository, in
 * memory, as handlers for msw. It follows Gitea 1.26: status codes, messages
 * and checks.
 */
export class FakeGitea implements PushState {
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  readonly git: GitModel;
  readonly pulls: FakePull[] = [];
  readonly calls: GiteaCall[] = [];
  readonly faults: GiteaFault[] = [];
  readonly users = new Set(['ana.ruiz', 'sam.okafor']);
  readonly halfMade = new Map<string, string>();
  readonly isForgejo: boolean;
  protectedPrefix?: string;
  meanwhile?: () => void;
  readonly #root: string;

  constructor(options: FakeGiteaOptions = {}) {
    this.url = options.url ?? 'https://git.example.com';
    this.owner = options.owner ?? 'platform';
    this.repo = options.repo ?? 'gitops';
    this.token = options.token ?? 'canary-token-1234';
    this.isForgejo = options.isForgejo ?? false;
    this.git = new GitModel(options.branch ?? 'main', options.files ?? {});
    this.#root = `/api/v1/repos/${this.owner}/${this.repo}`;
  }

  /** Calls that change something. */
  get writes(): GiteaCall[] {
    return this.calls.filter(({ method }) => method !== 'GET');
  }

  text(ref: string, path: string): string | undefined {
    return this.git.resolve(ref)?.tree.get(path);
  }

  handlers(): HttpHandler[] {
    return [
      http.all(`${this.url}/api/v1/*`, async ({ request }) => {
        const url = new URL(request.url);
        const text = await request.text();
        const call: GiteaCall = {
          method: request.method,
          path: url.pathname.slice(this.#root.length),
          query: url.searchParams,
          body: text ? JSON.parse(text) : {},
          number: this.calls.length + 1,
        };
        this.calls.push(call);
        return this.#answer(call, url, request.headers.get('authorization'));
      }),
    ];
  }

  #fault(call: GiteaCall, when: GiteaFault['when']): Response | undefined {
    for (const fault of this.faults) {
      const response = fault.when === when ? fault.on(call) : undefined;
      if (response) return response;
    }
    return undefined;
  }

  #answer(call: GiteaCall, url: URL, authorization: string | null): Response {
    const broken = this.#fault(call, 'before');
    if (broken) return broken;
    const answer = this.#guarded(call, url, authorization);
    if (answer instanceof Response) return answer;
    const { status, body } = answer;
    return (
      this.#fault(call, 'after') ??
      (body === undefined
        ? new HttpResponse(null, { status })
        : HttpResponse.json(body as object, { status }))
    );
  }

  #guarded(
    call: GiteaCall,
    url: URL,
    authorization: string | null,
  ): Answer | Response {
    try {
      if (authorization !== `token ${this.token}`) {
        throw new Refusal(401, 'invalid username, password or token');
      }
      if (!url.pathname.startsWith(this.#root)) throw notFound();
      return this.#route(call);
    } catch (error) {
      if (error instanceof NoRoute) {
        return HttpResponse.text('404 page not found\n', { status: 404 });
      }
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: { message: error.message } };
    }
  }

  #route(call: GiteaCall): Answer {
    const [, area = '', first = '', ...rest] = call.path
      .split('/')
      .map(decodeURIComponent);
    const action = `${call.method} /${area}`;
    switch (action) {
      case 'GET /':
        return {
          status: 200,
          body: { full_name: `${this.owner}/${this.repo}` },
        };
      case 'GET /branches':
        return this.#branch([first, ...rest].join('/'));
      case 'POST /branches':
        return { status: 201, body: makeBranch(this, call.body) };
      case 'DELETE /branches':
        this.git.branches.delete([first, ...rest].join('/'));
        return { status: 204 };
      case 'GET /git':
        return { status: 200, body: gitAnswer(this, first, rest.join('/')) };
      case 'GET /file-contents':
        return this.#fileContents(call.query);
      case 'GET /contents':
        return this.#contents([first, ...rest].join('/'), call.query);
      case 'POST /contents':
        return this.#changeFiles(call.body);
      case 'GET /pulls':
        if (!first) return this.#listPulls(call.query);
        return /^\d+$/.test(first) && rest[0] === 'reviews'
          ? this.#reviews(Number(first))
          : this.#findPull(first, rest);
      case 'POST /pulls':
        return first
          ? this.#pullAction(this.#pull(Number(first)), rest[0], call.body)
          : this.#openPull(call.body);
      case 'PATCH /pulls':
        return this.#editPull(this.#pull(Number(first)), call.body);
      case 'POST /issues':
        return this.#label(this.#pull(Number(first)), call.body);
      default:
        throw new NoRoute();
    }
  }

  #contents(path: string, query: URLSearchParams): Answer {
    const commit = this.git.resolve(query.get('ref') ?? 'main');
    const body = commit && contentsAt(commit, path);
    if (!body) throw notFound();
    return { status: 200, body };
  }

  #branch(name: string): Answer {
    const sha = this.git.branches.get(name);
    if (!sha) throw notFound();
    return { status: 200, body: { name, commit: { id: sha } } };
  }

  #fileContents(query: URLSearchParams): Answer {
    if (this.isForgejo) throw new NoRoute();
    const commit = this.git.resolve(query.get('ref') ?? 'main');
    if (!commit) throw notFound();
    const { files } = JSON.parse(query.get('body') ?? '{}') as {
      files: string[];
    };
    // One page, DEFAULT_PAGING_NUM.
    return {
      status: 200,
      body: files.slice(0, 30).map(path => contentsAnswer(commit, path)),
    };
  }

  #changeFiles(body: Record<string, unknown>): Answer {
    const { sha, parents } = changeFiles(this, body);
    return {
      status: 201,
      body: {
        files: [],
        commit: { sha, parents: parents.map(parent => ({ sha: parent })) },
      },
    };
  }

  #pull(number: number): FakePull {
    const pull = this.pulls.find(item => item.number === number);
    if (!pull) throw notFound();
    return pull;
  }

  #findPull(first: string, rest: string[]): Answer {
    if (rest.length === 0) return this.#show(this.#pull(Number(first)));
    const head = rest.join('/');
    // Gitea's query has no order: the oldest in any state comes first.
    const pull = this.pulls.find(
      item => item.base === first && item.head === head && !item.isOfFork,
    );
    if (!pull) throw notFound();
    return this.#show(pull);
  }

  /** `ListPullRequests`: the branch they come from is nothing it asks for. */
  #listPulls(query: URLSearchParams): Answer {
    const [state, base] = [query.get('state'), query.get('base_branch')];
    const limit = Math.min(Number(query.get('limit') ?? 30), 50);
    const skip = (Number(query.get('page') ?? 1) - 1) * limit;
    const found = this.pulls
      .filter(pull => state === 'all' || pull.state === (state ?? 'open'))
      .filter(pull => !base || pull.base === base);
    if (query.get('sort') !== 'oldest') found.reverse();
    const page = found.slice(skip, skip + limit);
    return { status: 200, body: page.map(pull => this.#pullAnswer(pull)) };
  }

  #show(pull: FakePull, status = 200): Answer {
    return { status, body: this.#pullAnswer(pull) };
  }

  #pullAnswer(pull: FakePull) {
    const page = `${this.url}/${this.owner}/${this.repo}`;
    return pullAnswer(this.git, page, pull);
  }

  #openPull(body: Record<string, unknown>): Answer {
    const [head, base] = [String(body.head), String(body.base)];
    if (!this.git.branches.has(head) || !this.git.branches.has(base)) {
      throw notFound();
    }
    const existing = this.pulls.find(
      item =>
        item.head === head &&
        item.base === base &&
        item.state === 'open' &&
        !item.isOfFork,
    );
    if (existing) {
      throw new Refusal(
        409,
        `pull request already exists for these targets [id: 1, issue_id: ${existing.number}, head_repo_id: 1, base_repo_id: 1, head_branch: ${head}, base_branch: ${base}]`,
      );
    }
    const pull: FakePull = {
      number: this.pulls.length + 1,
      title: String(body.title),
      body: String(body.body ?? ''),
      head,
      base,
      state: 'open',
      merged: false,
      labels: [],
      requested: [],
      requestedTeams: [],
      reviewed: [],
    };
    this.pulls.push(pull);
    return this.#show(pull, 201);
  }

  #editPull(pull: FakePull, body: Record<string, unknown>): Answer {
    if (typeof body.title === 'string') pull.title = body.title;
    if (typeof body.body === 'string') pull.body = body.body;
    if (body.state === 'closed') pull.state = 'closed';
    return this.#show(pull, 201);
  }

  #pullAction(
    pull: FakePull,
    action: string | undefined,
    body: Record<string, unknown>,
  ): Answer {
    if (action === 'requested_reviewers') {
      const unknown = (body.reviewers as string[]).find(
        name => !this.users.has(name),
      );
      if (unknown) {
        throw new Refusal(
          404,
          `user does not exist [uid: 0, name: ${unknown}]`,
        );
      }
      pull.requested.push(...(body.reviewers as string[]));
      pull.requestedTeams.push(...(body.team_reviewers as string[]));
      return { status: 201, body: [] };
    }
    if (action !== 'update') throw notFound();
    if (!this.git.merge(pull.base, pull.head, 'meshwright')) {
      throw new Refusal(409, 'merge failed because of conflict');
    }
    return { status: 200 };
  }

  #reviews(number: number): Answer {
    const pull = this.#pull(number);
    const users = [...pull.requested, ...pull.reviewed];
    return {
      status: 200,
      body: [
        ...users.map(login => ({ user: { login }, team: null })),
        ...pull.requestedTeams.map(name => ({ user: null, team: { name } })),
      ],
    };
  }

  #label(pull: FakePull, body: Record<string, unknown>): Answer {
    pull.labels.push(...(body.labels as string[]));
    return { status: 200, body: [] };
  }

  /** What another client does. */
  openPull(head: string, base: string, title: string): void {
    this.#openPull({ head, base, title });
  }

  /** What a person does on the page of a pull request. */
  mergePull(number: number): void {
    const pull = this.#pull(number);
    const commit = this.git.merge(pull.head, pull.base, 'reviewer');
    if (!commit) throw new Error(`pull request ${number} conflicts`);
    Object.assign(pull, {
      state: 'closed',
      merged: true,
      mergeCommit: commit.sha,
    });
  }

  closePull(number: number): void {
    this.#pull(number).state = 'closed';
  }
}
