import type { InjectedProxy } from '../actors/injection/injectProxy';
import { CertificateAuthority } from '../actors/pki/CertificateAuthority';
import { addAccess } from './access';
import {
  addAuthoritySecret,
  addClusterIssuer,
  addIssuedCertificate,
  addStuckRenewal,
  type CertificateSketch,
} from './certificates';
import { addControlPlanes } from './controlPlanes';
import { gitopsSeed, type SeedManifest } from './gitopsSeed';
import { addNamespaces, SHOP_NAMESPACES } from './namespaces';
import { SHOP_POLICIES } from './policies';
import {
  addApplied,
  danglingRoute,
  gatewayFor,
  routeFor,
  type ExposedHost,
} from './routes';
import { addSamples } from './samples/addSamples';
import { SAMPLE_NAMESPACES } from './samples/sampleNamespaces';
import type { Scenario, ScenarioClusterState } from './Scenario';
import { before, ScenarioCluster } from './ScenarioCluster';
import { SHOP_WORKLOADS } from './shopWorkloads';
import { addNodes, addWorkload } from './workloads';

const OLD: InjectedProxy = {
  revision: '1-29-4',
  image: 'docker.io/istio/proxyv2:1.29.4',
};
const CURRENT: InjectedProxy = {
  revision: '1-30-3',
  image: 'docker.io/istio/proxyv2:1.30.3',
};

const CONTROL_PLANES = [
  { revision: '1-29-4', version: '1.29.4' },
  { revision: '1-30-3', version: '1.30.3' },
];
/** Past the end of its support, and still in use. */
const OLDEST = { revision: '1-27-3', version: '1.27.3' };
const TAGS = [
  { tag: 'default', revision: '1-30-3' },
  { tag: 'prod', revision: '1-30-3' },
];

const STOREFRONT: ExposedHost = {
  namespace: 'shop',
  service: 'storefront',
  port: 8080,
  host: 'shop.example.com',
  credentialName: 'shop-example-com',
};
const CHECKOUT: ExposedHost = {
  namespace: 'shop',
  service: 'checkout',
  port: 8080,
  host: 'checkout.shop.example.com',
  credentialName: 'checkout-shop-example-com',
};

const VAULT_DOWN =
  'Failed to verify Vault is initialized and unsealed: error calling Vault server: Get "https://vault.vault.svc:8200/v1/sys/health": dial tcp 10.96.41.7:8200: connect: connection refused';

function certificateFor(
  { credentialName, host }: ExposedHost,
  issuer: string,
  issuedAgo: CertificateSketch['issuedAgo'],
  lifetime: { duration: string; renewBefore: string },
): CertificateSketch {
  return {
    namespace: 'istio-ingress',
    name: credentialName,
    issuedAgo,
    spec: {
      secretName: credentialName,
      commonName: host,
      dnsNames: [host],
      ...lifetime,
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: {
        group: 'cert-manager.io',
        kind: 'ClusterIssuer',
        name: issuer,
      },
    },
  };
}

const QUARTER = { duration: '2160h', renewBefore: '720h' };
const MONTH = { duration: '720h', renewBefore: '240h' };

/** Each exposed host with its certificate, as the platform team keeps them in git. */
function exposures(cluster: string) {
  const inEu2 = cluster === 'eu-2';
  return [
    {
      exposed: STOREFRONT,
      certificate: certificateFor(STOREFRONT, 'mesh-ca', { days: 20 }, QUARTER),
      stuck: false,
    },
    {
      exposed: CHECKOUT,
      certificate: inEu2
        ? certificateFor(CHECKOUT, 'vault-issuer', { days: 22 }, MONTH)
        : certificateFor(CHECKOUT, 'mesh-ca', { days: 35 }, QUARTER),
      stuck: inEu2,
    },
  ];
}

interface Authorities {
  mesh: CertificateAuthority;
  vault: CertificateAuthority;
  istio: CertificateAuthority;
  /** The root before the last rotation; it ends soon. */
  formerIstio: CertificateAuthority;
}

function addIssuers(cluster: ScenarioCluster, { mesh }: Authorities): void {
  addAuthoritySecret(cluster, 'mesh-ca', mesh);
  addClusterIssuer(
    cluster,
    'mesh-ca',
    { ca: { secretName: 'mesh-ca' } },
    { ok: true, reason: 'KeyPairVerified', message: 'Signing CA verified' },
  );
  const broken = cluster.name === 'eu-2';
  addClusterIssuer(
    cluster,
    'vault-issuer',
    {
      vault: {
        server: 'https://vault.vault.svc:8200',
        path: 'pki/sign/shop-example-com',
        caBundleSecretRef: { name: 'vault-ca', key: 'ca.crt' },
        auth: {
          kubernetes: {
            mountPath: '/v1/auth/kubernetes',
            role: 'cert-manager',
            serviceAccountRef: { name: 'cert-manager' },
          },
        },
      },
    },
    broken
      ? {
          ok: false,
          reason: 'VaultError',
          message: VAULT_DOWN,
          since: { days: 3 },
        }
      : { ok: true, reason: 'VaultVerified', message: 'Vault verified' },
  );
}

/** The archive was cut off when the root was rotated. */
function sampleNamespaces(cluster: string, { formerIstio }: Authorities) {
  return (SAMPLE_NAMESPACES[cluster] ?? []).map(namespace =>
    namespace.name === 'archive'
      ? { ...namespace, rootCertificate: formerIstio.pem }
      : namespace,
  );
}

async function liveCluster(
  name: string,
  title: string,
  now: Date,
  authorities: Authorities,
): Promise<{ state: ScenarioClusterState; seed: Record<string, string> }> {
  const cluster = new ScenarioCluster(name, now);
  const seeded: SeedManifest[] = [];
  addNodes(cluster);
  addNamespaces(
    cluster,
    [...SHOP_NAMESPACES, ...sampleNamespaces(name, authorities)],
    authorities.istio.pem,
  );
  addAccess(cluster);
  const inUse = name === 'eu-2' ? [OLDEST, ...CONTROL_PLANES] : CONTROL_PLANES;
  addControlPlanes(cluster, inUse, TAGS);
  addIssuers(cluster, authorities);
  for (const workload of SHOP_WORKLOADS[name] ?? []) {
    addWorkload(cluster, {
      ...workload,
      proxies: workload.mesh?.map(rev => (rev === 'old' ? OLD : CURRENT)),
    });
  }
  for (const { age, manifest } of SHOP_POLICIES[name] ?? []) {
    addApplied(cluster, manifest, age);
    seeded.push({ manifest });
  }
  for (const { exposed, certificate, stuck } of exposures(name)) {
    const add = stuck ? addStuckRenewal : addIssuedCertificate;
    const authority = stuck ? authorities.vault : authorities.mesh;
    await add(cluster, authority, certificate);
    const { namespace, name: certificateName, spec } = certificate;
    const manifests = [
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: certificateName, namespace },
        spec,
      },
      gatewayFor(exposed),
      routeFor(exposed),
    ];
    manifests.slice(1).forEach(manifest => addApplied(cluster, manifest));
    const ingressOf = exposed.service;
    seeded.push(...manifests.map(manifest => ({ manifest, ingressOf })));
  }
  await addSamples(cluster, authorities.mesh);
  if (name === 'eu-1') {
    addApplied(cluster, danglingRoute(), { days: 4 });
    seeded.push({ manifest: danglingRoute() });
  }
  return {
    state: {
      name,
      title,
      objects: cluster.objects,
      authorities: new Map([['vault-issuer', authorities.vault]]),
    },
    seed: gitopsSeed(name, seeded),
  };
}

const README = `# GitOps repository of the shop

What is under \`clusters/<cluster>\` is applied to that cluster. Each folder has
a \`kustomization.yaml\` that lists its files.
`;

const YEARS = 365;

/**
 * A web shop on two live clusters and one that cannot be reached, with one
 * instance of most things that go right and wrong in a mesh.
 *
 * @public
 */
export async function shopScenario(now: Date): Promise<Scenario> {
  const from = before(now, { days: 2 * YEARS });
  const until = before(now, { days: -8 * YEARS });
  const authority = (name: string) =>
    CertificateAuthority.create(name, from, until);
  const authorities = {
    mesh: await authority('Shop mesh CA'),
    vault: await authority('Shop Vault CA'),
    istio: await authority('Istio root of the shop'),
    formerIstio: await CertificateAuthority.create(
      'Istio root of the shop, 2016',
      before(now, { days: 10 * YEARS }),
      before(now, { days: -60 }),
    ),
  };
  const eu1 = await liveCluster('eu-1', 'Europe 1', now, authorities);
  const eu2 = await liveCluster('eu-2', 'Europe 2', now, authorities);
  return {
    clusters: [eu1.state, eu2.state, { name: 'ap-1', title: 'Asia 1' }],
    repository: { 'README.md': README, ...eu1.seed, ...eu2.seed },
  };
}
