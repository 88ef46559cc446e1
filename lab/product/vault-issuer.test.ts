import { X509Certificate } from 'node:crypto';
import type { BuiltDefinitions } from '@meshwright/backstage-plugin-istio-common';
import { judgeSituation } from '../../plugins/istio-common/src/testing/judgeSituation';
import {
  applyDefinitions,
  definitionsOf,
  deleteDefinitions,
} from './applyDefinitions';
import { type Live, says, Stage } from './certificates/Stage';
import { eventually } from './eventually';
import { kube } from './labKube';
import { runVaultScript } from './vault/runVaultScript';
import { VaultStandIn } from './vault/VaultStandIn';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const DOMAIN = 'appk8s.com';

function fileOf({ files = [] }: BuiltDefinitions, ending: string): string {
  const found = files.find(({ path }) => path.endsWith(ending));
  if (!found) throw new Error(`no ${ending}`);
  return found.content;
}

/** The arguments of a resource in generated Terraform, by name. */
function terraformOf(text: string, type: string): Record<string, unknown> {
  const [, body = ''] =
    new RegExp(`resource "${type}" "[^"]+" \\{\\n([^}]*)\\}`).exec(text) ?? [];
  return Object.fromEntries(
    body
      .trim()
      .split('\n')
      .map(line => {
        const [name, value] = line.split(' = ');
        return [name.trim(), JSON.parse(value)];
      }),
  );
}

describe('an issuer that has Vault sign', () => {
  let vault: VaultStandIn;
  let stage: Stage;
  let issuer: BuiltDefinitions;

  const vaultSettings = (more: object = {}) => ({
    server: vault.address,
    caBundle: { name: 'vault-ca' },
    pki: { role: 'appk8s-dot-com', allowedDomains: [DOMAIN], maxTtl: '72h' },
    ...more,
  });

  const issuerOf = (name: string, more: object = {}) =>
    definitionsOf('issuer', {
      cluster: 'lab',
      namespace: stage.namespace,
      name,
      type: 'vault',
      vault: vaultSettings(more),
    });

  const certificateOf = (name: string, dnsName: string, more: object = {}) =>
    definitionsOf('certificate', {
      cluster: 'lab',
      namespace: stage.namespace,
      name,
      dnsNames: [dnsName],
      issuer: { kind: 'Issuer', name: 'vault-issuer' },
      ...more,
    });

  const untilIssuer = (name: string, pattern: RegExp) =>
    stage.until(
      'Issuer',
      object =>
        object.metadata.name === name && pattern.test(says(object, 'Ready')),
    );

  /** The certificate in a Secret, once the Certificate is ready. */
  const issued = async (name: string) => {
    await stage.until(
      'Certificate',
      object =>
        object.metadata.name === name &&
        says(object, 'Ready').startsWith('True') &&
        object.status?.revision,
    );
    const secret = await stage.get('Secret', name);
    // A Secret of the API server.
    const { data } = secret as unknown as { data: Record<string, string> };
    return new X509Certificate(Buffer.from(data['tls.crt'], 'base64'));
  };

  const caSecret = (name = 'vault-ca'): Live => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    stringData: { 'ca.crt': vault.serverCaPem },
  });

  beforeAll(async () => {
    vault = await VaultStandIn.start();
    stage = await Stage.open('vault', vault.address);
    await stage.create(caSecret());
    issuer = issuerOf('vault-issuer');
    await runVaultScript(fileOf(issuer, '.sh'), vault);
    await applyDefinitions(issuer.objects);
  });

  afterAll(async () => {
    await stage?.close();
    await vault?.stop();
  });

  it('is ready: its token is made, reviewed and taken, over TLS', async () => {
    const object = await untilIssuer('vault-issuer', /^True/);
    expect(says(object, 'Ready')).toBe('True/VaultVerified: Vault verified');
  });

  it('has in Terraform what the script writes', () => {
    const text = fileOf(issuer, '.tf');
    const role = terraformOf(text, 'vault_pki_secret_backend_role');
    const { ttl, max_ttl: maxTtl, backend, name, ...rest } = role;
    expect({
      ...rest,
      ttl: Number(ttl),
      max_ttl: Number(maxTtl),
    }).toEqual(vault.pkiRoles.get(`${backend}/${name}`));
    const {
      backend: method,
      role_name: login,
      ...settings
    } = terraformOf(text, 'vault_kubernetes_auth_backend_role');
    expect(settings).toEqual(vault.authRoles.get(`auth/${method}/${login}`));
    // The policy is a text of JSON with braces in it.
    const [, policy, document] =
      /name +=\s("[^"]+")\s+policy +=\s(".*")\n/.exec(text) ?? [];
    expect(JSON.parse(JSON.parse(document))).toEqual(
      vault.policies.get(JSON.parse(policy)),
    );
  });

  it('issues a certificate of our own definitions', async () => {
    await applyDefinitions(certificateOf('web', `web.${DOMAIN}`).objects);
    const certificate = await issued('web');
    expect(certificate.subjectAltName).toBe(`DNS:web.${DOMAIN}`);
    expect(certificate.issuer).toContain('Vault of the lab');
    expect(
      Date.parse(certificate.validTo) - Date.parse(certificate.validFrom),
    ).toBeGreaterThanOrEqual(72 * HOUR);
  });

  it('does not issue for a host outside the role, and the status says why', async () => {
    await applyDefinitions(certificateOf('other', 'web.example.org').objects);
    const request = await stage.until(
      'CertificateRequest',
      object =>
        object.metadata.name === 'other-1' &&
        says(object, 'Ready').startsWith('False/Failed'),
    );
    const refusal = 'common name web.example.org not allowed by this role';
    expect(says(request, 'Ready')).toContain(refusal);
    await stage.until(
      'Certificate',
      object =>
        object.metadata.name === 'other' &&
        says(object, 'Issuing').startsWith('False'),
    );
    const kinds = ['Certificate', 'CertificateRequest', 'Issuer'];
    const lists = await Promise.all(kinds.map(kind => stage.list(kind)));
    const judged = judgeSituation(
      {
        situation: 'vault',
        certificate: 'other',
        now: new Date().toISOString(),
        expect: { state: 'not-issued', tone: 'error', message: refusal },
      },
      lists.flat(),
    );
    expect(judged).toMatchObject({
      state: 'not-issued',
      tone: 'error',
      cause: {
        kind: 'CertificateRequest',
        reason: 'Failed',
        summary: 'CertificateRequest other-1 failed',
      },
      message: refusal,
    });
  });

  it('cuts what is to live longer than max_ttl, which is why the intent refuses it', async () => {
    const certificate = { duration: '100h', renewBefore: '24h' };
    await applyDefinitions(
      certificateOf('long', `long.${DOMAIN}`, { certificate }).objects,
    );
    const { validFrom, validTo } = await issued('long');
    const lifetime = Date.parse(validTo) - Date.parse(validFrom);
    expect(Math.round(lifetime / HOUR)).toBe(72);
    expect(() =>
      issuerOf('x', {
        pki: { ...vaultSettings().pki, certificateDuration: '100h' },
      }),
    ).toThrow(/certificateDuration.*is longer than maxTtl/);
  });

  it('is let in under its own name only: the audience is bound', async () => {
    const login = { auth: { role: `${stage.namespace}.vault-issuer` } };
    const other = issuerOf('other-issuer', {
      ...login,
      serviceAccount: 'vault-issuer',
    });
    await applyDefinitions(other.objects);
    const object = await untilIssuer('other-issuer', /^False/);
    expect(says(object, 'Ready')).toMatch(/invalid audience/);
  });

  it('is not ready without the Role that this intent writes', async () => {
    const { objects } = issuerOf('no-rights');
    await applyDefinitions(
      objects.filter(({ kind }) => !kind.startsWith('Role')),
    );
    const object = await untilIssuer('no-rights', /^False/);
    expect(says(object, 'Ready')).toContain(
      'serviceaccounts "no-rights" is forbidden',
    );
  });

  it('leaves what is in Vault alone when the script runs again, and when it is another', async () => {
    const script = fileOf(issuer, '.sh');
    const [name] = [...vault.pkiRoles.keys()];
    const before = structuredClone(vault.pkiRoles.get(name));
    if (!before) throw new Error('no role');
    await runVaultScript(script, vault);
    expect(vault.pkiRoles.get(name)).toEqual(before);
    const byHand = { ...before, max_ttl: 60 };
    vault.pkiRoles.set(name, byHand);
    try {
      await expect(runVaultScript(script, vault)).rejects.toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/max_ttl is 60, would be \d+\n/),
      });
      expect(vault.pkiRoles.get(name)).toEqual(byHand);
    } finally {
      vault.pkiRoles.set(name, before);
    }
  });

  it('is not ready before the script has run', async () => {
    await applyDefinitions(issuerOf('too-early').objects);
    const object = await untilIssuer('too-early', /^False/);
    expect(says(object, 'Ready')).toContain('invalid role name');
  });

  it('serves the whole cluster as a ClusterIssuer', async () => {
    const name = `${stage.namespace}-wide`;
    const wide = definitionsOf('issuer', {
      cluster: 'lab',
      scope: 'cluster',
      name,
      type: 'vault',
      vault: vaultSettings({ caBundle: { name: `${name}-ca` } }),
    });
    const secrets = '/api/v1/namespaces/cert-manager/secrets';
    await kube('POST', secrets, { body: caSecret(`${name}-ca`) });
    try {
      await runVaultScript(fileOf(wide, '.sh'), vault);
      await applyDefinitions(wide.objects);
      const path = `/apis/cert-manager.io/v1/clusterissuers/${name}`;
      await eventually(async () => {
        // The server answers the object that was asked for.
        const object = (await kube('GET', path)) as unknown as Live;
        expect(says(object, 'Ready')).toMatch(/^True/);
      });
      await applyDefinitions(
        certificateOf('wide', `wide.${DOMAIN}`, {
          issuer: { kind: 'ClusterIssuer', name },
        }).objects,
      );
      expect((await issued('wide')).issuer).toContain('Vault of the lab');
    } finally {
      await deleteDefinitions(wide.objects);
      await kube('DELETE', `${secrets}/${name}-ca`);
    }
  });
});
