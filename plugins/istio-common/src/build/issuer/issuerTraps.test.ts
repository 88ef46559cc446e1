import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { intentProblems } from '../intentProblems';
import type { ManifestObject } from '../manifest';
import { buildIssuer } from './buildIssuer';
import { issuerIntentSchema } from './issuerIntent';

const FIXTURES = join(__dirname, '__fixtures__');

const vault = {
  server: 'https://vault.vault.svc:8200',
  pki: { role: 'mesh', allowedDomains: ['example.com'] },
};
const base = {
  cluster: 'eu-1',
  namespace: 'istio-system',
  name: 'vault-issuer',
  type: 'vault',
  vault,
};
const trustBundle = {
  credentialName: 'cart',
  namespace: 'istio-ingress',
  sources: [{ name: 'root' }],
};

function built(change: object = {}) {
  return buildIssuer(issuerIntentSchema.parse({ ...base, ...change }));
}

function find(change: object, kind: string): ManifestObject {
  const found = built(change).objects.find(object => object.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

function filesOf(change: object = {}): string {
  return (built(change).files ?? []).map(({ content }) => content).join('\n');
}

function problemsOf(change: object): string[] {
  const result = issuerIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? []
    : intentProblems(result.error).map(one => `${one.field} ${one.message}`);
}

describe('the traps of a Vault issuer', () => {
  it('keeps no token in a Secret: cert-manager asks for one of a ServiceAccount', () => {
    expect(find({}, 'Issuer').spec).toMatchObject({
      vault: {
        auth: {
          kubernetes: {
            mountPath: '/v1/auth/kubernetes',
            role: 'istio-system.vault-issuer',
            serviceAccountRef: { name: 'vault-issuer' },
          },
        },
      },
    });
    expect(JSON.stringify(built().objects)).not.toMatch(/"secretRef"|Secret"/);
  });

  it('lets cert-manager have tokens of that ServiceAccount only, wherever it runs', () => {
    const change = {
      certManager: { namespace: 'security', serviceAccount: 'controller' },
    };
    expect(find(change, 'Role').rules).toEqual([
      {
        apiGroups: [''],
        resources: ['serviceaccounts/token'],
        resourceNames: ['vault-issuer'],
        verbs: ['create'],
      },
    ]);
    expect(find(change, 'RoleBinding').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'controller', namespace: 'security' },
    ]);
  });

  it('logs issuers of one name in by roles of their own: a script writes the whole of its role', () => {
    const roleOf = (change: object) =>
      /vault write 'auth\/kubernetes\/role\/([^']*)'/.exec(
        filesOf(change),
      )?.[1];
    const cluster = { scope: 'cluster', namespace: undefined };
    expect([{}, { namespace: 'shop' }, cluster].map(roleOf)).toEqual([
      'istio-system.vault-issuer',
      'shop.vault-issuer',
      'vault-issuer',
    ]);
  });

  it('lets issuers of mounts that are written alike by policies of their own', () => {
    const policyOf = (mount: string, role = 'mesh') =>
      /vault policy write '([^']*)'/.exec(
        filesOf({ vault: { ...vault, pki: { ...vault.pki, mount, role } } }),
      )?.[1];
    expect(policyOf('pki')).toBe('pki-sign-mesh');
    const names = [
      ...['team/pki', 'team-pki', 'team/p-ki'].map(mount => policyOf(mount)),
      policyOf('a', 'b-sign-c'),
      policyOf('a-sign-b', 'c'),
      policyOf('a-sign', 'x'),
      policyOf('a', 'sign-x'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('binds the role in Vault to the audience that cert-manager puts into tokens', () => {
    expect(filesOf()).toContain(
      '"audience": "vault://istio-system/vault-issuer"',
    );
    const cluster = { scope: 'cluster', namespace: undefined };
    expect(filesOf(cluster)).toContain('"audience": "vault://vault-issuer"');
    // The token is made, and the Secrets are read, beside cert-manager.
    expect(find(cluster, 'ServiceAccount').metadata.namespace).toBe(
      'cert-manager',
    );
    const { name, namespace } = find(cluster, 'ClusterIssuer').metadata;
    expect([name, namespace]).toEqual(['vault-issuer', undefined]);
  });

  it('refuses certificates that would live longer than the role lets them', () => {
    const pki = { ...vault.pki, maxTtl: '24h', certificateDuration: '72h' };
    expect(problemsOf({ vault: { ...vault, pki } })).toEqual([
      expect.stringMatching(/^vault\.pki\.certificateDuration is longer than/),
    ]);
  });

  it('does not need a common name: long ones are left out of certificates', () => {
    expect(filesOf()).toContain('"require_cn": false');
  });

  it('writes what Vault would allow by default as not allowed', () => {
    for (const setting of [
      ...['allow_any_name', 'allow_glob_domains', 'allow_localhost'],
      ...['allow_ip_sans', 'allow_wildcard_certificates'],
    ]) {
      expect(filesOf()).toContain(`"${setting}": false`);
      expect(filesOf()).toMatch(new RegExp(`${setting} += false`));
    }
  });

  it('17: mounts no auth method unasked: that is for an admin of Vault', () => {
    expect(filesOf()).not.toMatch(/auth enable|vault_auth_backend"|\/config'/);
  });

  it.each(['vault', 'token'])(
    '17: mounts and configures the auth method where that is asked for, in script and Terraform alike (%s)',
    reviewer => {
      const method = { kubernetesHost: 'https://10.0.0.1:6443', reviewer };
      const change = { vault: { ...vault, auth: { mount: 'eu-1', method } } };
      const [script, terraform] = (built(change).files ?? []).map(
        ({ content }) => content,
      );
      expect(script).toContain("vault auth enable -path='eu-1' kubernetes");
      expect(script).toContain("vault write 'auth/eu-1/config' -");
      expect(script).toContain('"kubernetes_host": "https://10.0.0.1:6443"');
      expect(terraform).toMatch(/resource "vault_auth_backend"[^}]*= "eu-1"/);
      expect(terraform).toMatch(
        /resource "vault_kubernetes_auth_backend_config"[^}]*= "https:\/\/10\.0\.0\.1:6443"/,
      );
      // The role waits for the mount.
      expect(terraform).toMatch(
        /resource "vault_kubernetes_auth_backend_role"[^}]*backend += vault_auth_backend\./,
      );
      // The token of cert-manager would be refused as the bearer of its own
      // review, for its audience: somebody else always reviews.
      const other = reviewer === 'token';
      expect(script).toContain(`"disable_local_ca_jwt": ${other}`);
      expect(script.includes('token_reviewer_jwt=@"$REVIEWER_JWT_FILE"')).toBe(
        other,
      );
      expect(/token_reviewer_jwt += var\./.test(terraform)).toBe(other);
      expect(built(change).effects.join(' ')).toContain(
        'system:auth-delegator',
      );
    },
  );

  it.each([
    [{ kubernetesHost: 'http://10.0.0.1' }, /kubernetesHost is not an https/],
    [
      { kubernetesHost: 'https://x', authority: "'; id; '" },
      /authority is no certificate/,
    ],
    [
      { kubernetesHost: 'https://x', reviewer: 'token', token: 'abc' },
      /token is not a field/,
    ],
  ])('17: refuses the auth method %j', (method, expected) => {
    expect(
      problemsOf({
        vault: { ...vault, auth: { mount: 'kubernetes', method } },
      }).join(),
    ).toMatch(expected);
  });

  it.each(['issuer-vault', 'issuer-vault-cluster', 'issuer-vault-method'])(
    'writes script and Terraform of %s',
    name => {
      const input = readFileSync(join(FIXTURES, `${name}.in.yaml`), 'utf8');
      const { files = [] } = buildIssuer(
        issuerIntentSchema.parse(parse(input)),
      );
      expect(files).toHaveLength(2);
      for (const { path, content } of files) {
        const ending = path.slice(path.lastIndexOf('.'));
        expectGolden(join(FIXTURES, `${name}.out${ending}`), content);
      }
    },
  );

  it.each([
    ['http://vault.example.com', /^vault\.server is not an https address/],
    ['https://user:secret@vault.example.com', /^vault\.server is not/],
    ['https://vault.example.com/$(id)', /^vault\.server is not/],
  ])('refuses the server %s', (server, expected) => {
    expect(problemsOf({ vault: { ...vault, server } }).join()).toMatch(
      expected,
    );
  });

  it.each(['*', 'pki/+', 'a{{b}}', '../sys', "a'b", 'a b', '/pki', '-pki'])(
    'refuses the mount %j, which would be another path or a wildcard',
    mount => {
      const change = { vault: { ...vault, pki: { ...vault.pki, mount } } };
      expect(problemsOf(change).join()).toMatch(/^vault\.pki\.mount is not/);
    },
  );
});

describe('the traps of other issuers', () => {
  const root = {
    type: 'selfSigned',
    vault: undefined,
    selfSigned: { commonName: 'Root' },
  };

  it('signs by one root in common, not each certificate by itself', () => {
    const [bootstrap, certificate, issuer] = built(root).objects;
    expect(bootstrap.spec).toEqual({ selfSigned: {} });
    expect(certificate.spec).toMatchObject({
      isCA: true,
      issuerRef: { kind: 'Issuer', name: bootstrap.metadata.name },
      // A new key would leave everything it signed without a root.
      privateKey: { rotationPolicy: 'Never' },
    });
    expect(issuer.metadata.name).toBe('vault-issuer');
    expect(issuer.spec).toEqual({
      ca: { secretName: certificate.metadata.name },
    });
  });

  it('never carries what is in a Secret', () => {
    const ca = { type: 'ca', vault: undefined, ca: { secretName: 'ca' } };
    expect(built(ca).objects.map(({ kind }) => kind)).toEqual(['Issuer']);
    expect(
      problemsOf({ ...ca, ca: { secretName: 'ca', key: 'x' } }).join(),
    ).toMatch(/^ca\.key is not a field/);
  });

  it('gives gateways the root CAs where they look first, since ca.crt has only the CA that signed', () => {
    expect(find({ trustBundle }, 'Bundle')).toMatchObject({
      metadata: { name: 'cart-cacert' },
      spec: {
        sources: [{ secret: { name: 'root', key: 'ca.crt' } }],
        target: {
          secret: { key: 'ca.crt' },
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': 'istio-ingress' },
          },
        },
      },
    });
  });
});

const solved = (solver: object) =>
  built({
    type: 'acme',
    vault: undefined,
    acme: { email: 'a@example.com', solvers: [solver] },
  });

describe('the traps of HTTP01', () => {
  it('says that cert-manager leaves the Gateway API alone unless told', () => {
    const said = (solver: object) => solved(solver).effects.join();
    const gateway = { name: 'public', namespace: 'istio-ingress' };
    expect(said({ gateway })).toContain('enableGatewayAPI');
    expect(said({ ingressClassName: 'nginx' })).not.toContain('enableGateway');
  });
});

describe('the traps of DNS01', () => {
  const tsig = {
    nameserver: 'ns1.example.com:53',
    tsigKeyName: 'k',
    tsigSecretSecretRef: { name: 'tsig', key: 'key' },
  };

  it('signs updates, and not by MD5, which cert-manager takes when nothing is said', () => {
    expect(JSON.stringify(solved({ rfc2136: tsig }).objects)).toContain(
      '"tsigAlgorithm":"HMACSHA256"',
    );
  });

  it('says which Secrets must be there, since no change carries them', () => {
    const { effects } = solved({
      webhook: {
        groupName: 'acme.example.com',
        solverName: 'x',
        config: { nested: { apiKeySecretRef: { name: 'hetzner', key: 'k' } } },
      },
    });
    expect(effects?.join()).toContain('reads istio-system/hetzner,');
  });

  it('names no Secret where cert-manager has an identity of its own', () => {
    const { effects } = solved({ route53: { region: 'eu-central-1' } });
    expect(effects?.join()).not.toContain('which must be there first');
  });
});

describe('what an issuer refuses', () => {
  const acme = { email: 'a@example.com', solvers: [{ ingressClassName: 'x' }] };
  const byAcme = (change: object) => ({
    type: 'acme',
    vault: undefined,
    acme: { ...acme, ...change },
  });

  it.each<[object, RegExp]>([
    [{ namespace: undefined }, /^namespace is missing/],
    [{ vault: undefined }, /^vault is missing/],
    [{ ca: { secretName: 'x' } }, /^ca has no place in type vault/],
    [{ type: 'existing', vault: undefined }, /^trustBundle is missing/],
    [{ type: 'Vault' }, /^type is not known/],
    [byAcme({ email: 'nobody' }), /^acme\.email is not an e-mail/],
    [byAcme({ solvers: [{}] }), /^acme\.solvers\.0 has no way to prove/],
    [
      byAcme({
        solvers: [
          { ingressClassName: 'x', gateway: { name: 'a', namespace: 'b' } },
        ],
      }),
      /^acme\.solvers\.0 has ingressClassName and gateway/,
    ],
    ...(
      [
        [
          {
            route53: {
              region: 'x',
              accessKeyIDSecretRef: { name: 'a', key: 'b' },
            },
          },
          /^acme\.solvers\.0\.route53 has half of an access key/,
        ],
        [
          { route53: { region: 'x', accessKeyID: 'AKIA' } },
          /^acme\.solvers\.0\.route53\.accessKeyID is not a field/,
        ],
        [
          {
            azureDNS: {
              subscriptionID: '1',
              resourceGroupName: 'dns',
              clientID: '2',
            },
          },
          /^acme\.solvers\.0\.azureDNS has part of a service principal/,
        ],
        [
          {
            azureDNS: {
              subscriptionID: '1',
              resourceGroupName: 'dns',
              clientID: '2',
              tenantID: '3',
              clientSecretSecretRef: { name: 'a', key: 'b' },
              managedIdentity: { clientID: '2' },
            },
          },
          /^acme\.solvers\.0\.azureDNS has a service principal and managedIdentity/,
        ],
        [
          { rfc2136: { nameserver: 'ns1.example.com' } },
          /^acme\.solvers\.0\.rfc2136\.tsigKeyName is missing/,
        ],
        [
          {
            rfc2136: {
              nameserver: 'ns1.example.com:53 ',
              tsigKeyName: 'k',
              tsigSecretSecretRef: { name: 'a', key: 'b' },
              tsigAlgorithm: 'HMACMD5',
            },
          },
          /^acme\.solvers\.0\.rfc2136\.nameserver is not a name server.*\n.*tsigAlgorithm is not known or too weak/,
        ],
        [
          {
            webhook: {
              groupName: 'a.b',
              solverName: 'x',
              config: { auth: { apiKey: 'hunter2' } },
            },
          },
          /^acme\.solvers\.0\.webhook\.config\.auth\.apiKey looks like a credential/,
        ],
        [
          {
            cloudflare: { apiTokenSecretRef: { name: 'a', key: 'b' } },
            gateway: { name: 'a', namespace: 'b' },
          },
          /^acme\.solvers\.0 has gateway and cloudflare/,
        ],
      ] as Array<[object, RegExp]>
    ).map(([solver, expected]): [object, RegExp] => [
      byAcme({ solvers: [solver] }),
      expected,
    ]),
    [byAcme({ server: 'http://acme' }), /^acme\.server is not an https URL/],
    [
      {
        vault: { ...vault, pki: { ...vault.pki, allowedDomains: ['*.x.com'] } },
      },
      /^vault\.pki\.allowedDomains\.0 has a wildcard/,
    ],
  ])('%j', (change, expected) => {
    expect(problemsOf(change).join('\n')).toMatch(expected);
  });
});
