import {
  ForgeClient,
  type ForgeCredential,
  type ForgeReply,
} from '../forgeClient';
import { forgeError } from '../forgeFault';
import { gateOf } from '../hostGate';
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

function credentialOf(options: BitbucketServerApiOptions): ForgeCredential {
  const { token, username, password } = options;
  const pair = `${username}:${password}`;
  const basic = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  const login = username && password ? basic : undefined;
  const authorization = token ? `Bearer ${token}` : login;
  return {
    headers: {
      // Forms are refused without it, as they could come from another page.
      'x-atlassian-token': 'no-check',
      ...(authorization && { authorization }),
    },
    secrets: [token, password, login && pair],
  };
}

/** REST 1.0 below one repository, with its ways to say no. @internal */
export class BitbucketServerApi {
  readonly title: string;
  /** `project/repository`. */
  readonly repository: string;
  readonly project: string;
  readonly repo: string;
  readonly #client: ForgeClient;
  readonly #root: string;

  constructor(options: BitbucketServerApiOptions) {
    const { host, apiBaseUrl, project, repo } = options;
    this.title = `Bitbucket at ${host}`;
    this.repository = `${project}/${repo}`;
    this.project = project;
    this.repo = repo;
    this.#root = `/projects/${encodeURIComponent(
      project,
    )}/repos/${encodeURIComponent(repo)}`;
    this.#client = new ForgeClient({
      title: this.title,
      apiUrl: (apiBaseUrl ?? `https://${host}/rest/api/1.0`).replace(
        /\/+$/,
        '',
      ),
      credential: () => credentialOf(options),
      gate: gateOf(host),
    });
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

  /** Throws in words what an answer refuses. */
  assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300) return;
    const problem = problemOf(reply);
    if (isMissingRepository(problem)) {
      throw forgeError(
        'not-found',
        `Repository ${this.repository} was not found on ${this.title}: check its name, and that the account may read it.`,
      );
    }
    if (reply.status === 401 && isBadCredential(problem)) {
      throw forgeError(
        'unauthenticated',
        `${this.title} refuses the credential: check integrations.bitbucketServer in the app configuration.`,
      );
    }
    const said = problem.said ? ` (${problem.said})` : '';
    if (isRule(problem)) {
      throw forgeError(
        'forbidden',
        `A rule of ${this.repository} on ${this.title} forbids to ${what}${said}: ask its owners to allow branches meshwright/**.`,
      );
    }
    if (reply.status === 401 || reply.status === 403) {
      throw forgeError('forbidden', this.#refusal(reply, what, said));
    }
    throw forgeError(
      reply.status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${reply.status}${said}.`,
    );
  }

  #refusal({ status }: ForgeReply, what: string, said: string): string {
    return status === 403
      ? `${this.title} would not ${what} in ${this.repository}${said}: use the access token of a user, as those of projects and repositories cannot commit.`
      : `The account may not ${what} in ${this.repository} on ${this.title}${said}: give it write access to the repository, and branch permissions for meshwright/** where there are any.`;
  }
}
