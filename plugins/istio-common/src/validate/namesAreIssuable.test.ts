import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import { raw, validateCase } from '../testing/validationWorld';

const ROLE = {
  domains: ['shop.example.com'],
  ...{ bare: false, wildcards: false, maxTtl: '72h' },
};

/** What is said of a certificate of an issuer whose role was noted. */
function said(change: object, role: unknown = ROLE) {
  const annotations = { 'meshwright.dev/vault-role': JSON.stringify(role) };
  const { findings, unverified } = validateCase({
    kind: 'certificate',
    input: { ...GOOD_INPUTS.certificate, issuer: { name: 'vault' }, ...change },
    live: [
      raw(
        ...(['cert-manager.io/v1', 'ClusterIssuer', 'vault'] as const),
        ...[{ spec: { vault: {} } }, { annotations }],
      ),
    ],
  });
  const own = findings.filter(({ code }) => code === 'MW0118');
  const unknown = unverified.filter(text => text.includes('Vault'));
  return { own, unknown };
}

describe('names for an issuer of Vault', () => {
  it('are fine below the domains that its role was set up for', () => {
    expect(said({})).toEqual({ own: [], unknown: [] });
  });

  it('are warned of outside, names inside the cluster first of all', () => {
    const { own, unknown } = said({
      dnsNames: ['cart.shop.example.com', 'cart.shop.svc.cluster.local'],
    });
    expect(unknown).toEqual([]);
    expect(own).toEqual([
      expect.objectContaining({
        severity: 'warning',
        field: 'dnsNames.1',
        cause: expect.stringMatching(
          /^cart\.shop\.svc\.cluster\.local is outside shop\.example\.com, .*Vault refuses it\.$/,
        ),
      }),
    ]);
  });

  it('may not live longer than the role signs', () => {
    const { own } = said({ certificate: { duration: '240h' } });
    expect(own.map(({ cause, fix }) => [cause, fix])).toEqual([
      [expect.stringContaining('sign 72h at most'), 'Ask for 72h or less.'],
    ]);
    expect(said({ certificate: { duration: '72h' } }).own).toEqual([]);
  });

  it('are unverified where nothing was noted', () => {
    const { own, unknown } = said({}, 'by hand');
    expect(own).toEqual([]);
    expect(unknown).toHaveLength(1);
  });
});
