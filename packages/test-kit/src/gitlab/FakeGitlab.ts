import { graphql } from 'graphql';
import { http, HttpResponse, type HttpHandler } from 'msw';
import { Refusal } from '../git/FakePull';
import { GitModel } from '../git/GitModel';
import { createCommit } from './gitlabCommits';
import {
  createMergeRequest,
  listMergeRequests,
  onMergeRequest,
} from './gitlabMergeRequests';
import { InvalidParams } from './gitlabParams';
import { gitlabRoot } from './gitlabResolvers';
import { gitlabSchema } from './gitlabSchema';
import type { FakeMergeRequest, GitlabState, RestAnswer } from './GitlabState';

/** One call that the fake got. */
export interface GitlabCall {
  method: string;
  /** `/graphql`, or below `/projects/ID`. */
  path: string;
  body: Record<string, unknown>;
  /** Whether it may change something. */
  writes: boolean;
}

/** Where and what the project of a {@link FakeGitlab} is. */
export interface FakeGitlabOptions {
  host?: string;
  /** Path below which a server of one's own is installed. */
  relativePath?: string;
  files?: Record<string, string>;
}

/**
 * GitLab for one project, in memory, as handlers for msw: statuses, words and
 * checks are those of its API (`lib/api`, `app/services`). GraphQL documents
 * are executed over the part of its schema that is asked.
 */
export class FakeGitlab implements GitlabState {
  readonly host: string;
  readonly url: string;
  readonly apiUrl: string;
  readonly owner = 'mesh/platform';
  readonly repo = 'gitops';
  readonly project = 'mesh/platform/gitops';
  readonly token = 'glpat-canaryToken1234';
  readonly git: GitModel;
  readonly pulls: FakeMergeRequest[] = [];
  readonly calls: GitlabCall[] = [];
  readonly users = new Set(['ana.ruiz', 'sam.okafor']);
  protectedPrefix?: string;
  hookMessage?: string;
  mergeMethod: 'merge' | 'ff' = 'merge';
  /** The project has another path now; the old one leads there. */
  moved = false;
  whileReading?: () => void;
  /** Lets a test break a call; one broken `after` was still done. */
  breakCall?: (
    call: GitlabCall,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;

  constructor(options: FakeGitlabOptions = {}) {
    const { host = 'gitlab.com', relativePath = '', files = {} } = options;
    this.host = host;
    this.url = `https://${host}${relativePath}`;
    this.apiUrl = `${this.url}/api/v4`;
    this.git = new GitModel('main', files);
  }

  handlers(): HttpHandler[] {
    return [
      http.post(`${this.url}/api/graphql`, ({ request }) =>
        this.#guarded(request, '/graphql', body => this.#graphql(body)),
      ),
      http.all(`${this.apiUrl}/projects/*`, ({ request }) => {
        const { pathname, search } = new URL(request.url);
        const below = pathname.slice(
          new URL(this.apiUrl).pathname.length + '/projects/'.length,
        );
        const [id, ...rest] = below.split('/');
        const path = rest.map(part => `/${part}`).join('') + search;
        return this.#guarded(request, path, body =>
          this.#rest(request.method, id, path, body),
        );
      }),
    ];
  }

  /** What a person does on the page of a merge request. */
  mergePull(number: number): void {
    const pull = this.#pull(number);
    const commit = this.git.merge(pull.head, pull.base, 'reviewer');
    if (!commit) throw new Error(`merge request ${number} conflicts`);
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

  #pull(number: number): FakeMergeRequest {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) throw new Error(`no merge request ${number}`);
    return pull;
  }

  async #guarded(
    request: Request,
    path: string,
    answer: (body: Record<string, unknown>) => Response | Promise<Response>,
  ): Promise<Response> {
    const text = await request.text();
    const body = text ? JSON.parse(text) : {};
    const { method, headers } = request;
    const reads = method === 'GET' || /^query/.test(String(body.query ?? ''));
    const call = { method, path, body, writes: !reads };
    this.calls.push(call);
    const broken = this.breakCall?.(call, this.calls.length);
    if (broken?.when === 'before') return broken.answer;
    const given =
      headers.get('private-token') ??
      headers.get('authorization')?.replace(/^Bearer /, '');
    if (given !== this.token) {
      return HttpResponse.json(
        path === '/graphql'
          ? { errors: [{ message: 'Invalid token' }] }
          : { message: '401 Unauthorized' },
        { status: 401 },
      );
    }
    const done = await answer(body);
    return broken?.answer ?? done;
  }

  #rest(
    method: string,
    id: string,
    path: string,
    body: Record<string, unknown>,
  ): Response {
    if (id !== encodeURIComponent(this.project)) {
      const message = '404 Project Not Found';
      return HttpResponse.json({ message }, { status: 404 });
    }
    if (this.moved) return this.#movedAway(method);
    try {
      const answer = this.#answer(method, path, body);
      return HttpResponse.json(answer.body as object, {
        status: answer.status,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, message } = error;
      return HttpResponse.json(
        error instanceof InvalidParams ? { error: message } : { message },
        { status },
      );
    }
  }

  /** `lib/api/helpers.rb`, `find_project!`. */
  #movedAway(method: string): Response {
    if (method !== 'GET') {
      const message = 'Non GET methods are not allowed for moved projects';
      return HttpResponse.json({ message }, { status: 405 });
    }
    const location = `${this.apiUrl}/projects/81`;
    return new HttpResponse(
      `This resource has been moved permanently to ${location}`,
      { status: 301, headers: { location } },
    );
  }

  #answer(
    method: string,
    path: string,
    body: Record<string, unknown>,
  ): RestAnswer {
    const { pathname, searchParams } = new URL(path, this.url);
    const [, area = '', name = '', action = ''] = pathname.split('/');
    switch (`${method} ${area} ${name && area === 'repository' ? name : ''}`) {
      case 'GET  ':
        return { status: 200, body: { path_with_namespace: this.project } };
      case 'GET repository branches':
        return this.#branch(decodeURIComponent(action));
      case 'POST repository commits':
        return createCommit(this, body);
      case 'GET merge_requests ':
        return name
          ? onMergeRequest(this, method, [name, action], body)
          : listMergeRequests(this, searchParams);
      case 'POST merge_requests ':
        return createMergeRequest(this, body);
      case 'PUT merge_requests ':
        return onMergeRequest(this, method, [name, action], body);
      default:
        throw new Refusal(404, '404 Not Found');
    }
  }

  #branch(name: string): RestAnswer {
    const id = this.git.branches.get(name);
    if (!id) throw new Refusal(404, '404 Branch Not Found');
    return { status: 200, body: { name, commit: { id } } };
  }

  async #graphql(body: Record<string, unknown>): Promise<Response> {
    const { data, errors } = await graphql({
      schema: gitlabSchema,
      source: String(body.query),
      rootValue: gitlabRoot(
        this.moved ? Object.assign(Object.create(this), { project: '' }) : this,
      ),
      // Sent as JSON, so an object if anything.
      variableValues: body.variables as Record<string, unknown>,
    });
    return HttpResponse.json({ data, ...(errors && { errors }) });
  }
}
