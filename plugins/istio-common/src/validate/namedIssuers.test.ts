import {
  raw,
  rawIssuer,
  type RawObject,
  validateCase,
} from '../testing/validationWorld';

const existing = {
  cluster: 'eu-1',
  scope: 'cluster',
  name: 'mesh-ca',
  type: 'existing',
  trustBundle: {
    credentialName: 'shop-cart-ingress',
    namespace: 'istio-ingress',
    sources: [{ name: 'root' }],
  },
};
const onboard = {
  cluster: 'eu-1',
  namespace: 'shop',
  revision: 'prod',
  gateway: { namespace: 'istio-ingress' },
  tenant: {
    subjects: [{ name: 'tenant-shop' }],
    domains: ['shop.example.com'],
    issuer: { name: 'mesh-ca' },
  },
};

function codesOf(kind: string, input: object, live: RawObject[] = []) {
  const { findings } = validateCase({ kind, input, live });
  return findings.flatMap(({ code, field }) =>
    code.startsWith('MW-ISSUER') ? [[code, field].join(' ').trim()] : [],
  );
}

describe('an issuer that an intent takes as there', () => {
  it('is there', () => {
    expect(codesOf('issuer', existing)).toEqual([]);
    expect(codesOf('onboard', onboard)).toEqual([]);
  });

  it('is looked for: the one whose CAs are handed out', () => {
    expect(codesOf('issuer', { ...existing, name: 'none' })).toEqual([
      'MW-ISSUER-MISSING',
    ]);
    const place = { scope: 'namespace', namespace: 'istio-ingress' };
    expect(codesOf('issuer', { ...existing, ...place })).toEqual([
      'MW-ISSUER-MISSING',
    ]);
  });

  it('is looked for: the one to which tenants are held, beside the gateway', () => {
    const issuer = { kind: 'Issuer', name: 'vault' };
    const tenant = { ...onboard.tenant, issuer };
    const found = ['MW-ISSUER-MISSING tenant.issuer.name'];
    expect(codesOf('onboard', { ...onboard, tenant })).toEqual(found);
    const inGateway = [rawIssuer('Issuer', 'istio-ingress/vault')];
    expect(codesOf('onboard', { ...onboard, tenant }, inGateway)).toEqual([]);
    const inShop = [rawIssuer('Issuer', 'shop/vault')];
    expect(codesOf('onboard', { ...onboard, tenant }, inShop)).toEqual(found);
  });

  it('is ready', () => {
    const late = raw('cert-manager.io/v1', 'ClusterIssuer', 'late');
    expect(codesOf('issuer', { ...existing, name: 'late' }, [late])).toEqual([
      'MW-ISSUER-NOT-READY',
    ]);
  });
});
