import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  CertificateAuthority,
  makeKeyPair,
  privateKeyPem,
} from '../../../packages/sandbox/src/actors/pki/CertificateAuthority';
import { type AuthRole, loginProblem } from './loginProblem';
import { type PkiRole, signAsVault } from './signAsVault';
import type { VaultAnswer } from './VaultAnswer';

const HOUR = 3_600_000;

interface Policy {
  path: Record<string, { capabilities: string[] }>;
}

interface Call {
  method: string;
  path: string;
  /** A JSON body; what is in it is looked at where it is used. */
  body: Record<string, unknown>;
  token: string;
}

const refuse = (status: number, ...errors: string[]): VaultAnswer => ({
  status,
  body: { errors },
});

async function bodyOf(request: IncomingMessage): Promise<Call['body']> {
  let read = '';
  for await (const chunk of request.setEncoding('utf8')) read += chunk;
  return read ? JSON.parse(read) : {};
}

/**
 * Speaks as much of Vault's HTTP API as cert-manager and a setup script need:
 * policies, roles of the PKI engine and of the Kubernetes auth method, login by
 * the token of a ServiceAccount, and signing, over TLS. Login and signing
 * judge as Vault does (vault-plugin-auth-kubernetes, path_login.go; vault,
 * builtin/logical/pki/issuing/issue_common.go).
 */
export class VaultStandIn {
  readonly rootToken = randomBytes(12).toString('hex');
  readonly policies = new Map<string, Policy>();
  readonly pkiRoles = new Map<string, PkiRole>();
  readonly authRoles = new Map<string, AuthRole>();
  /** Policies of the tokens that were given out. */
  readonly #tokens = new Map<string, readonly string[]>();

  private constructor(
    private readonly server: Server,
    /** Who signed the certificate of the server itself. */
    readonly serverCaPem: string,
    /** The authority behind the PKI engine. */
    readonly authority: CertificateAuthority,
  ) {
    this.server.on('request', async (request, response) => {
      const answer = await this.#answer({
        method: request.method ?? '',
        path: (request.url ?? '').replace(/^\/v1\//, ''),
        body: await bodyOf(request),
        token: String(request.headers['x-vault-token'] ?? ''),
      }).catch(error => refuse(500, String(error)));
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body && JSON.stringify(answer.body));
    });
  }

  static async start(): Promise<VaultStandIn> {
    const notBefore = new Date(Date.now() - HOUR);
    const notAfter = new Date(Date.now() + 1000 * HOUR);
    const root = (name: string) =>
      CertificateAuthority.create(name, notBefore, notAfter);
    const servers = await root('Servers of the lab');
    const keys = await makeKeyPair();
    const cert = await servers.sign(keys.publicKey, {
      dnsNames: ['localhost'],
      usages: ['digital signature', 'server auth'],
      notBefore,
      notAfter,
    });
    const server = createServer({ key: privateKeyPem(keys), cert });
    const standIn = new VaultStandIn(
      server,
      servers.pem,
      await root('Vault of the lab'),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get address(): string {
    // A TCP server's address is never a string.
    const { port } = this.server.address() as AddressInfo;
    return `https://localhost:${port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  async #answer(call: Call): Promise<VaultAnswer> {
    const { path } = call;
    if (path === 'sys/health') {
      return { status: 200, body: { initialized: true, sealed: false } };
    }
    const [, mount, last] = /^(.+)\/(login)$/.exec(path) ?? [];
    if (last) return this.#login(mount, call);
    const [, engine, role] = /^(.+)\/sign\/([^/]+)$/.exec(path) ?? [];
    if (role) return this.#sign(`${engine}/${role}`, call);
    return call.method === 'GET' ? this.#read(call) : this.#write(call);
  }

  /** What an administrator looks at before. */
  #read({ path, token }: Call): VaultAnswer {
    if (token !== this.rootToken) return refuse(403, 'permission denied');
    const policy = this.policies.get(path.replace('sys/policies/acl/', ''));
    const data =
      (policy && { policy: JSON.stringify(policy) }) ??
      this.authRoles.get(path.replace('/role/', '/')) ??
      this.pkiRoles.get(path.replace('/roles/', '/'));
    return data ? { status: 200, body: { data } } : refuse(404);
  }

  /** What an administrator writes. */
  #write({ path, body, token }: Call): VaultAnswer {
    if (token !== this.rootToken) return refuse(403, 'permission denied');
    const [, policy] = /^sys\/policies\/acl\/([^/]+)$/.exec(path) ?? [];
    const [, method, login] = /^(auth\/.+)\/role\/([^/]+)$/.exec(path) ?? [];
    const [, engine, role] = /^(.+)\/roles\/([^/]+)$/.exec(path) ?? [];
    if (policy) this.policies.set(policy, JSON.parse(String(body.policy)));
    // The body is what the generated script or a test writes.
    else if (login) {
      this.authRoles.set(`${method}/${login}`, body as unknown as AuthRole);
    } else if (role) {
      this.pkiRoles.set(`${engine}/${role}`, body as unknown as PkiRole);
    } else {
      return refuse(
        404,
        `no handler for route "${path}". route entry not found.`,
      );
    }
    return { status: 204 };
  }

  async #login(mount: string, { body }: Call): Promise<VaultAnswer> {
    const { role: name, jwt } = body;
    const role = this.authRoles.get(`${mount}/${name}`);
    if (!role) return refuse(400, `invalid role name "${name}"`);
    const problem = await loginProblem(role, String(jwt));
    if (problem) return refuse(403, problem);
    const clientToken = `hvs.${randomBytes(12).toString('hex')}`;
    this.#tokens.set(clientToken, role.token_policies);
    return {
      status: 200,
      body: {
        auth: {
          client_token: clientToken,
          policies: role.token_policies,
          token_policies: role.token_policies,
          lease_duration: role.token_ttl,
          renewable: true,
        },
      },
    };
  }

  #mayUpdate(token: string, path: string): boolean {
    return (this.#tokens.get(token) ?? []).some(name =>
      this.policies.get(name)?.path[path]?.capabilities.includes('update'),
    );
  }

  async #sign(name: string, { path, body, token }: Call): Promise<VaultAnswer> {
    if (!this.#mayUpdate(token, path)) {
      return refuse(403, '1 error occurred:\n\t* permission denied\n\n');
    }
    const role = this.pkiRoles.get(name);
    if (!role) return refuse(400, `unknown role: ${name}`);
    return signAsVault(role, this.authority, {
      csr: String(body.csr),
      ttl: String(body.ttl),
    });
  }
}
