import { ForgeClient, type ForgeReply } from '../forgeClient';
import { forgeError } from '../forgeFault';
import { gateOf } from '../hostGate';

/** Where a repository is and how to get in. @internal */
export interface GiteaApiOptions {
  host: string;
  baseUrl?: string;
  owner: string;
  repo: string;
  token?: string;
  username?: string;
}

const READ_REPOSITORY = 'read the repository';

const NO_HEADERS: Record<string, string> = {};

/** REST v1 below one repository, with its ways to say no. @internal */
export class GiteaApi {
  readonly title: string;
  readonly host: string;
  /** `owner/repository`. */
  readonly repository: string;
  readonly #client: ForgeClient;
  readonly #root: string;

  constructor(options: GiteaApiOptions) {
    const { host, owner, repo, token, username } = options;
    const base = (options.baseUrl ?? `https://${host}`).replace(/\/+$/, '');
    const pair = `${username}:${token}`;
    const basic = Buffer.from(pair).toString('base64');
    const authorization = username ? `Basic ${basic}` : `token ${token}`;
    this.host = host;
    this.title = `Gitea at ${host}`;
    this.repository = `${owner}/${repo}`;
    const names = [owner, repo].map(encodeURIComponent).join('/');
    this.#root = `/repos/${names}`;
    this.#client = new ForgeClient({
      title: this.title,
      apiUrl: `${base}/api/v1`,
      credential: () => ({
        headers: token ? { authorization } : NO_HEADERS,
        secrets: [token, username && token ? pair : undefined],
      }),
      gate: gateOf(host),
    });
  }

  /** A call below the repository; the caller judges statuses below 500. */
  send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<ForgeReply> {
    return this.#client.send(method, `${this.#root}${path}`, body);
  }

  /** What a 404 means: the thing is absent, unless the repository is. */
  async absent(): Promise<undefined> {
    await this.assertRepository();
    return undefined;
  }

  async assertRepository(): Promise<void> {
    this.assertOk(await this.send('GET', ''), READ_REPOSITORY);
  }

  /** Throws in words what an answer refuses. */
  assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300) return;
    const said = reply.message ? ` (${reply.message})` : '';
    if (reply.status === 401) {
      throw forgeError(
        'unauthenticated',
        `${this.title} refuses the credential: check integrations.gitea in the app configuration.`,
      );
    }
    if (reply.status === 404 && what === READ_REPOSITORY) {
      throw forgeError(
        'not-found',
        `Repository ${this.repository} was not found on ${this.title}: check its name, and that the account may read it.`,
      );
    }
    if (reply.status === 403 || reply.status === 423) {
      throw forgeError('forbidden', this.#refusal(what, reply, said));
    }
    throw forgeError(
      reply.status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${reply.status}${said}.`,
    );
  }

  #refusal(what: string, reply: ForgeReply, said: string): string {
    if (reply.status === 423) {
      return `Repository ${this.repository} on ${this.title} is archived: unarchive it or configure another.`;
    }
    return /protected/i.test(reply.message)
      ? `A protection rule of ${this.repository} on ${this.title} forbids to ${what}${said}: ask its owners to allow branches meshwright/**.`
      : `The account may not ${what} in ${this.repository} on ${this.title}${said}: give it write access to code and pull requests.`;
  }
}
