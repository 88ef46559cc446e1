import { z } from 'zod';
import {
  ForgeClient,
  type ForgeCredential,
  type ForgeReply,
} from '../forgeClient';
import { forgeError } from '../forgeFault';
import { gateOf } from '../hostGate';
import { isMissing, isPolicy } from './azureFaults';

/** Where a repository is and how to get in. @internal */
export interface AzureApiOptions {
  host: string;
  /** The organization, or the collection of a server with its path, `tfs/c`. */
  organization: string;
  project: string;
  repo: string;
  /** Asked before each request. */
  credential(): Promise<ForgeCredential>;
}

/** Hosts of the service, of which the older has the organization in its name. */
const SERVICE = /^(dev\.azure\.com|[a-z0-9-]+\.visualstudio\.com)$/i;
const OLD_SERVICE = /\.visualstudio\.com$/i;

const failure = z.looseObject({ typeKey: z.string().optional() });

const path = (name: string) =>
  name.split('/').map(encodeURIComponent).join('/');

/** What to ask with a call. */
interface AzureCall {
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Resources that have no version without `-preview`. */
  preview?: boolean;
  readOnly?: boolean;
  accept?: string;
}

/** The API of Azure DevOps for one repository, with its ways to say no. @internal */
export class AzureApi {
  readonly title: string;
  /** `organization/project/repository`. */
  readonly repository: string;
  /** Page of the repository for people. */
  readonly webUrl: string;
  readonly #version: string;
  readonly #git: ForgeClient;
  readonly #identities: ForgeClient;
  readonly #path: string;

  constructor(options: AzureApiOptions) {
    const { host, organization, project, repo, credential } = options;
    const isService = SERVICE.test(host);
    const isOld = OLD_SERVICE.test(host);
    const collection = isOld
      ? `https://${host}`
      : `https://${host}/${path(organization)}`;
    this.title = `Azure DevOps at ${host}`;
    this.repository = `${organization}/${project}/${repo}`;
    this.webUrl = `${collection}/${path(project)}/_git/${path(repo)}`;
    // What Azure DevOps Server 2020 has, and later ones too.
    this.#version = isService ? '7.1' : '6.0';
    this.#path = `/${path(project)}/_apis/git/repositories/${path(repo)}`;
    const shared = {
      title: this.title,
      gate: gateOf(host),
      credential,
      // To the page for signing in: what was sent was no credential to it.
      redirected: () => this.unauthenticated(),
    };
    this.#git = new ForgeClient({ ...shared, apiUrl: collection });
    this.#identities = new ForgeClient({
      ...shared,
      apiUrl: isService
        ? `https://vssps.dev.azure.com/${path(organization)}`
        : collection,
    });
  }

  /** How many calls were made so far. */
  get calls(): number {
    return this.#git.sent;
  }

  /** A call below the repository; the caller judges statuses below 500. */
  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    below: string,
    call: AzureCall = {},
  ): Promise<ForgeReply> {
    const { body, readOnly, accept } = call;
    const target = `${this.#path}${below}?${this.#search(call)}`;
    const options = {
      ...(readOnly === undefined ? {} : { readOnly }),
      ...(accept ? { accept } : {}),
    };
    return this.#signedIn(await this.#git.send(method, target, body, options));
  }

  /** People and teams of the organization. */
  async identities(query: Record<string, string>): Promise<ForgeReply> {
    const search = this.#search({ query, preview: true });
    const target = `/_apis/identities?${search}`;
    return this.#signedIn(await this.#identities.send('GET', target));
  }

  /** Reads an answer; throws in words what it refuses. */
  read<T>(reply: ForgeReply, schema: z.ZodType<T>, what: string): T {
    this.assertOk(reply, what);
    const read = schema.safeParse(reply.body);
    if (read.success) return read.data;
    throw this.unreadable();
  }

  /** The kind of an error, as `GitReferenceStaleException`. */
  kindOf(reply: ForgeReply): string {
    return failure.safeParse(reply.body).data?.typeKey ?? '';
  }

  assertOk(reply: ForgeReply, what: string): void {
    const { status, message } = reply;
    if (status < 300) return;
    if (status === 401) throw this.unauthenticated();
    if (isMissing(message)) {
      throw forgeError(
        'not-found',
        `Repository ${this.repository} was not found on ${this.title} (${message}): check organization, project and name, and that the account may read it.`,
      );
    }
    if (status === 403 || isPolicy(message)) throw this.#refusal(what, message);
    const said = message ? ` (${message})` : '';
    throw forgeError(
      status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${status}${said}.`,
    );
  }

  unauthenticated(): Error {
    return forgeError(
      'unauthenticated',
      `${this.title} refuses the credential: check integrations.azure in the app configuration, and that the token has not expired.`,
    );
  }

  unreadable(): Error {
    return forgeError(
      'unavailable',
      `${this.title} answered with something that is not of its API: check host and organization.`,
    );
  }

  /** Without a valid token Azure DevOps answers 203 with a page to sign in. */
  #signedIn(reply: ForgeReply): ForgeReply {
    if (reply.status === 203) throw this.unauthenticated();
    return reply;
  }

  #search({ query, preview }: AzureCall): URLSearchParams {
    const version = preview ? `${this.#version}-preview.1` : this.#version;
    return new URLSearchParams({ ...query, 'api-version': version });
  }

  #refusal(what: string, message: string): Error {
    return forgeError(
      'forbidden',
      isPolicy(message)
        ? `A branch policy of ${this.repository} on ${this.title} forbids to ${what} (${message}): ask its owners to leave branches meshwright/** without one.`
        : `The account may not ${what} in ${this.repository} on ${this.title} (${message}): give it Contribute, Create branch and Contribute to pull requests, and the token the scope Code (read & write).`,
    );
  }
}
