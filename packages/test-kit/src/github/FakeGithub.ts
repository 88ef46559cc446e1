import { graphql } from 'graphql';
import { http, HttpResponse, type HttpHandler } from 'msw';
import { Refusal, type FakePull } from '../git/FakePull';
import { GitModel } from '../git/GitModel';
import { githubRoot, type GithubState } from './githubResolvers';
import { answerRest } from './githubRest';
import { githubSchema } from './githubSchema';

/** One call that the fake got. */
export interface GithubCall {
  method: string;
  /** `/graphql`, or below `/repos/OWNER/REPO`. */
  path: string;
  body: Record<string, unknown>;
  /** Whether it may change something. */
  writes: boolean;
}

/** Where and what the repository of a {@link FakeGithub} is. */
export interface FakeGithubOptions {
  host?: string;
  /** Serves the paths of an Enterprise server instead of github.com's. */
  enterprise?: boolean;
  files?: Record<string, string>;
}

/**
 * GitHub for one repository, in memory, as handlers for msw. GraphQL documents
 * are executed over the schema that GitHub publishes, so that one which GitHub
 * would refuse is refused here; errors have the types and words of GitHub.
 */
export class FakeGithub implements GithubState {
  readonly host: string;
  readonly url: string;
  readonly apiUrl: string;
  readonly owner = 'platform';
  readonly repo = 'gitops';
  readonly token = 'ghs_canaryToken1234';
  readonly git: GitModel;
  readonly pulls: FakePull[] = [];
  readonly calls: GithubCall[] = [];
  readonly users = new Set(['ana.ruiz', 'sam.okafor']);
  protectedPrefix?: string;
  /** Lets a test break a call; one broken `after` was still done. */
  breakCall?: (
    call: GithubCall,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;
  readonly #graphqlUrl: string;

  constructor(options: FakeGithubOptions = {}) {
    const { host = 'github.com', enterprise, files = {} } = options;
    this.host = host;
    this.url = `https://${host}`;
    this.apiUrl = enterprise ? `${this.url}/api/v3` : 'https://api.github.com';
    this.#graphqlUrl = enterprise
      ? `${this.url}/api/graphql`
      : `${this.apiUrl}/graphql`;
    this.git = new GitModel('main', files);
  }

  handlers(): HttpHandler[] {
    return [
      http.post(this.#graphqlUrl, ({ request }) =>
        this.#guarded(request, '/graphql', body => this.#graphql(body)),
      ),
      http.all(`${this.apiUrl}/repos/*`, ({ request }) => {
        const { pathname } = new URL(request.url);
        const root = `${new URL(this.apiUrl).pathname.replace(
          /\/$/,
          '',
        )}/repos/${this.owner}/${this.repo}`;
        if (!pathname.startsWith(root)) {
          return HttpResponse.json({ message: 'Not Found' }, { status: 404 });
        }
        const path = pathname.slice(root.length);
        return this.#guarded(request, path, body =>
          this.#rest(request, path, body),
        );
      }),
    ];
  }

  /** What a person does on the page of a pull request. */
  mergePull(number: number): void {
    const pull = this.#pull(number);
    const commit = this.git.merge(pull.head, pull.base, 'reviewer');
    if (!commit) throw new Error(`pull request ${number} conflicts`);
    Object.assign(pull, {
      ...{ state: 'closed', merged: true },
      mergeCommit: commit.sha,
    });
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

  async #guarded(
    request: Request,
    path: string,
    answer: (body: Record<string, unknown>) => Response | Promise<Response>,
  ): Promise<Response> {
    const text = await request.text();
    const body = text ? JSON.parse(text) : {};
    const { method } = request;
    const reads = method === 'GET' || /^query/.test(String(body.query ?? ''));
    const call = { method, path, body, writes: !reads };
    this.calls.push(call);
    const broken = this.breakCall?.(call, this.calls.length);
    if (broken?.when === 'before') return broken.answer;
    if (request.headers.get('authorization') !== `Bearer ${this.token}`) {
      return HttpResponse.json({ message: 'Bad credentials' }, { status: 401 });
    }
    const given = await answer(body);
    return broken?.answer ?? given;
  }

  #rest(request: Request, path: string, body: Record<string, unknown>) {
    try {
      const answer = answerRest(this, this.users, request.method, path, body);
      return HttpResponse.json(answer.body as object, {
        status: answer.status,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return HttpResponse.json(
        { message: error.message },
        { status: error.status },
      );
    }
  }

  async #graphql(body: Record<string, unknown>): Promise<Response> {
    const { data, errors } = await graphql({
      schema: await githubSchema(),
      source: String(body.query),
      rootValue: githubRoot(this),
      // Sent as JSON, so an object if anything.
      variableValues: body.variables as Record<string, unknown>,
    });
    return HttpResponse.json({
      data,
      // GitHub has the type beside the message, not below extensions.
      ...(errors && {
        errors: errors.map(({ message, path, extensions }) => ({
          ...{ type: extensions.type, path, message },
        })),
      }),
    });
  }
}
