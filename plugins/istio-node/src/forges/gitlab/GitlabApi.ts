import { z } from 'zod';
import { ForgeClient, type ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';
import { gateOf } from '../hostGate';
import { isRule } from './gitlabFaults';

/** Where a project is and how to get in. @internal */
export interface GitlabApiOptions {
  host: string;
  apiBaseUrl?: string;
  owner: string;
  repo: string;
  token(): Promise<string | undefined>;
}

const NO_PROJECT = /project not found/i;

const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.looseObject({ message: z.string() })).nullish(),
});

/** The two APIs of GitLab for one project, with their ways to say no. @internal */
export class GitlabApi {
  readonly title: string;
  /** `group/subgroup/name`. */
  readonly repository: string;
  readonly #rest: ForgeClient;
  readonly #graphql: ForgeClient;
  readonly #id: string;

  constructor({ host, apiBaseUrl, owner, repo, token }: GitlabApiOptions) {
    this.title = `GitLab at ${host}`;
    this.repository = `${owner}/${repo}`;
    this.#id = encodeURIComponent(this.repository);
    const base = (apiBaseUrl ?? `https://${host}/api/v4`).replace(/\/+$/, '');
    const shared = {
      title: this.title,
      gate: gateOf(host),
      // Personal, project and group access tokens pass as bearers too.
      credential: async () => {
        const secret = await token();
        const headers: Record<string, string> = secret
          ? { authorization: `Bearer ${secret}` }
          : {};
        return { headers, secrets: [secret] };
      },
    };
    this.#rest = new ForgeClient({ ...shared, apiUrl: base });
    this.#graphql = new ForgeClient({
      ...shared,
      apiUrl: base.replace(/\/v4$/, ''),
    });
  }

  /** A REST call below the project; the caller judges statuses below 500. */
  rest(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<ForgeReply> {
    return this.#rest.send(method, `/projects/${this.#id}${path}`, body);
  }

  /** A GraphQL call about the project; throws on any error in the answer. */
  async graphql<T>(
    what: string,
    schema: z.ZodType<T>,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<T> {
    const reply = await this.#graphql.send(
      'POST',
      '/graphql',
      { query, variables: { project: this.repository, ...variables } },
      { readOnly: query.startsWith('query') },
    );
    this.assertOk(reply, what);
    const answer = graphqlAnswer.safeParse(reply.body);
    const [failed] = answer.data?.errors ?? [];
    if (failed) throw this.#graphqlError(what, reply.clean(failed.message));
    return this.#parse(schema, answer.data?.data);
  }

  /** Reads an answer of REST; throws in words what it refuses. */
  read<T>(reply: ForgeReply, schema: z.ZodType<T>, what: string): T {
    this.assertOk(reply, what);
    return this.#parse(schema, reply.body);
  }

  /** Whether something of the project is not there, the project being there. */
  isAbsent({ status, message }: ForgeReply): boolean {
    return status === 404 && !NO_PROJECT.test(message);
  }

  assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300) return;
    const { status, message } = reply;
    if (status === 401) {
      throw forgeError(
        'unauthenticated',
        `${this.title} refuses the credential: check integrations.gitlab in the app configuration.`,
      );
    }
    if (status === 404 && NO_PROJECT.test(message)) {
      throw this.notFound();
    }
    if (status === 405 && /moved projects/i.test(message)) {
      throw forgeError(
        'not-found',
        `Project ${this.repository} on ${this.title} was moved or renamed: configure its new path.`,
      );
    }
    if (status === 403) throw this.refusal(what, message);
    const said = message ? ` (${message})` : '';
    throw forgeError(
      status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${status}${said}.`,
    );
  }

  /** GraphQL says nothing of a project that is not there: REST tells why. */
  async explainMissing(): Promise<Error> {
    this.assertOk(await this.rest('GET', ''), 'read the project');
    return forgeError(
      'forbidden',
      `The account may not read the code of ${this.repository} on ${this.title}: give it the role Reporter or higher, and the token the scope api.`,
    );
  }

  notFound(): Error {
    return forgeError(
      'not-found',
      `Project ${this.repository} was not found on ${this.title}: check its name, and that the account may read it.`,
    );
  }

  refusal(what: string, message: string): Error {
    return forgeError(
      'forbidden',
      isRule(message)
        ? `A rule of ${this.repository} on ${this.title} forbids to ${what} (${message}): ask its maintainers to allow branches meshwright/**, and that the account is a Developer.`
        : `The account may not ${what} in ${this.repository} on ${this.title} (${message}): give it the role Developer, and the token the scope api.`,
    );
  }

  #graphqlError(what: string, message: string): Error {
    return /don't have permission/i.test(message)
      ? this.refusal(what, message)
      : forgeError(
          'invalid',
          `${this.title} would not ${what} in ${this.repository}: ${message}`,
        );
  }

  #parse<T>(schema: z.ZodType<T>, body: unknown): T {
    const read = schema.safeParse(body);
    if (read.success) return read.data;
    throw forgeError(
      'unavailable',
      `${this.title} answered with something that is not of its API: check its base URL.`,
    );
  }
}
