import { z } from 'zod';
import {
  ForgeClient,
  type ForgeCredential,
  type ForgeReply,
} from '../forgeClient';
import { forgeError } from '../forgeFault';
import type { GitReply, GitTransport } from '../git/GitRemote';
import { gateOf } from '../hostGate';
import { EncodedBody } from '../requestBody';

const API = 'https://api.bitbucket.org/2.0';

/** Where a repository is and how to get in. @internal */
export interface BitbucketCloudApiOptions {
  workspace: string;
  repo: string;
  apiBaseUrl?: string;
  /** Asked before each call: tokens of OAuth live for an hour or two. */
  authorization(): Promise<string | undefined>;
}

/** The secrets in a header: the token, or the pair of a login and its parts. */
function credentialOf(authorization: string | undefined): ForgeCredential {
  if (!authorization) return { headers: {}, secrets: [] };
  const [scheme, value = ''] = authorization.split(' ');
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const secrets =
    scheme === 'Basic'
      ? [value, pair, pair.slice(pair.indexOf(':') + 1)]
      : [value];
  return { headers: { authorization }, secrets };
}

/** Names that stand for who a token belongs to, where git asks for one. */
const ANY_TOKEN = 'x-token-auth';
const API_TOKEN = 'x-bitbucket-api-token-auth';

/**
 * The same credential for git over HTTPS, which takes tokens as passwords, and
 * API tokens under a name that is no mail address ("Using API tokens", "Using
 * access tokens" of the documentation of Bitbucket Cloud).
 */
function gitCredentialOf(authorization: string | undefined): ForgeCredential {
  const given = credentialOf(authorization);
  const [scheme, value = ''] = (authorization ?? '').split(' ');
  if (!authorization) return given;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const at = pair.indexOf(':');
  const isMail = pair.slice(0, at).includes('@');
  const login =
    scheme === 'Basic'
      ? `${isMail ? API_TOKEN : pair.slice(0, at)}${pair.slice(at)}`
      : `${ANY_TOKEN}:${value}`;
  const basic = Buffer.from(login, 'utf8').toString('base64');
  return {
    headers: { authorization: `Basic ${basic}` },
    secrets: [...given.secrets, basic, login],
  };
}

const errorAnswer = z.object({
  error: z.object({
    message: z.string(),
    detail: z.string().nullish(),
  }),
});

const RULE = /branch restriction|restricted|permission to push|protected/i;

/**
 * API 2.0 for one repository and git's own protocol beside it, with their ways
 * to say no.
 *
 * @internal
 */
export class BitbucketCloudApi implements GitTransport {
  readonly title = 'Bitbucket Cloud';
  readonly workspace: string;
  /** `workspace/repository`. */
  readonly repository: string;
  /** Tells this repository from those of other hosts. */
  readonly key: string;
  readonly #client: ForgeClient;
  readonly #git: ForgeClient;
  readonly #root: string;

  constructor(options: BitbucketCloudApiOptions) {
    const { workspace, repo, apiBaseUrl = API, authorization } = options;
    this.workspace = workspace;
    this.repository = `${workspace}/${repo}`;
    const names = [workspace, repo].map(encodeURIComponent).join('/');
    this.#root = `/repositories/${names}`;
    this.key = `${apiBaseUrl}${this.#root}`;
    const { host } = new URL(apiBaseUrl);
    const shared = { title: this.title, gate: gateOf(host) };
    this.#client = new ForgeClient({
      ...shared,
      apiUrl: apiBaseUrl.replace(/\/+$/, ''),
      credential: async () => credentialOf(await authorization()),
    });
    this.#git = new ForgeClient({
      ...shared,
      apiUrl: `https://${host.replace(/^api\./, '')}/${names}.git`,
      credential: async () => gitCredentialOf(await authorization()),
    });
  }

  get calls(): number {
    return this.#client.sent + this.#git.sent;
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

  /** A call of git's own protocol. */
  async post(
    service: 'git-upload-pack' | 'git-receive-pack',
    body: Buffer,
    what: string,
  ): Promise<GitReply> {
    const type = `application/x-${service}`;
    const encoded = new EncodedBody(`${type}-request`, body);
    const reply = await this.#git.send('POST', `/${service}`, encoded, {
      readOnly: service === 'git-upload-pack',
      accept: `${type}-result`,
    });
    this.assertOk(reply, what);
    return reply;
  }

  /** Reads something of the workspace. */
  readWorkspace(path: string): Promise<ForgeReply> {
    const name = encodeURIComponent(this.workspace);
    return this.#client.send('GET', `/workspaces/${name}${path}`);
  }

  /** What a 404 means: the thing is absent, unless the repository is. */
  async absent(): Promise<undefined> {
    const reply = await this.send('GET', '');
    if (reply.status !== 404) {
      this.assertOk(reply, 'read the repository');
      return undefined;
    }
    throw forgeError(
      'not-found',
      `Repository ${this.repository} was not found on ${this.title}: check its name, and that the account may read it.`,
    );
  }

  /** What an answer says of an error. */
  saidBy(reply: ForgeReply): string {
    const { data } = errorAnswer.safeParse(reply.body);
    if (!data) return reply.message;
    const { message, detail } = data.error;
    return reply.clean(detail ? `${message}: ${detail}` : message);
  }

  /** Throws in words what an answer refuses. */
  assertOk(reply: ForgeReply, what: string): void {
    if (reply.status < 300) return;
    const message = this.saidBy(reply);
    const said = message ? ` (${message})` : '';
    if (reply.status === 401) {
      throw forgeError(
        'unauthenticated',
        `${this.title} refuses the credential: check integrations.bitbucketCloud in the app configuration.`,
      );
    }
    if (RULE.test(message)) {
      throw forgeError(
        'forbidden',
        `A rule of ${this.repository} on ${this.title} forbids to ${what}${said}: ask its owners to allow branches meshwright/**.`,
      );
    }
    if (reply.status === 403) {
      throw forgeError(
        'forbidden',
        `The account may not ${what} in ${this.repository} on ${this.title}${said}: give it write access, its token the scopes to write repositories and pull requests, and branches meshwright/** to it where there are branch restrictions.`,
      );
    }
    throw forgeError(
      reply.status === 404 ? 'not-found' : 'invalid',
      `${this.title} would not ${what} in ${this.repository}: ${reply.status}${said}.`,
    );
  }
}
