import { buildIssuer } from './buildIssuer';
import { issuerIntentSchema } from './issuerIntent';
import { notedVaultRole, signsName, type VaultRoleNote } from './vaultRoleNote';

const ROLE: VaultRoleNote = {
  domains: ['shop.example.com', 'example.net'],
  ...{ bare: false, wildcards: false, maxTtl: '72h' },
};

describe('signsName', () => {
  it.each([
    ['cart.shop.example.com', {}, true],
    ['a.b.example.net', {}, true],
    ['example.com', {}, false],
    ['evilshop.example.com', {}, false],
    ['cart.shop.svc.cluster.local', {}, false],
    ['shop.example.com', {}, false],
    ['shop.example.com', { bare: true }, true],
    ['*.shop.example.com', {}, false],
    ['*.shop.example.com', { wildcards: true }, true],
    ['*.cart.shop.example.com', { wildcards: true }, true],
    ['*.example.com', { wildcards: true, bare: true }, false],
  ])('of %s with %j is %s', (name, change, expected) => {
    expect(signsName({ ...ROLE, ...change }, name)).toBe(expected);
  });
});

describe('notedVaultRole', () => {
  it('reads what an issuer was written with', () => {
    const { objects } = buildIssuer(
      issuerIntentSchema.parse({
        ...{ cluster: 'eu-1', name: 'vault', type: 'vault' },
        ...{ scope: 'namespace', namespace: 'istio-ingress' },
        vault: {
          server: 'https://vault.vault.svc:8200',
          pki: { role: 'mesh', allowedDomains: ['shop.example.com'] },
        },
      }),
    );
    const issuer = objects.find(({ kind }) => kind === 'Issuer');
    expect(notedVaultRole(issuer?.metadata.annotations)).toEqual({
      ...ROLE,
      domains: ['shop.example.com'],
    });
  });

  it.each<[string | undefined]>([
    [undefined],
    [''],
    ['{"domains":['],
    ['{}'],
    ['null'],
  ])('knows nothing by %j', text => {
    const annotations =
      text === undefined ? undefined : { 'meshwright.dev/vault-role': text };
    expect(notedVaultRole(annotations)).toBeUndefined();
  });
});
