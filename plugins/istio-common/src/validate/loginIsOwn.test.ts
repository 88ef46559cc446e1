import { rawIssuer, validateCase } from '../testing/validationWorld';

const INPUT = {
  ...{ cluster: 'eu-1', namespace: 'istio-system', name: 'beta' },
  type: 'vault',
  vault: {
    server: 'https://vault.example.com:8200',
    serviceAccount: 'issuer',
    pki: { role: 'beta', allowedDomains: ['example.com'] },
  },
};

const other = (kind: string, place: string, name = 'issuer') =>
  rawIssuer(kind, place, {
    vault: { auth: { kubernetes: { serviceAccountRef: { name } } } },
  });

function told(
  live: ReturnType<typeof other>[],
  { input = INPUT as object, remove = false } = {},
) {
  const { findings } = validateCase({
    ...{ kind: 'issuer', input, live, context: { remove } },
  });
  return findings
    .filter(({ code }) => code === 'MW0122')
    .map(({ severity, field, cause }) => [severity, field, cause]);
}

describe('the login of an issuer', () => {
  it("is no other issuer's too", () => {
    expect(told([other('Issuer', 'istio-system/alpha')])).toEqual([
      [
        'error',
        'vault.serviceAccount',
        'ServiceAccount istio-system/issuer is that of Issuer istio-system/alpha: who takes one of them back takes the login of the other.',
      ],
    ]);
  });

  it('does not go while another issuer logs in by it', () => {
    expect(
      told([other('Issuer', 'istio-system/alpha')], { remove: true }),
    ).toEqual([
      [
        'error',
        'vault.serviceAccount',
        'ServiceAccount istio-system/issuer would go, by which Issuer istio-system/alpha logs in to Vault too.',
      ],
    ]);
  });

  it('is looked for where a ClusterIssuer has it', () => {
    const cluster = { ...INPUT, scope: 'cluster', namespace: undefined };
    expect(told([other('ClusterIssuer', 'alpha')], { input: cluster })).toEqual(
      [['error', 'vault.serviceAccount', expect.stringContaining('alpha')]],
    );
    const beside = { ...INPUT, namespace: 'cert-manager' };
    expect(
      told([other('ClusterIssuer', 'alpha')], { input: beside }),
    ).toHaveLength(1);
  });

  it.each([
    ['the issuer itself', other('Issuer', 'istio-system/beta')],
    ['one elsewhere', other('Issuer', 'shop/alpha')],
    ['one with another login', other('Issuer', 'istio-system/alpha', 'alpha')],
    ['a cluster-wide one', other('ClusterIssuer', 'alpha')],
  ])('says nothing of %s', (_, live) => {
    expect(told([live])).toEqual([]);
    expect(told([live], { remove: true })).toEqual([]);
  });
});
