import type { z } from 'zod';
import {
  ForgeClient,
  type ForgeCredential,
  type ForgeReply,
} from '../forgeClient';
import { forgeError } from '../forgeFault';
import { gateOf } from '../hostGate';
import { SECONDARY_LIMIT_MS, speaksOfLimit } from '../rateLimit';
import {
  type GraphqlError,
  graphqlAnswer,
  graphqlFault,
  isProtection,
} from './githubFaults';

/** Where a repository is and how to get in. @internal */
export interface GithubApiOptions {
  host: string;
  apiBaseUrl?: string;
  owner: string;
  repo: string;
  token(): Promise<string | undefined>;
}

function credentialOf(token: string | undefined): ForgeCredential {
  return {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    secrets: [token],
  };
}

/** The two APIs of GitHub for one repository, with their ways to say no. @internal */
export class GithubApi {
  readonly title: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly #rest: ForgeClient;
  readonly #graphql: ForgeClient;
  readonly #owner: string;
  readonly #name: string;
  #repositoryId: string | undefined;

  constructor({ host, apiBaseUrl, owner, repo, token }: GithubApiOptions) {
    this.title = `GitHub at ${host}`;
    this.repository = `${owner}/${repo}`;
    this.#owner = owner;
    this.#name = repo;
    const own =
      host === 'github.com'
        ? 'https://api.github.com'
        : `https://${host}/api/v3`;
    const base = (apiBaseUrl ?? own).replace(/\/+$/, '');
    const shared = {
      title: this.title,
      gate: gateOf(host),
      credential: async () => credentialOf(await token()),
    };
    this.#rest = new ForgeClient({ ...shared, apiUrl: base });
    // An Enterprise server has REST at /api/v3 and GraphQL at /api/graphql.
    this.#graphql = new ForgeClient({
      ...shared,
      apiUrl: base.replace(/\/v3$/, ''),
    });
  }

  /** The node id, known once something of the repository was read. */
  get repositoryId(): string | undefined {
    return this.#repositoryId;
  }

  /** A REST call below the repository; the caller judges statuses below 500. */
  rest(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<ForgeReply> {
    const owner = encodeURIComponent(this.#owner);
    const name = encodeURIComponent(this.#name);
    return this.#rest.send(method, `/repos/${owner}/${name}${path}`, body);
  }

  /** Reads something of the repository. */
  async query<T extends { id: string }>(
    what: string,
    schema: z.ZodType<{ repository: T }>,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<T> {
    const { repository } = await this.graphql(what, schema, query, {
      owner: this.#owner,
      name: this.#name,
      ...variables,
    });
    this.#repositoryId = repository.id;
    return repository;
  }

  /** A GraphQL call, its answer read by `schema`; throws on any error in it. */
  async graphql<T>(
    what: string,
    schema: z.ZodType<T>,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<T> {
    const readOnly = query.startsWith('query');
    const reply = await this.#graphql.send(
      'POST',
      '/graphql',
      { query, variables },
      { readOnly },
    );
    this.assertOk(reply, what);
    const answer = graphqlAnswer.safeParse(reply.body);
    const { errors, message: refused = '' } = answer.data ?? {};
    // Limits are told with status 200, and some without a list of errors.
    const [failed] =
      errors ?? (speaksOfLimit(refused) ? [{ message: refused }] : []);
    if (failed) {
      const message = reply.clean(failed.message);
      throw this.#graphqlError({ ...failed, message }, what, reply.wait);
    }
    const read = schema.safeParse(answer.data?.data);
    if (read.success) return read.data;
    throw forgeError(
      'unavailable',
      `${this.title} answered with something that is not of its API: check its base URL.`,
    );
  }

  /** Throws in words what a REST answer refuses. */
  assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300 && reply.body !== undefined) return;
    if (reply.status === 204) return;
    if (reply.status === 401) {
      throw forgeError(
        'unauthenticated',
        `${this.title} refuses the credential: check integrations.github in the app configuration.`,
      );
    }
    if (reply.status === 403) throw this.#refusal(what, reply.message);
    const said = reply.message ? ` (${reply.message})` : '';
    throw forgeError(
      reply.status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${reply.status}${said}.`,
    );
  }

  #graphqlError(
    failed: GraphqlError,
    what: string,
    wait = SECONDARY_LIMIT_MS,
  ): Error {
    const fault = graphqlFault(failed);
    const { message, path } = failed;
    if (fault === 'forbidden') return this.#refusal(what, message);
    if (fault === 'not-found' && path?.[0] === 'repository') {
      return forgeError(
        fault,
        `Repository ${this.repository} was not found on ${this.title}: check its name, and that the account may read it.`,
      );
    }
    if (fault === 'rate-limited') {
      return this.#graphql.holdBack(wait);
    }
    return forgeError(
      fault,
      `${this.title} would not ${what} in ${this.repository}: ${message}`,
    );
  }

  #refusal(what: string, message: string): Error {
    return forgeError(
      'forbidden',
      isProtection(message)
        ? `A rule of ${this.repository} on ${this.title} forbids to ${what} (${message}): ask its owners to allow branches meshwright/**.`
        : `The account may not ${what} in ${this.repository} on ${this.title} (${message}): give it write access to contents and pull requests.`,
    );
  }
}
