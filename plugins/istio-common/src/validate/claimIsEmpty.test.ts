import { raw, type RawObject, validateCase } from '../testing/validationWorld';
import type { RepositoryObject } from './repositoryState';

const INPUT = {
  ...{ cluster: 'eu-1', namespace: 'shop', revision: 'default' },
  gateway: { namespace: 'istio-ingress' },
  tenant: {
    subjects: [{ name: 'team-shop' }],
    domains: ['shop.example.com'],
    issuer: { name: 'mesh-ca' },
  },
};

const certificate = (place: string) =>
  raw('cert-manager.io/v1', 'Certificate', place, {
    spec: {
      secretName: 'any',
      issuerRef: { name: 'mesh-ca', kind: 'ClusterIssuer' },
    },
  });

/** What is said of the claim when the onboarding is taken back, or changed. */
function told(
  live: readonly RawObject[],
  {
    input = INPUT,
    remove = true,
    claims,
  }: {
    input?: object;
    remove?: boolean;
    claims?: readonly RepositoryObject[];
  } = {},
) {
  const repository = claims && { objects: claims, unverified: [] };
  const { findings, unverified } = validateCase({
    ...{ kind: 'onboard', input, live },
    context: { remove, ...(repository && { repository }) },
  });
  return {
    unverified,
    causes: findings
      .filter(({ code }) => code === 'MW0121')
      .map(({ cause }) => cause),
  };
}

describe('a claim that goes', () => {
  it('is told with the certificates that it kept', () => {
    expect(
      told([
        certificate('istio-ingress/shop-b'),
        certificate('istio-ingress/shop-a'),
      ]).causes,
    ).toEqual([
      'ConfigMap istio-ingress/mesh-tenant-shop goes, by which names that begin with shop- belong to this tenant, and Certificate istio-ingress/shop-a, istio-ingress/shop-b would be left: a tenant whose names begin alike and whose domains these are may change or delete them then.',
    ]);
  });

  it('names five and counts the others', () => {
    const all = [1, 2, 3, 4, 5, 6, 7].map(i =>
      certificate(`istio-ingress/shop-${i}`),
    );
    expect(told(all).causes).toEqual([
      expect.stringContaining('istio-ingress/shop-5 and 2 more would be left'),
    ]);
  });

  it.each<[string, RawObject[]]>([
    ['there are none', []],
    ['they lie elsewhere', [certificate('shop/shop-a')]],
    ['their names begin otherwise', [certificate('istio-ingress/shopping')]],
    [
      'they are those of a namespace with a longer name',
      [
        certificate('istio-ingress/shop-eu-a'),
        raw('v1', 'Namespace', 'shop-eu'),
      ],
    ],
  ])('says nothing where %s', (_, live) => {
    expect(told(live).causes).toEqual([]);
  });

  it('goes by the prefix that the tenant chose', () => {
    const input = {
      ...INPUT,
      tenant: { ...INPUT.tenant, certificatePrefix: 'mall-' },
    };
    const live = [
      certificate('istio-ingress/shop-a'),
      certificate('istio-ingress/mall-a'),
    ];
    expect(told(live, { input }).causes).toEqual([
      expect.stringContaining('Certificate istio-ingress/mall-a would be left'),
    ]);
  });

  it('is told where the tenant leaves and the namespace stays', () => {
    const live = [certificate('istio-ingress/shop-a')];
    const { tenant: _, ...input } = INPUT;
    expect(told(live, { input, remove: false }).causes).toHaveLength(1);
    expect(told(live, { remove: false }).causes).toEqual([]);
  });

  const claim = (namespace: string, prefix: string) => ({
    path: `clusters/eu-1/istio-ingress/${namespace}-onboard.yaml`,
    object: {
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: {
        ...{ name: `mesh-tenant-${namespace}`, namespace: 'istio-ingress' },
        labels: { 'meshwright.dev/tenant-claim': 'certificates' },
        annotations: { 'meshwright.dev/change': 'onboard' },
      },
      data: { prefix },
    },
  });
  const { tenant: _left, ...LEFT } = INPUT;

  it('is that of the repository where the tenant leaves', () => {
    const live = [
      certificate('istio-ingress/acme-web'),
      certificate('istio-ingress/shop-web'),
    ];
    const of = (claims: RepositoryObject[]) =>
      told(live, { input: LEFT, remove: false, claims }).causes;
    expect(of([claim('shop', 'acme-')])).toEqual([
      expect.stringContaining(
        'names that begin with acme- belong to this tenant, and Certificate istio-ingress/acme-web would be left',
      ),
    ]);
    // Nobody claimed anything.
    expect(of([claim('other', 'acme-')])).toEqual([]);
  });

  it('is unverified where the tenant leaves and no file was read', () => {
    const { unverified } = told([], { input: LEFT, remove: false });
    expect(unverified).toContainEqual(
      'Certificates of a tenant who claimed names of its own (ConfigMap istio-ingress/mesh-tenant-shop says which, and no file was read)',
    );
    const known = told([], { input: LEFT, remove: false, claims: [] });
    expect(known.unverified.join()).not.toContain('claim');
  });

  it('leaves to others what they claim, and to no mere namespace', () => {
    const live = [
      certificate('istio-ingress/shop-eu-a'),
      raw('v1', 'Namespace', 'shop-eu'),
    ];
    expect(
      told(live, { claims: [claim('shop', 'shop-')] }).causes,
    ).toHaveLength(1);
    expect(
      told(live, {
        claims: [claim('shop', 'shop-'), claim('shop-eu', 'shop-eu-')],
      }).causes,
    ).toEqual([]);
  });

  it('is unverified where certificates cannot be read', () => {
    const { unverified } = validateCase({
      ...{ kind: 'onboard', input: INPUT },
      context: {
        remove: true,
        dataStates: new Map([['certificates.cert-manager.io', 'forbidden']]),
      },
    });
    expect(unverified).toContainEqual(
      'certificates whose names the claim that goes kept from other tenants (certificates.cert-manager.io: Meshwright may not read them)',
    );
  });
});
