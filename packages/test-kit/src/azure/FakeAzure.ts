import { http, HttpResponse, type HttpHandler } from 'msw';
import { GitModel } from '../git/GitModel';
import { readBlob, readBlobs, readItems, zipFolder } from './azureItems';
import { createPull, listPulls, onPull } from './azurePulls';
import {
  createMerge,
  listRefs,
  mergeBases,
  push,
  readMerge,
  updateRefs,
} from './azurePushes';
import {
  type AzureAnswer,
  AzureException,
  type AzureState,
  type FakeAzurePull,
} from './AzureState';

/** One call that the fake got. */
export interface AzureCall {
  method: string;
  /** Below `/_apis`, with the query. */
  path: string;
  body: unknown;
  /** Whether it may change something. */
  writes: boolean;
}

/** Where and what the repository of a {@link FakeAzure} is. */
export interface FakeAzureOptions {
  host?: string;
  organization?: string;
  files?: Record<string, string>;
}

/** Calls that look something up although they are a POST. */
const LOOKUPS = /^\/git\/repositories\/[^/]+\/(itemsbatch|blobs)\?/;

const PREVIEW = /\/(merges|mergebases|labels|identities)(\/|\?)/;

/**
 * Azure DevOps for one repository, in memory, as handlers for msw: bodies are
 * checked against the contracts of its REST API 7.1, and refusals have its
 * kinds and words.
 */
export class FakeAzure implements AzureState {
  readonly host: string;
  readonly organization: string;
  readonly project = 'Mesh Platform';
  readonly repo = 'gitops';
  readonly webUrl: string;
  readonly token = 'azdoCanaryToken1234abcd';
  readonly git: GitModel;
  readonly pulls: FakeAzurePull[] = [];
  readonly merges: AzureState['merges'] = [];
  readonly calls: AzureCall[] = [];
  readonly identities = [
    ['1', 'ana.ruiz@example.com', 'Ana Ruiz'],
    ['2', 'sam.okafor@example.com', 'Sam Okafor'],
    ['3', '[Mesh Platform]\\Owners', '[Mesh Platform]\\Owners'],
  ].map(([digit, account, displayName]) => ({
    id: `0000000${digit}-0000-0000-0000-000000000000`,
    ...{ account, displayName, isContainer: digit === '3' },
  }));
  protectedPrefix?: string;
  /** A server that gives no zip of several files. */
  noZip = false;
  whileReading?: () => void;
  /** Lets a test break a call; one broken `after` was still done. */
  breakCall?: (
    call: AzureCall,
    number: number,
  ) => { when: 'before' | 'after'; answer: Response } | undefined;
  readonly #collection: string;

  constructor(options: FakeAzureOptions = {}) {
    const { host = 'dev.azure.com', organization = 'acme', files } = options;
    this.host = host;
    this.organization = organization;
    this.#collection = host.endsWith('.visualstudio.com')
      ? `https://${host}`
      : `https://${host}/${organization}`;
    this.webUrl = `${this.#collection}/Mesh%20Platform/_git/gitops`;
    this.git = new GitModel('main', files ?? {});
  }

  get isService(): boolean {
    return /(^dev\.azure|\.visualstudio)\.com$/.test(this.host);
  }

  handlers(): HttpHandler[] {
    const identities = this.isService
      ? `https://vssps.dev.azure.com/${this.organization}`
      : this.#collection;
    return [
      http.get(`${identities}/_apis/identities`, ({ request }) =>
        this.#guarded(request, '/identities', ''),
      ),
      http.all(`${this.#collection}/:project/_apis/*`, ({ request, params }) =>
        this.#guarded(
          request,
          new URL(request.url).pathname.split('/_apis')[1],
          String(params.project),
        ),
      ),
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

  openPull(head: string, base: string, description: string): void {
    const [sourceRefName, targetRefName] = [head, base].map(
      branch => `refs/heads/${branch}`,
    );
    createPull(this, { sourceRefName, targetRefName, title: 't', description });
  }

  closePull(number: number): void {
    this.#pull(number).state = 'closed';
  }

  #pull(number: number): FakeAzurePull {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) throw new Error(`no pull request ${number}`);
    return pull;
  }

  async #guarded(
    request: Request,
    below: string,
    project: string,
  ): Promise<Response> {
    const text = await request.text();
    const { method, headers } = request;
    const path = `${below}${new URL(request.url).search}`;
    const call = {
      ...{ method, path, body: text ? JSON.parse(text) : undefined },
      writes: method !== 'GET' && !LOOKUPS.test(path),
    };
    this.calls.push(call);
    const broken = this.breakCall?.(call, this.calls.length);
    if (broken?.when === 'before') return broken.answer;
    const basic = Buffer.from(`:${this.token}`).toString('base64');
    const given = headers.get('authorization');
    if (given !== `Basic ${basic}` && given !== `Bearer ${this.token}`) {
      // What the service answers to a token that it does not know.
      const page =
        '<html><title>Azure DevOps Services | Sign In</title></html>';
      return HttpResponse.html(page, { status: 203 });
    }
    const done = this.#answer(call, headers.get('accept'), project);
    return broken?.answer ?? done;
  }

  #answer(call: AzureCall, accept: string | null, project: string): Response {
    try {
      const { status, body, bytes } = this.#route(call, accept, project);
      // The types of msw know no Buffer.
      if (bytes) return new Response(new Uint8Array(bytes), { status });
      return HttpResponse.json(body as object, { status });
    } catch (error) {
      if (!(error instanceof AzureException)) throw error;
      const { status, message, typeKey } = error;
      return HttpResponse.json(
        {
          ...{ $id: '1', innerException: null, message, typeKey },
          ...{ typeName: `Microsoft.TeamFoundation.Git.Server.${typeKey}` },
          ...{ errorCode: 0, eventId: 3000 },
        },
        { status },
      );
    }
  }

  #route(
    { method, path, body }: AzureCall,
    accept: string | null,
    project: string,
  ): AzureAnswer {
    const { pathname, searchParams } = new URL(path, 'https://x');
    this.#assertVersion(path, searchParams.get('api-version') ?? '');
    if (pathname === '/identities') return this.#identities(searchParams);
    const [, , , repo, area, ...rest] = pathname.split('/');
    if (decodeURIComponent(project) !== this.project || repo !== this.repo) {
      throw new AzureException(
        404,
        'GitRepositoryNotFoundException',
        `TF401019: The Git repository with name or identifier ${repo} does not exist or you do not have permissions for the operation you are attempting.`,
      );
    }
    // Contracts are checked where they are read.
    const given = (body ?? {}) as Record<string, unknown>;
    switch (`${method} ${area}${rest.length ? '/' : ''}`) {
      case 'GET refs':
        return listRefs(this, searchParams);
      case 'GET items':
        return zipFolder(this, searchParams);
      case 'POST refs':
        return updateRefs(this, body);
      case 'POST itemsbatch':
        return readItems(this, given);
      case 'POST blobs':
        return readBlobs(this, body, this.noZip ? null : accept);
      case 'GET blobs/':
        return readBlob(this, rest[0], searchParams.get('$format'));
      case 'POST pushes':
        return push(this, given);
      case 'POST merges':
        return createMerge(this, given);
      case 'GET merges/':
        return readMerge(this, rest[0]);
      case 'GET commits/':
        return mergeBases(this, rest[0], searchParams.get('otherCommitId'));
      case 'GET pullrequests':
        return listPulls(this, searchParams);
      case 'POST pullrequests':
        return createPull(this, given);
      default:
        if (area === 'pullrequests') return onPull(this, method, rest, given);
        throw new AzureException(404, 'VssRequestException', 'Page not found.');
    }
  }

  #assertVersion(path: string, version: string): void {
    const base = this.isService ? '7.1' : '6.0';
    const wanted = PREVIEW.test(path) ? `${base}-preview.1` : base;
    if (version === wanted) return;
    throw new AzureException(
      400,
      'VssInvalidPreviewVersionException',
      `The requested version "${version}" of the resource is under preview.`,
    );
  }

  #identities(search: URLSearchParams): AzureAnswer {
    const wanted = search.get('filterValue')?.toLowerCase() ?? '';
    const value = this.identities
      .filter(({ account, displayName }) =>
        [account, displayName].some(name =>
          name.toLowerCase().startsWith(wanted),
        ),
      )
      .map(({ id, account, displayName }) => ({
        id,
        providerDisplayName: displayName,
        properties: { Account: { $type: 'System.String', $value: account } },
      }));
    return { status: 200, body: { count: value.length, value } };
  }
}
