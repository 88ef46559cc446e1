import type { SituationExpectation } from '../../../plugins/istio-common/src/testing/judgeSituation';
import { type Live, type Stage, says } from './Stage';

/** A situation that real cert-manager is brought into. */
export interface Situation {
  name: string;
  /** Which Certificate is judged; `web` by default. */
  certificate?: string;
  arrange(stage: Stage): Promise<unknown>;
  /** How long after its end it is judged; at once by default. */
  afterMinutes?: number;
  /** `{ns}` stands for its namespace. */
  expect: SituationExpectation;
}

interface CertificateOptions {
  name?: string;
  issuer?: Record<string, unknown>;
  spec?: Record<string, unknown>;
}

const DNS_NAME = 'shop.example.com';

function certificate(options: CertificateOptions = {}): Live {
  const { name = 'web', issuer = { name: 'ca' }, spec } = options;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name },
    spec: {
      secretName: 'web-tls',
      dnsNames: [DNS_NAME],
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: issuer,
      ...spec,
    },
  };
}

function issuer(spec: Record<string, unknown>, name = 'ca'): Live {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name },
    spec,
  };
}

const selfSigned = () => issuer({ selfSigned: {} });

function secret(name: string, data: Record<string, string>): Live {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    stringData: data,
  };
}

const vault = (server: string) =>
  issuer({
    vault: {
      server,
      path: 'pki/sign/shop',
      auth: { tokenSecretRef: { name: 'vault-token', key: 'token' } },
    },
  });

function acme(server: string, solver: unknown = {}): Live {
  return issuer({
    acme: {
      server,
      privateKeySecretRef: { name: 'acme-account' },
      solvers: [solver],
    },
  });
}

const http01 = { http01: { ingress: { ingressClassName: 'none' } } };

const isReady = (object: Live) => says(object, 'Ready').startsWith('True');
const isNotReady = (object: Live) => says(object, 'Ready').startsWith('False');
const hasFailed = (object: Live) => says(object, 'Issuing').startsWith('False');
const isPending = (object: Live) =>
  says(object, 'Ready').startsWith('False/Pending');

/** Ready, and closed with its revision. */
const isIssued = (object: Live) => isReady(object) && object.status?.revision;

/** Its time is over; cert-manager need not have noticed. */
const isOver = ({ status }: Live) =>
  Date.parse(String(status?.notAfter)) < Date.now() - 1_000;

/** A Certificate that was issued, whose issuer then went away. */
async function issuedThenOrphaned(
  stage: Stage,
  spec: Record<string, unknown> = {},
) {
  await stage.create(selfSigned());
  await stage.create(certificate({ spec }));
  await stage.until('Certificate', object => object.status?.revision);
  await stage.remove('Issuer', 'ca');
}

/** Two steps: the request waits, then somebody judges it. */
async function judgeRequest(stage: Stage, condition: Record<string, string>) {
  await stage.create(certificate());
  const request = await stage.until('CertificateRequest', isPending);
  await stage.patchStatus('CertificateRequest', request.metadata.name, {
    conditions: [...(request.status?.conditions ?? []), condition],
  });
  await stage.until('Certificate', hasFailed);
  await stage.create(selfSigned());
  await stage.until('Issuer', isReady);
}

/** Every situation; each gets a namespace of its own. */
export const SITUATIONS: readonly Situation[] = [
  {
    name: 'issued',
    arrange: async stage => {
      await stage.create(selfSigned());
      await stage.create(certificate());
      await stage.until('Certificate', isIssued);
    },
    expect: { state: 'not-used', tone: 'neutral' },
  },
  {
    name: 'issued-by-cluster-issuer',
    arrange: async stage => {
      const ref = { kind: 'ClusterIssuer', name: 'mesh-ca' };
      await stage.create(
        certificate({ issuer: ref, spec: { renewBeforePercentage: 50 } }),
      );
      await stage.until('Certificate', isIssued);
    },
    expect: { state: 'not-used', tone: 'neutral' },
  },
  {
    name: 'missing-issuer',
    arrange: async stage => {
      await stage.create(certificate());
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      tone: 'error',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary: 'Issuer ca is not found in {ns}',
      },
    },
  },
  {
    name: 'issuer-of-another-kind',
    arrange: async stage => {
      await stage.create(certificate({ issuer: { name: 'mesh-ca' } }));
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary:
          'Issuer mesh-ca is not found in {ns}, but ClusterIssuer mesh-ca exists',
      },
    },
  },
  {
    name: 'unknown-issuer-kind',
    arrange: async stage => {
      const ref = { kind: 'Authority', name: 'mesh-ca' };
      await stage.create(certificate({ issuer: ref }));
      await stage.until('CertificateRequest', request =>
        says(request, 'Approved'),
      );
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Certificate',
        reason: 'UnknownIssuerKind',
        summary: 'cert-manager has no issuers of kind Authority',
      },
    },
  },
  {
    name: 'foreign-issuer-group',
    afterMinutes: 10,
    arrange: async stage => {
      const ref = { group: 'pki.example.com', kind: 'Signer', name: 'ca' };
      await stage.create(certificate({ issuer: ref }));
      await stage.until('CertificateRequest', request =>
        says(request, 'Approved'),
      );
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'CertificateRequest',
        reason: 'NotAnswered',
        summary:
          'CertificateRequest web-1 waits for the controller of Signer.pki.example.com',
      },
    },
  },
  {
    name: 'issuer-without-secret',
    arrange: async stage => {
      await stage.create(issuer({ ca: { secretName: 'never-made' } }));
      await stage.create(certificate());
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'ErrGetKeyPair',
        summary: 'Issuer ca is not ready',
      },
      message: 'secrets "never-made" not found',
    },
  },
  {
    name: 'issuer-secret-without-key',
    arrange: async stage => {
      await stage.create(secret('half', { 'tls.crt': 'nothing' }));
      await stage.create(issuer({ ca: { secretName: 'half' } }));
      await stage.create(certificate());
      await stage.until('Issuer', isNotReady);
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'ErrGetKeyPair',
        summary: 'Issuer ca is not ready',
      },
    },
  },
  {
    name: 'vault-unreachable',
    arrange: async stage => {
      await stage.create(secret('vault-token', { token: 'none' }));
      await stage.create(vault('http://127.0.0.1:1'));
      await stage.create(certificate());
      await stage.until('Issuer', isNotReady);
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'VaultError',
        summary: 'Issuer ca is not ready',
      },
      message: 'connection refused',
    },
  },
  {
    name: 'vault-refuses',
    arrange: async stage => {
      await stage.create(secret('vault-token', { token: 'none' }));
      await stage.create(vault(stage.standIns));
      await stage.until('Issuer', isReady);
      await stage.create(certificate());
      await stage.until('Certificate', hasFailed);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'CertificateRequest',
        reason: 'Failed',
        summary: 'CertificateRequest web-1 failed',
      },
      message: 'not allowed by this role',
      retryAfterHours: 1,
    },
  },
  {
    name: 'failed-three-times',
    arrange: async stage => {
      await stage.create(secret('vault-token', { token: 'none' }));
      await stage.create(vault(stage.standIns));
      await stage.until('Issuer', isReady);
      await stage.create(certificate());
      await stage.until('Certificate', hasFailed);
      await stage.patchStatus('Certificate', 'web', {
        failedIssuanceAttempts: 3,
      });
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'CertificateRequest',
        reason: 'Failed',
        summary: 'CertificateRequest web-1 failed',
      },
      retryAfterHours: 4,
    },
  },
  {
    name: 'acme-unreachable',
    arrange: async stage => {
      await stage.create(acme('https://127.0.0.1:1/directory', http01));
      await stage.create(certificate());
      await stage.until('Issuer', isNotReady);
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'ErrRegisterACMEAccount',
        summary: 'Issuer ca is not ready',
      },
      message: 'connection refused',
    },
  },
  {
    name: 'acme-order-rejected',
    arrange: async stage => {
      const server = `${stage.standIns}/acme/rejecting/directory`;
      await stage.create(acme(server, http01));
      await stage.until('Issuer', isReady);
      await stage.create(certificate());
      await stage.until('Certificate', hasFailed);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Order',
        reason: 'errored',
        summary: 'Order web-1-{hash} is errored',
      },
      message: 'will not issue certificates for the identifier',
      retryAfterHours: 1,
    },
  },
  {
    name: 'acme-dns-solver-without-credential',
    arrange: async stage => {
      const server = `${stage.standIns}/acme/refuting/directory`;
      const apiTokenSecretRef = { name: 'no-token', key: 'token' };
      await stage.create(
        acme(server, { dns01: { cloudflare: { apiTokenSecretRef } } }),
      );
      await stage.create(certificate());
      await stage.until('Issuer', isNotReady);
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'InvalidSolver',
        summary: 'Issuer ca is not ready',
      },
      message: 'secrets "no-token" not found',
    },
  },
  {
    name: 'acme-dns-challenge-not-presented',
    arrange: async stage => {
      const server = `${stage.standIns}/acme/refuting/directory`;
      const rfc2136 = { nameserver: '127.0.0.1:1' };
      await stage.create(acme(server, { dns01: { rfc2136 } }));
      await stage.until('Issuer', isReady);
      await stage.create(certificate());
      await stage.until('Challenge', challenge => challenge.status?.reason);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Challenge',
        reason: 'pending',
        summary: 'DNS-01 challenge for shop.example.com cannot be presented',
      },
    },
  },
  {
    name: 'acme-http-challenge-not-reached',
    arrange: async stage => {
      const server = `${stage.standIns}/acme/refuting/directory`;
      await stage.create(acme(server, http01));
      await stage.until('Issuer', isReady);
      const dnsNames = ['shop.invalid'];
      await stage.create(certificate({ spec: { dnsNames } }));
      await stage.until(
        'Challenge',
        ({ status }) => status?.presented && status?.reason,
      );
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Challenge',
        reason: 'pending',
        summary:
          'HTTP-01 challenge for shop.invalid is presented but not visible yet',
      },
      message: 'Waiting for HTTP-01 challenge propagation',
    },
  },
  {
    name: 'acme-challenge-refuted',
    arrange: async stage => {
      const server = `${stage.standIns}/acme/refuting/directory`;
      const waitInsteadOfSelfCheck = '1s';
      await stage.create(acme(server, { ...http01, waitInsteadOfSelfCheck }));
      await stage.until('Issuer', isReady);
      await stage.create(certificate());
      await stage.until('Certificate', hasFailed);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Challenge',
        reason: 'invalid',
        summary: 'HTTP-01 challenge for shop.example.com failed',
      },
      message: 'Invalid response from the host',
      retryAfterHours: 1,
    },
  },
  {
    name: 'acme-common-name-not-listed',
    arrange: async stage => {
      const server = `${stage.standIns}/acme/refuting/directory`;
      await stage.create(acme(server, http01));
      await stage.until('Issuer', isReady);
      const spec = { commonName: 'other.example.com' };
      await stage.create(certificate({ spec }));
      await stage.until('Certificate', hasFailed);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'CertificateRequest',
        reason: 'Failed',
        summary: 'CertificateRequest web-1 failed',
      },
      message: 'ACME requires that the value is also present',
      retryAfterHours: 1,
    },
  },
  {
    name: 'request-denied',
    arrange: stage =>
      judgeRequest(stage, {
        type: 'Denied',
        status: 'True',
        reason: 'policy.example.com',
        message: 'No policy allows this request',
      }),
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'CertificateRequest',
        reason: 'policy.example.com',
        summary: 'CertificateRequest web-1 was denied',
      },
      message: 'No policy allows this request',
      retryAfterHours: 1,
    },
  },
  {
    name: 'request-invalid',
    arrange: stage =>
      judgeRequest(stage, {
        type: 'InvalidRequest',
        status: 'True',
        reason: 'BadRequest',
        message: 'The request asks for a CA',
      }),
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'CertificateRequest',
        reason: 'BadRequest',
        summary: 'CertificateRequest web-1 is invalid',
      },
      message: 'The request asks for a CA',
      retryAfterHours: 1,
    },
  },
  {
    name: 'names-nothing',
    arrange: async stage => {
      await stage.create(selfSigned());
      await stage.create(certificate({ spec: { dnsNames: undefined } }));
      await stage.until(
        'Certificate',
        ({ status }) => status?.nextPrivateKeySecretName,
      );
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Certificate',
        reason: 'NoNames',
        summary: 'Certificate web names nothing, so that no request is made',
      },
    },
  },
  {
    name: 'shared-secret',
    certificate: 'younger',
    arrange: async stage => {
      await stage.create(selfSigned());
      await stage.create(certificate());
      await stage.until('Certificate', isIssued);
      const spec = { dnsNames: ['other.example.com'] };
      await stage.create(certificate({ name: 'younger', spec }));
      await stage.until('Certificate', object =>
        says(object, 'Ready').includes('IncorrectCertificate'),
      );
    },
    expect: {
      state: 'not-issued',
      tone: 'error',
      cause: {
        kind: 'Certificate',
        reason: 'IncorrectCertificate',
        summary: 'Certificate web writes Secret web-tls too, and keeps it',
      },
      findings: ['MW0100'],
    },
  },
  {
    name: 'shared-secret-never-made',
    certificate: 'younger',
    arrange: async stage => {
      await stage.create(certificate());
      await stage.until('CertificateRequest', isPending);
      await stage.create(certificate({ name: 'younger' }));
      await stage.until('Certificate', object => object.status?.conditions);
      await stage.until(
        'Certificate',
        ({ metadata, status }) =>
          metadata.name === 'younger' && status?.conditions,
      );
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Certificate',
        reason: 'IncorrectCertificate',
        summary: 'Certificate web writes Secret web-tls too, and keeps it',
      },
      findings: ['MW0100'],
    },
  },
  {
    name: 'secret-deleted',
    arrange: async stage => {
      await issuedThenOrphaned(stage);
      await stage.remove('Secret', 'web-tls');
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary: 'Issuer ca is not found in {ns}',
      },
    },
  },
  {
    name: 'secret-without-key',
    arrange: async stage => {
      await issuedThenOrphaned(stage);
      // The key of a Secret of type kubernetes.io/tls may be empty, not absent.
      await stage.patch('Secret', 'web-tls', { data: { 'tls.key': '' } });
      await stage.until('Certificate', object =>
        says(object, 'Ready').includes('MissingData'),
      );
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary: 'Issuer ca is not found in {ns}',
      },
    },
  },
  {
    name: 'secret-overwritten',
    arrange: async stage => {
      await issuedThenOrphaned(stage);
      await stage.create(issuer({ selfSigned: {} }, 'other'));
      await stage.create(
        certificate({
          name: 'donor',
          issuer: { name: 'other' },
          spec: { secretName: 'donor-tls' },
        }),
      );
      await stage.until(
        'Certificate',
        object => object.metadata.name === 'donor' && isIssued(object),
      );
      const donor = await stage.get('Secret', 'donor-tls');
      // Only what a Secret holds, base64 by key.
      const data = donor?.data as Record<string, string>;
      await stage.patch('Secret', 'web-tls', {
        data: { 'tls.key': data['tls.key'] },
      });
      await stage.until('Certificate', object =>
        says(object, 'Ready').includes('InvalidKeyPair'),
      );
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'not-issued',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary: 'Issuer ca is not found in {ns}',
      },
    },
  },
  {
    name: 'names-changed-without-issuer',
    arrange: async stage => {
      await issuedThenOrphaned(stage);
      await stage.patch('Certificate', 'web', {
        spec: { dnsNames: [DNS_NAME, 'more.example.com'] },
      });
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'renewing',
      tone: 'warning',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary: 'Issuer ca is not found in {ns}',
      },
    },
  },
  {
    name: 'expired',
    arrange: async stage => {
      await issuedThenOrphaned(stage, { duration: '6s' });
      await stage.until('Certificate', isOver);
      await stage.until('CertificateRequest', isPending);
    },
    expect: {
      state: 'expired',
      tone: 'error',
      cause: {
        kind: 'Issuer',
        reason: 'NotFound',
        summary: 'Issuer ca is not found in {ns}',
      },
    },
  },
  {
    name: 'expired-renewal-disabled',
    arrange: async stage => {
      await stage.create(selfSigned());
      const spec = { duration: '6s', renewal: { policy: 'Disabled' } };
      await stage.create(certificate({ spec }));
      await stage.until('Certificate', ({ status }) => status?.notAfter);
      await stage.until('Certificate', isOver);
    },
    expect: {
      state: 'expired',
      cause: {
        kind: 'Certificate',
        reason: 'RenewalDisabled',
        summary: 'Renewal of Certificate web is switched off',
      },
      findings: ['MW0106'],
    },
  },
  {
    name: 'renewal-disabled',
    arrange: async stage => {
      await stage.create(selfSigned());
      const spec = { renewal: { policy: 'Disabled' } };
      await stage.create(certificate({ spec }));
      await stage.until('Certificate', isIssued);
    },
    expect: { state: 'not-used', findings: ['MW0106'] },
  },
  {
    name: 'renewal-window-never-opens',
    arrange: async stage => {
      await stage.create(selfSigned());
      const windows = [{ cron: '0 0 30 2 *', windowDuration: '1h' }];
      const spec = { renewal: { policy: 'RenewBefore', windows } };
      await stage.create(certificate({ spec }));
      // Once the issuance itself is over.
      await stage.until(
        'Certificate',
        object =>
          says(object, 'Ready').includes('WindowError') &&
          object.status?.revision &&
          !says(object, 'Issuing'),
      );
    },
    expect: {
      state: 'overdue',
      cause: {
        kind: 'Certificate',
        reason: 'WindowError',
        summary: 'No renewal window of Certificate web can be used',
      },
    },
  },
  {
    name: 'renew-before-too-long',
    arrange: async stage => {
      await stage.create(selfSigned());
      const spec = { duration: '24h', renewBefore: '48h' };
      await stage.create(certificate({ spec }));
      await stage.until('Certificate', isIssued);
    },
    expect: { state: 'not-used', findings: ['MW0102'] },
  },
  {
    name: 'common-name-too-long',
    arrange: async stage => {
      await stage.create(selfSigned());
      const commonName = `${'long-'.repeat(13)}name.example.com`;
      await stage.create(certificate({ spec: { commonName } }));
      await stage.until('Certificate', isIssued);
    },
    expect: { state: 'not-used', findings: ['MW0103'] },
  },
  {
    name: 'client-usage-only',
    arrange: async stage => {
      await stage.create(selfSigned());
      const spec = { usages: ['digital signature', 'client auth'] };
      await stage.create(certificate({ spec }));
      await stage.until('Certificate', isIssued);
    },
    expect: { state: 'not-used' },
  },
  {
    name: 'key-may-not-change',
    arrange: async stage => {
      await stage.create(selfSigned());
      const privateKey = { algorithm: 'ECDSA', size: 256 };
      await stage.create(
        certificate({
          spec: { privateKey: { ...privateKey, rotationPolicy: 'Never' } },
        }),
      );
      await stage.until('Certificate', isIssued);
      await stage.patch('Certificate', 'web', {
        spec: { privateKey: { size: 384 } },
      });
      await stage.until(
        'Certificate',
        object =>
          says(object, 'Issuing').startsWith('True') && isNotReady(object),
      );
    },
    expect: {
      state: 'renewing',
      cause: {
        kind: 'Certificate',
        reason: 'KeyMayNotRotate',
        summary: 'The key of Certificate web may not be replaced',
      },
      findings: ['MW0107'],
    },
  },
];
