import type { CertificateAuthority } from '../../actors/pki/CertificateAuthority';
import {
  addClusterIssuer,
  addIssuedCertificate,
  type CertificateSketch,
} from '../certificates';
import { before, type Age, type ScenarioCluster } from '../ScenarioCluster';
import { addRefusedIssuance } from './refusedIssuance';
import { timestamp } from '../../kube/store/ObjectStore';

const EDGE = 'istio-edge';
const ACME = 'letsencrypt';

/** Six days, as short as a public CA makes them. */
const SHORT = { duration: '144h', renewBefore: '48h' };
const QUARTER = { duration: '2160h', renewBefore: '720h' };

function sketch(
  namespace: string,
  name: string,
  host: string,
  more: {
    issuer?: string;
    usage?: string;
    lifetime?: object;
    secretName?: string;
    issuedAgo?: Age;
  } = {},
): CertificateSketch {
  const { issuer = 'mesh-ca', usage = 'server auth' } = more;
  return {
    namespace,
    name,
    issuedAgo: more.issuedAgo ?? { days: 12 },
    spec: {
      secretName: more.secretName ?? name,
      commonName: host,
      dnsNames: [host],
      ...(more.lifetime ?? QUARTER),
      usages: ['digital signature', 'key encipherment', usage],
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: {
        group: 'cert-manager.io',
        kind: 'ClusterIssuer',
        name: issuer,
      },
    },
  };
}

const ACCOUNTS = sketch(
  EDGE,
  'accounts-samples',
  'accounts.samples.example.com',
  {
    lifetime: SHORT,
    issuedAgo: { days: 2 },
  },
);

/** Certificates that are as they should be, or were issued where nobody looks for them. */
const ISSUED = [
  ACCOUNTS,
  sketch(EDGE, 'newsletter-samples', 'newsletter.samples.example.com'),
  sketch('accounts', 'gw-samples', '*.gw.samples.example.com'),
  // The gateway reads secrets of its own namespace only.
  sketch('accounts', 'parcels-samples', 'parcels.samples.example.com'),
  sketch('istio-egress', 'payout-bank-client', 'payout.clients.example.com', {
    usage: 'client auth',
    lifetime: SHORT,
    issuedAgo: { days: 1 },
  }),
];

const PORTAL = sketch(EDGE, 'portal-samples', 'portal.samples.example.com', {
  issuedAgo: { hours: 3 },
});
const PROMO = sketch(EDGE, 'promo-samples', 'promo.samples.example.com', {
  issuer: ACME,
  issuedAgo: { hours: 20 },
});

/** A second Certificate that wants the Secret of the first; cert-manager leaves it waiting. */
function addDuplicate(cluster: ScenarioCluster): void {
  const { namespace, name, spec } = sketch(
    EDGE,
    'newsletter-copy',
    'newsletter.samples.example.com',
    { secretName: 'newsletter-samples' },
  );
  const age = { days: 1 };
  cluster.add(
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name, namespace, generation: 1 },
      spec,
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'IncorrectCertificate',
            message:
              'Secret was issued for "newsletter-samples". If this message is not transient, you might have two conflicting Certificates pointing to the same secret.',
            observedGeneration: 1,
            lastTransitionTime: timestamp(before(cluster.now, age)),
          },
        ],
      },
    },
    age,
  );
}

function addAcmeIssuer(cluster: ScenarioCluster): void {
  addClusterIssuer(
    cluster,
    ACME,
    {
      acme: {
        server: 'https://acme-v02.api.letsencrypt.org/directory',
        email: 'platform@example.com',
        privateKeySecretRef: { name: 'letsencrypt-account' },
        solvers: [
          {
            http01: { gatewayHTTPRoute: { parentRefs: [{ name: 'public' }] } },
          },
        ],
      },
    },
    {
      ok: true,
      reason: 'ACMEAccountRegistered',
      message: 'The ACME account was registered with the ACME server',
    },
  );
}

/** Certificates of the samples: well, waiting, refused, misplaced. @internal */
export async function addSampleCertificates(
  cluster: ScenarioCluster,
  authority: CertificateAuthority,
): Promise<void> {
  if (cluster.name === 'eu-2') {
    await addIssuedCertificate(cluster, authority, ACCOUNTS);
    return;
  }
  for (const one of ISSUED) {
    await addIssuedCertificate(cluster, authority, one);
  }
  addDuplicate(cluster);
  addAcmeIssuer(cluster);
  await addRefusedIssuance(cluster, {
    sketch: PORTAL,
    failedAgo: { minutes: 40 },
    attempts: 2,
    ready: {
      reason: 'Denied',
      message: 'The CertificateRequest was denied by an approval controller',
    },
    denied: {
      reason: 'policy.cert-manager.io',
      message:
        'No policy approved this request: [edge-hosts: spec.allowed.dnsNames.values: Invalid value: []string{"portal.samples.example.com"}: accounts.samples.example.com, newsletter.samples.example.com]',
    },
  });
  await addRefusedIssuance(cluster, {
    sketch: PROMO,
    failedAgo: { minutes: 25 },
    attempts: 4,
    ready: {
      reason: 'Failed',
      message:
        'Failed to wait for order resource "promo-samples-1-2749103846" to become ready: order is in "invalid" state: ',
    },
    order: {
      name: 'promo-samples-1-2749103846',
      refusal:
        'Error accepting authorization: acme: authorization error for promo.samples.example.com: 403 urn:ietf:params:acme:error:unauthorized: 203.0.113.20: Invalid response from http://promo.samples.example.com/.well-known/acme-challenge/Yd1q: 404',
    },
  });
}
