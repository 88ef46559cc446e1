import {
  ForgeClient,
  type ForgeCredential,
  type ForgeReply,
} from '../forgeClient';
import { forgeError } from '../forgeFault';
import type { GitReply, GitTransport } from '../git/GitRemote';
import { gateOf } from '../hostGate';
import { EncodedBody } from '../requestBody';
import {
  isBadCredential,
  isMissingRepository,
  isRule,
  problemOf,
} from './bitbucketServerFaults';

/** Where a repository is and how to get in. @internal */
export interface BitbucketServerApiOptions {
  host: string;
  apiBaseUrl?: string;
  project: string;
  repo: string;
  token?: string;
  username?: string;
  password?: string;
}

const NO_HEADERS: Record<string, string> = {};

function credentialOf(options: BitbucketServerApiOptions): ForgeCredential {
  const { token, username, password } = options;
  const pair = `${username}:${password}`;
  const basic = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  const login = username && password ? basic : undefined;
  const authorization = token ? `Bearer ${token}` : login;
  return {
    headers: authorization ? { authorization } : NO_HEADERS,
    secrets: [token, password, login && pair],
  };
}

const trimmed = (url: string) => url.replace(/\/+$/, '');

/**
 * REST 1.0 below one repository and git's own protocol beside it, with their
 * ways to say no. A token is a bearer's on both ("HTTP access tokens" of the
 * documentation of Data Center).
 *
 * @internal
 */
export class BitbucketServerApi implements GitTransport {
  readonly title: string;
  /** `project/repository`. */
  readonly repository: string;
  readonly project: string;
  readonly repo: string;
  readonly #client: ForgeClient;
  readonly #host: ForgeClient;
  readonly #root: string;
  readonly #gitRoot: string;

  constructor(options: BitbucketServerApiOptions) {
    const { host, apiBaseUrl, project, repo } = options;
    const apiUrl = trimmed(apiBaseUrl ?? `https://${host}/rest/api/1.0`);
    const [key, slug] = [project, repo].map(encodeURIComponent);
    this.title = `Bitbucket at ${host}`;
    this.repository = `${project}/${repo}`;
    this.project = project;
    this.repo = repo;
    this.#root = `/projects/${key}/repos/${slug}`;
    this.#gitRoot = `/scm/${key}/${slug}.git`;
    const credential = credentialOf(options);
    const shared = {
      title: this.title,
      credential: () => credential,
      gate: gateOf(host),
    };
    this.#client = new ForgeClient({ ...shared, apiUrl });
    this.#host = new ForgeClient({
      ...shared,
      apiUrl: trimmed(apiUrl.replace(/\/rest\/api\/[^/]+$/, '')),
    });
  }

  get calls(): number {
    return this.#client.sent + this.#host.sent;
  }

  /** A call below the repository; the caller judges statuses below 500. */
  send(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    options?: { accept?: string },
  ): Promise<ForgeReply> {
    return this.#client.send(method, `${this.#root}${path}`, body, options);
  }

  /** Conditions for default reviewers, which are an app of their own. */
  readConditions(): Promise<ForgeReply> {
    const path = `/rest/default-reviewers/1.0${this.#root}/conditions`;
    return this.#host.send('GET', path);
  }

  /** A call of git's own protocol. */
  async post(
    service: 'git-upload-pack' | 'git-receive-pack',
    body: Buffer,
    what: string,
  ): Promise<GitReply> {
    const type = `application/x-${service}`;
    const reply = await this.#host.send(
      'POST',
      `${this.#gitRoot}/${service}`,
      new EncodedBody(`${type}-request`, body),
      {
        readOnly: service === 'git-upload-pack',
        accept: `${type}-result`,
        headers: { 'git-protocol': 'version=2' },
      },
    );
    if (reply.status === 404) throw this.#missing();
    if (reply.status === 401) throw this.#unauthenticated();
    this.assertOk(reply, what);
    return reply;
  }

  /** Throws in words what an answer refuses. */
  assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300) return;
    const problem = problemOf(reply);
    if (isMissingRepository(problem)) throw this.#missing();
    if (reply.status === 401 && isBadCredential(problem)) {
      throw this.#unauthenticated();
    }
    const said = problem.said ? ` (${problem.said})` : '';
    if (isRule(problem)) throw this.rule(what, problem.said);
    if (reply.status === 401 || reply.status === 403) {
      throw forgeError(
        'forbidden',
        `The account may not ${what} in ${this.repository} on ${this.title}${said}: give it write access to the repository, and branch permissions for meshwright/** where there are any.`,
      );
    }
    throw forgeError(
      reply.status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${reply.status}${said}.`,
    );
  }

  /** The error for what a rule of the repository forbids. */
  rule(what: string, said: string): Error {
    return forgeError(
      'forbidden',
      `A rule of ${this.repository} on ${this.title} forbids to ${what}${
        said ? ` (${said})` : ''
      }: ask its owners to allow branches meshwright/**.`,
    );
  }

  #missing(): Error {
    return forgeError(
      'not-found',
      `Repository ${this.repository} was not found on ${this.title}: check its name, and that the account may read it.`,
    );
  }

  #unauthenticated(): Error {
    return forgeError(
      'unauthenticated',
      `${this.title} refuses the credential: check integrations.bitbucketServer in the app configuration.`,
    );
  }
}
