import {
  type ManifestObject,
  renderManifests,
} from '@meshwright/backstage-plugin-istio-common';
import {
  applyDefinitions,
  definitionsOf,
  deleteDefinitions,
  kubectl,
  kubectlWith,
} from './applyDefinitions';
import { eventually } from './eventually';
import { kube, newNamespace } from './labKube';
import { refusal } from './refusal';

jest.setTimeout(180_000);

type Spec = Record<string, unknown>;

describe('what a tenant may do after onboarding', () => {
  let gateway: string;
  let tenant: string;
  let objects: ManifestObject[];

  const asTenant = () => ['--as=alice', `--as-group=tenant-${tenant}`];

  /** Good as it is; each test makes one thing bad. */
  const certificate = (
    change: Spec = {},
    name = `${tenant}-web-ingress`,
  ): ManifestObject => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: gateway },
    spec: {
      secretName: name,
      commonName: `web.${tenant}.example.com`,
      dnsNames: [`web.${tenant}.example.com`, `*.${tenant}.example.com`],
      duration: '72h',
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: { algorithm: 'RSA', size: 2048, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'vault' },
      ...change,
    } as ManifestObject['spec'],
  });

  const withObject = (object: ManifestObject, ...args: string[]) =>
    kubectlWith(renderManifests([object]), ...args);

  const create = (object: ManifestObject, ...who: string[]) =>
    withObject(object, 'create', '--dry-run=server', ...who);

  /** cert-manager writes into it at the same time: a conflict is no answer. */
  const replace = async (object: ManifestObject, ...who: string[]) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await withObject(object, 'replace', ...who);
      } catch (error) {
        if (attempt === 20 || !String(error).includes('(Conflict)'))
          throw error;
      }
    }
  };

  /** A tenant whose namespace begins as the first, at the same gateway. */
  const secondTenant = (ending: string, change: Spec = {}) =>
    definitionsOf('onboard', {
      cluster: 'lab',
      namespace: `${tenant}-${ending}`,
      revision: 'prod',
      gateway: { namespace: gateway },
      tenant: {
        subjects: [{ name: `tenant-${tenant}-${ending}` }],
        domains: [`${tenant}.example.com`],
        issuer: { kind: 'Issuer', name: 'vault' },
        maxDuration: '72h',
        ...change,
      },
    }).objects;

  beforeAll(async () => {
    gateway = await newNamespace('gateways', {});
    tenant = await newNamespace('tenant', {});
    objects = definitionsOf('onboard', {
      cluster: 'lab',
      namespace: tenant,
      revision: 'prod',
      gateway: { namespace: gateway },
      tenant: {
        subjects: [{ name: `tenant-${tenant}` }],
        domains: [`${tenant}.example.com`],
        issuer: { kind: 'Issuer', name: 'vault' },
        reservedPrefixes: [`${tenant}-eu-`],
        maxDuration: '72h',
      },
    }).objects;
    await applyDefinitions(objects);
    // Of somebody else, so that there is something to take.
    await withObject(certificate({}, 'somebody-else'), 'create');
    // The API server takes a policy up after a moment.
    await eventually(async () => {
      const text = await refusal(
        create(certificate({ isCA: true }), ...asTenant()),
      );
      expect(text).toContain('isCA must be false');
    });
  });

  afterAll(async () => {
    await deleteDefinitions(objects ?? []);
    for (const name of [gateway, tenant]) {
      if (name) await kube('DELETE', `/api/v1/namespaces/${name}`);
    }
  });

  it('gets a good certificate, and may change and delete it', async () => {
    const good = certificate();
    await withObject(good, 'create', ...asTenant());
    await replace(certificate({ duration: '48h' }), ...asTenant());
    await withObject(good, 'delete', ...asTenant());
  });

  it('gets the certificate that our ingress intent writes for it', async () => {
    const { objects: ingress } = definitionsOf('ingress', {
      cluster: 'lab',
      namespace: tenant,
      service: { name: 'web', port: 8080 },
      host: `web.${tenant}.example.com`,
      gateway: { namespace: gateway },
      issuer: { kind: 'Issuer', name: 'vault' },
    });
    const wanted = ingress.find(({ kind }) => kind === 'Certificate');
    if (!wanted) throw new Error('no Certificate');
    await create(wanted, ...asTenant());
  });

  it('keeps its names from a tenant that is named as another begins, whoever came first', async () => {
    const name = `${tenant}-us-web-ingress`;
    await create(certificate({}, name), ...asTenant());
    const other = secondTenant('us');
    try {
      await applyDefinitions(other);
      await eventually(async () => {
        const text = await refusal(
          create(certificate({}, name), ...asTenant()),
        );
        expect(text).toContain(
          `begins with ${tenant}-us- as those of another tenant`,
        );
      });
      await eventually(() =>
        create(
          certificate({}, name),
          ...['--as=bob', `--as-group=tenant-${tenant}-us`],
        ),
      );
      // What was its own stays so.
      await create(certificate(), ...asTenant());
    } finally {
      await deleteDefinitions(other);
    }
  });

  it('shares names with no tenant that claims the same: neither gets them', async () => {
    const other = secondTenant('uk', { certificatePrefix: `${tenant}-` });
    const theirs = ['--as=bob', `--as-group=tenant-${tenant}-uk`];
    try {
      await applyDefinitions(other);
      for (const [who, owner] of [
        [asTenant(), `${tenant}-uk`],
        [theirs, tenant],
      ] as const) {
        await eventually(async () => {
          expect(await refusal(create(certificate(), ...who))).toContain(
            `begins with ${tenant}- as those of another tenant, whose claim is ConfigMap mesh-tenant-${owner}:`,
          );
        });
      }
    } finally {
      await deleteDefinitions(other);
    }
    await eventually(() => create(certificate(), ...asTenant()));
  });

  it.each<[string, Spec]>([
    ['no data', {}],
    ['no prefix', { data: { note: 'x' } }],
  ])('is not stopped by a claim with %s', async (_, rest) => {
    const own = objects.find(({ kind }) => kind === 'ConfigMap');
    const labels = own?.metadata.labels;
    const empty = { apiVersion: 'v1', kind: 'ConfigMap', ...rest };
    const claimOf = (name: string, more: Spec = {}): ManifestObject => ({
      ...empty,
      metadata: { name, namespace: gateway, labels },
      ...more,
    });
    // The second one refuses, which shows that both were read.
    const claims = [
      claimOf('a-claim'),
      claimOf('b-claim', { data: { prefix: `${tenant}-seen-` } }),
    ];
    try {
      for (const claim of claims) await withObject(claim, 'create');
      await eventually(async () => {
        expect(
          await refusal(
            create(certificate({}, `${tenant}-seen-web`), ...asTenant()),
          ),
        ).toContain('whose claim is ConfigMap b-claim:');
      });
      await create(certificate(), ...asTenant());
    } finally {
      for (const claim of claims) {
        await withObject(claim, 'delete', '--ignore-not-found');
      }
    }
    await eventually(async () => {
      await create(certificate({}, `${tenant}-seen-web`), ...asTenant());
    });
  });

  const refused: Array<[string, () => ManifestObject, string]> = [
    [
      'a name outside its prefix',
      () => certificate({}, 'cacerts'),
      'The name of the Certificate must begin with',
    ],
    [
      'a name that begins as those of another tenant',
      () => certificate({}, `${tenant}-eu-web`),
      'not as those of another tenant',
    ],
    [
      'the Secret of somebody else',
      () => certificate({ secretName: 'cacerts' }),
      'secretName must be the name of the Certificate',
    ],
    [
      'to be an authority',
      () => certificate({ isCA: true }),
      'isCA must be false',
    ],
    [
      'the host of somebody else',
      () =>
        certificate({
          dnsNames: [`web.${tenant}.example.com`, 'shop.example.com'],
        }),
      'dnsNames must be given and lie in',
    ],
    [
      'a host that only ends alike',
      () =>
        certificate({
          commonName: undefined,
          dnsNames: [`evil${tenant}.example.com`],
        }),
      'dnsNames must be given and lie in',
    ],
    [
      'no dnsNames at all',
      () => certificate({ commonName: undefined, dnsNames: undefined }),
      'dnsNames must be given and lie in',
    ],
    [
      'a common name beside its dnsNames',
      () => certificate({ commonName: 'shop.example.com' }),
      'commonName must be one of dnsNames',
    ],
    [
      'the SPIFFE identity of a workload',
      () => certificate({ uris: ['spiffe://cluster.local/ns/a/sa/b'] }),
      'has DNS names only',
    ],
    [
      'IP addresses',
      () => certificate({ ipAddresses: ['10.0.0.1'] }),
      'has DNS names only',
    ],
    [
      'a subject that is a group of Kubernetes',
      () => certificate({ subject: { organizations: ['system:masters'] } }),
      'has DNS names only',
    ],
    [
      'labels on its Secret',
      () =>
        certificate({
          secretTemplate: { labels: { 'istio/multiCluster': 'true' } },
        }),
      'has DNS names only',
    ],
    [
      'usages of an authority',
      () => certificate({ usages: ['cert sign'] }),
      'usages may be',
    ],
    [
      'a lifetime that is too long',
      () => certificate({ duration: '73h' }),
      'duration must be given and at most 72h',
    ],
    [
      'the lifetime that cert-manager takes by default',
      () => certificate({ duration: undefined }),
      'duration must be given and at most 72h',
    ],
    [
      'another issuer',
      () => certificate({ issuerRef: { kind: 'Issuer', name: 'other' } }),
      'issuerRef must be Issuer vault of cert-manager.io',
    ],
    [
      'the issuer of that name in the cluster',
      () =>
        certificate({ issuerRef: { kind: 'ClusterIssuer', name: 'vault' } }),
      'issuerRef must be Issuer vault of cert-manager.io',
    ],
    [
      'an issuer of another group',
      () =>
        certificate({
          issuerRef: { group: 'evil.io', kind: 'Issuer', name: 'vault' },
        }),
      'issuerRef must be Issuer vault of cert-manager.io',
    ],
  ];

  it.each(refused)('is refused %s', async (_, object, expected) => {
    const text = await refusal(create(object(), ...asTenant()));
    expect(text).toContain(expected);
    // For anybody else the policy says nothing: it is the tenant's alone.
    await create(object());
  });

  it('is refused to change or delete the certificate of somebody else', async () => {
    const other = certificate({}, 'somebody-else');
    const begin = 'The name of the Certificate must begin with';
    expect(await refusal(withObject(other, 'delete', ...asTenant()))).toContain(
      begin,
    );
    const changed = certificate({ duration: '24h' }, 'somebody-else');
    expect(await refusal(replace(changed, ...asTenant()))).toContain(begin);
  });

  it('is kept from the certificate of a tenant whose claim is gone', async () => {
    const name = `${tenant}-left-web`;
    const theirs = certificate(
      {
        commonName: 'web.left.example.com',
        dnsNames: ['web.left.example.com'],
      },
      name,
    );
    // The same name is free: no claim covers it.
    await create(certificate({}, name), ...asTenant());
    await withObject(theirs, 'create');
    try {
      const refused = `for names outside ${tenant}.example.com, so it is not yours`;
      const own = certificate({}, name);
      expect(await refusal(replace(own, ...asTenant()))).toContain(refused);
      expect(await refusal(withObject(own, 'delete', ...asTenant()))).toContain(
        refused,
      );
    } finally {
      await withObject(theirs, 'delete');
    }
  });

  it('needs no more than it was given for issuer defaults', async () => {
    await create(certificate({ issuerRef: { name: 'vault' } }), ...asTenant());
  });

  it.each([
    ['secrets', 'get', false],
    ['secrets', 'list', false],
    ['certificates.cert-manager.io/status', 'update', false],
    ['orders.acme.cert-manager.io', 'create', false],
    ['challenges.acme.cert-manager.io', 'create', false],
    ['gateways.networking.istio.io', 'create', false],
    ['certificates.cert-manager.io', 'create', true],
    ['issuers.cert-manager.io', 'get', true],
  ])('beside the gateway: %s %s: %s', async (resource, verb, expected) => {
    await expect(mayI(verb, resource, gateway)).resolves.toBe(expected);
  });

  it.each([
    ['virtualservices.networking.istio.io', 'create', true],
    ['authorizationpolicies.security.istio.io', 'delete', true],
    ['peerauthentications.security.istio.io', 'create', false],
    ['envoyfilters.networking.istio.io', 'create', false],
    ['httproutes.gateway.networking.k8s.io', 'create', true],
    ['gateways.gateway.networking.k8s.io', 'create', false],
    ['ingresses.networking.k8s.io', 'create', false],
    ['wasmplugins.extensions.istio.io', 'create', false],
    ['secrets', 'get', false],
  ])('in its namespace: %s %s: %s', async (resource, verb, expected) => {
    await expect(mayI(verb, resource, tenant)).resolves.toBe(expected);
  });

  async function mayI(verb: string, resource: string, namespace: string) {
    const [name, subresource] = resource.split('/');
    const answer = await kubectl(
      ...['auth', 'can-i', verb, name, '-n', namespace],
      ...(subresource ? [`--subresource=${subresource}`] : []),
      ...asTenant(),
    ).catch((failed: { stdout: string }) => failed.stdout);
    return answer.trim() === 'yes';
  }
});
