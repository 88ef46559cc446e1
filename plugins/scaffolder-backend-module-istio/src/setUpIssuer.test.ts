import type { JsonObject } from '@backstage/types';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const base: JsonObject = {
  cluster: 'eu-1',
  scope: 'namespace',
  namespace: 'istio-ingress',
  name: 'vault-issuer',
  withBundle: false,
};
const vault: JsonObject = {
  type: 'vault',
  vaultServer: 'https://vault.vault.svc:8200',
  vaultCaSecret: 'vault-ca',
  vaultMount: 'pki',
  vaultRole: 'mesh',
  vaultDomains: ['example.com'],
  vaultMaxTtl: '72h',
  vaultAuthMount: 'kubernetes',
};
const acme: JsonObject = {
  type: 'acme',
  acmeServer: 'https://acme-v02.api.letsencrypt.org/directory',
  acmeEmail: 'platform@example.com',
  acmeVia: 'gateway',
  acmeGatewayName: 'public',
  acmeGatewayNamespace: 'istio-ingress',
};
const bundle: JsonObject = {
  withBundle: true,
  credentialName: 'shop-cart-ingress',
  bundleNamespace: 'istio-ingress',
  bundleSources: [{ kind: 'Secret', name: 'root', key: 'ca.crt' }],
};

/** The template, run by the scaffolder itself against a git forge. */
describe('template set-up-issuer', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('set-up-issuer');
  });
  afterAll(() => backend.stop());
  beforeEach(() => backend.forge.reset());

  it('opens a pull request with issuer, script and Terraform, and no second one', async () => {
    const first = await backend.run({ ...base, ...vault });
    expect([first.status, first.log.at(-1)]).toEqual([
      'completed',
      expect.stringContaining('completed'),
    ]);
    expect(JSON.stringify(first.output)).toContain('Opened pull request #1');
    const files = await backend.repository('pulls/1/files');
    const names = (files as Array<{ filename: string }>).map(
      ({ filename }) => filename,
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'clusters/eu-1/istio-ingress/vault-issuer-issuer.yaml',
        'clusters/eu-1/vault/istio-ingress.vault-issuer.sh',
        'clusters/eu-1/vault/istio-ingress.vault-issuer.tf',
      ]),
    );
    const again = await backend.run({ ...base, ...vault });
    expect(JSON.stringify(again.output)).toContain(
      'Pull request #1 has the wanted state already',
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'Vault without a CA of its own',
      { ...vault, vaultCaSecret: '' },
      /vault:/,
    ],
    [
      'Vault with its auth method',
      {
        ...vault,
        vaultApiServer: 'https://api.example.com:6443',
        vaultReviewer: 'token',
      },
      /auth enable[^]+"kubernetes_host": "https:\/\/api\.example\.com:6443"[^]+resource "vault_auth_backend"/,
    ],
    ['a CA', { type: 'ca', caSecret: 'mesh-ca' }, /secretName: mesh-ca/],
    ['ACME at a Gateway', acme, /gatewayHTTPRoute:/],
    [
      'ACME behind an ingress controller',
      { ...acme, acmeVia: 'ingress', acmeIngressClass: 'nginx' },
      /ingressClassName: nginx/,
    ],
    [
      'ACME in Route 53, with the identity of cert-manager',
      { ...acme, acmeVia: 'route53', route53Region: 'eu-central-1' },
      /dns01:\n +route53:\n +region: eu-central-1\n(?! +accessKey)/,
    ],
    [
      'ACME in Route 53, with an access key',
      {
        ...acme,
        acmeVia: 'route53',
        acmeZones: ['shop.example.com'],
        route53Region: 'eu-central-1',
        route53Secret: 'aws',
        route53IdKey: 'id',
        route53AccessKey: 'key',
      },
      /dnsZones:\n +- shop\.example\.com[^]+accessKeyIDSecretRef:\n +name: aws\n +key: id\n +secretAccessKeySecretRef:\n +name: aws\n +key: key/,
    ],
    [
      'ACME in Google Cloud DNS',
      {
        ...acme,
        acmeVia: 'cloudDNS',
        cloudDNSProject: 'mesh',
        cloudDNSSecret: 'dns',
        cloudDNSKey: 'key.json',
      },
      /cloudDNS:\n +project: mesh\n +serviceAccountSecretRef:\n +name: dns/,
    ],
    [
      'ACME in Azure DNS, with a managed identity',
      {
        ...acme,
        acmeVia: 'azureDNS',
        azureSubscription: '1',
        azureResourceGroup: 'dns',
        azureClientId: '2',
      },
      /managedIdentity:\n +clientID: "2"/,
    ],
    [
      'ACME in Azure DNS, with a service principal',
      {
        ...acme,
        acmeVia: 'azureDNS',
        azureSubscription: '1',
        azureResourceGroup: 'dns',
        azureClientId: '2',
        azureTenantId: '3',
        azureSecret: 'azure',
        azureKey: 'client-secret',
      },
      /clientID: "2"\n +tenantID: "3"\n +clientSecretSecretRef:\n +name: azure/,
    ],
    [
      'ACME at Cloudflare',
      {
        ...acme,
        acmeVia: 'cloudflare',
        cloudflareSecret: 'cf',
        cloudflareKey: 'api-token',
      },
      /cloudflare:\n +apiTokenSecretRef:\n +name: cf/,
    ],
    [
      'ACME by signed updates',
      {
        ...acme,
        acmeVia: 'rfc2136',
        dnsServer: 'ns1.example.com:53',
        dnsKeyName: 'k',
        dnsSecret: 'tsig',
        dnsKey: 'key',
      },
      /tsigAlgorithm: HMACSHA256/,
    ],
    ['a new root', { type: 'selfSigned', rootName: 'Lab' }, /isCA: true/],
    [
      'a trust bundle alone',
      { type: 'existing', ...bundle },
      /kind: Bundle\n.*\n {2}name: shop-cart-ingress-cacert/,
    ],
    ['a trust bundle beside', { ...vault, ...bundle }, /kind: Bundle/],
  ])('writes %s', async (_, change, expected) => {
    const { files, error } = await backend.dryRun({ ...base, ...change });
    expect(error).toBeUndefined();
    expect([...files.values()].join('\n')).toMatch(expected);
  });

  it('forgets what belongs to another choice', async () => {
    const { files, error } = await backend.dryRun({
      ...{ ...base, ...vault, ...acme, ...bundle },
      ...{ scope: 'cluster', withBundle: false },
    });
    expect(error).toBeUndefined();
    const text = [...files.values()].join('\n');
    expect(text).toMatch(/kind: ClusterIssuer/);
    expect(text).not.toMatch(
      /serviceAccountRef|Bundle|namespace: istio-ingress\nspec/,
    );
  });

  it('fails with the sentence in the log', async () => {
    const { status, log } = await backend.run({
      ...{ ...base, ...vault },
      vaultServer: 'http://vault.example.com',
    });
    expect(status).toBe('failed');
    expect(log.join('\n')).toContain('vault.server is not an https address');
  });
});
