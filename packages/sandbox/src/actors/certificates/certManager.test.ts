import { X509Certificate } from 'node:crypto';
import { KubeServer } from '../../kube/KubeServer';
import type { KubeInput } from '../../kube/KubeObject';
import { waitUntil } from '../../testing/waitUntil';
import { conditionOf, statusOf } from '../conditions';
import { CertificateAuthority } from '../pki/CertificateAuthority';
import { startActors } from '../startActors';
import { SECRETS } from '../workloads/workloadTypes';
import {
  CERTIFICATE_REQUESTS,
  CERTIFICATES,
  CLUSTER_ISSUERS,
} from './certManagerTypes';
import { secretText } from './pemData';

const HOUR = 3_600_000;

describe('the cert-manager stand-in', () => {
  let server: KubeServer;
  let stop: () => void;
  let clock: Date;
  let authority: CertificateAuthority;

  beforeEach(async () => {
    clock = new Date('2026-11-22T10:00:00Z');
    authority = await CertificateAuthority.create(
      'Test CA',
      new Date('2025-01-01T00:00:00Z'),
      new Date('2035-01-01T00:00:00Z'),
    );
    server = new KubeServer({ name: 'certs', now: () => clock });
    for (const name of ['cert-manager', 'edge']) {
      server.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    stop = startActors(server.api, { stepMs: 2 });
  });
  afterEach(() => stop());

  function createIssuer(name = 'ca') {
    server.api.create(CLUSTER_ISSUERS, undefined, {
      metadata: { name },
      spec: { ca: { secretName: name } },
    });
  }

  function createCaSecret(name = 'ca') {
    server.api.create(SECRETS, 'cert-manager', {
      metadata: { name },
      stringData: { 'tls.crt': authority.pem, 'tls.key': authority.keyPem },
    });
  }

  function createCertificate(spec: Record<string, unknown> = {}) {
    server.api.create(CERTIFICATES, 'edge', {
      metadata: { name: 'web' },
      spec: {
        secretName: 'web-tls',
        commonName: 'web.example.com',
        dnsNames: ['web.example.com'],
        duration: '72h',
        renewBefore: '24h',
        usages: ['digital signature', 'server auth'],
        privateKey: { algorithm: 'ECDSA', size: 256 },
        issuerRef: { kind: 'ClusterIssuer', name: 'ca' },
        ...spec,
      },
    });
  }

  const certificate = () => server.api.get(CERTIFICATES, 'edge', 'web');
  const ready = () => conditionOf(certificate(), 'Ready');
  const secret = () => server.store.get(SECRETS, 'edge', 'web-tls');
  const leaf = () => new X509Certificate(secretText(secret(), 'tls.crt') ?? '');
  const isReady = () => ready()?.status === 'True';
  const request = (revision: number) =>
    server.store.get(CERTIFICATE_REQUESTS, 'edge', `web-${revision}`);

  it('leaves a second Certificate waiting for the Secret of the first', async () => {
    createCaSecret();
    createIssuer();
    createCertificate();
    await waitUntil(isReady, 'Ready');
    const first = secretText(secret(), 'tls.crt');
    server.api.create(CERTIFICATES, 'edge', {
      metadata: { name: 'copy' },
      spec: certificate().spec,
    });
    const copy = () => server.api.get(CERTIFICATES, 'edge', 'copy');
    await waitUntil(
      () => conditionOf(copy(), 'Ready')?.reason === 'IncorrectCertificate',
      'the second is told why',
    );
    expect(conditionOf(copy(), 'Issuing')).toBeUndefined();
    expect(secretText(secret(), 'tls.crt')).toBe(first);
    expect(isReady()).toBe(true);
  });

  it('issues a real certificate and says so as cert-manager does', async () => {
    createCaSecret();
    createIssuer();
    createCertificate();
    await waitUntil(isReady, 'Ready');

    const ca = new X509Certificate(authority.pem);
    expect(leaf().checkIssued(ca) && leaf().verify(ca.publicKey)).toBe(true);
    expect(leaf().checkHost('web.example.com')).toBe('web.example.com');
    expect(leaf().checkHost('other.example.com')).toBeUndefined();
    expect(leaf().keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(secretText(secret(), 'ca.crt')).toBe(authority.pem);
    expect(secretText(secret(), 'tls.key')).toContain('EC PRIVATE KEY');
    expect(secret()).toMatchObject({
      type: 'kubernetes.io/tls',
      metadata: {
        annotations: {
          'cert-manager.io/certificate-name': 'web',
          'cert-manager.io/issuer-name': 'ca',
        },
      },
    });
    expect(statusOf(certificate())).toEqual({
      conditions: [
        expect.objectContaining({
          type: 'Ready',
          status: 'True',
          reason: 'Ready',
          message: 'Certificate is up to date and has not expired',
          observedGeneration: 1,
        }),
      ],
      notBefore: '2026-11-22T10:00:00Z',
      notAfter: '2026-11-25T10:00:00Z',
      renewalTime: '2026-11-24T10:00:00Z',
      revision: 1,
    });
    expect(request(1)).toMatchObject({
      metadata: {
        annotations: { 'cert-manager.io/certificate-revision': '1' },
        ownerReferences: [expect.objectContaining({ kind: 'Certificate' })],
      },
    });
    expect(conditionOf(request(1) as KubeInput, 'Approved')?.status).toBe(
      'True',
    );
    await waitUntil(
      () => !server.store.get(SECRETS, 'edge', 'web-next'),
      'the next key to go',
    );
  });

  it('waits for an issuer that is not there, with the real reason', async () => {
    createCertificate({ issuerRef: { kind: 'Issuer', name: 'none' } });
    await waitUntil(
      () => conditionOf(request(1) ?? {}, 'Ready') !== undefined,
      'a verdict on the request',
    );
    expect(conditionOf(request(1) ?? {}, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'Pending',
      message:
        'Referenced "Issuer" not found: issuer.cert-manager.io "none" not found',
    });
    expect(ready()).toMatchObject({
      status: 'False',
      reason: 'DoesNotExist',
      message: 'Issuing certificate as Secret does not exist',
    });
    expect(conditionOf(certificate(), 'Issuing')).toMatchObject({
      status: 'True',
      reason: 'DoesNotExist',
    });
  });

  it('goes on when an unready issuer becomes ready', async () => {
    createIssuer();
    createCertificate();
    const issuer = () => server.api.get(CLUSTER_ISSUERS, undefined, 'ca');
    await waitUntil(
      () => conditionOf(request(1) ?? {}, 'Ready') !== undefined,
      'a verdict on the request',
    );
    expect(conditionOf(issuer(), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ErrGetKeyPair',
      message: 'Error getting keypair for CA issuer: secrets "ca" not found',
    });
    expect(conditionOf(request(1) ?? {}, 'Ready')?.message).toBe(
      'Referenced issuer does not have a Ready status condition',
    );
    createCaSecret();
    await waitUntil(isReady, 'Ready');
    expect(conditionOf(issuer(), 'Ready')).toMatchObject({
      status: 'True',
      reason: 'KeyPairVerified',
    });
  });

  it('renews at the renewal time, with a new key', async () => {
    createCaSecret();
    createIssuer();
    createCertificate();
    await waitUntil(isReady, 'Ready');
    const first = leaf();
    clock = new Date(clock.getTime() + 49 * HOUR);
    // a real one wakes by its own timer; here the clock jumped
    server.api.update(
      { type: CERTIFICATES, namespace: 'edge', name: 'web' },
      {
        ...certificate(),
        metadata: { ...certificate().metadata, labels: { wake: 'up' } },
      },
    );
    await waitUntil(() => statusOf(certificate()).revision === 2, 'revision 2');
    expect(leaf().serialNumber).not.toBe(first.serialNumber);
    expect(leaf().publicKey.equals(first.publicKey)).toBe(false);
    expect(statusOf(certificate()).notAfter).toBe('2026-11-27T11:00:00Z');
  });

  it('issues again when the names change', async () => {
    createCaSecret();
    createIssuer();
    createCertificate();
    await waitUntil(isReady, 'Ready');
    const current = certificate();
    server.api.update(
      { type: CERTIFICATES, namespace: 'edge', name: 'web' },
      {
        ...current,
        spec: {
          ...(current.spec as object),
          dnsNames: ['web.example.com', 'www.example.com'],
        },
      },
    );
    await waitUntil(
      () =>
        statusOf(certificate()).revision === 2 &&
        ready()?.observedGeneration === 2,
      'revision 2',
    );
    expect(leaf().subjectAltName).toBe(
      'DNS:web.example.com, DNS:www.example.com',
    );
  });

  it('builds a chain from a self-signed root', async () => {
    server.api.create(CLUSTER_ISSUERS, undefined, {
      metadata: { name: 'root' },
      spec: { selfSigned: {} },
    });
    server.api.create(CERTIFICATES, 'cert-manager', {
      metadata: { name: 'own-ca' },
      spec: {
        isCA: true,
        commonName: 'Own CA',
        secretName: 'own-ca',
        privateKey: { algorithm: 'ECDSA', size: 256 },
        issuerRef: { kind: 'ClusterIssuer', name: 'root' },
      },
    });
    createIssuer('own-ca');
    createCertificate({ issuerRef: { kind: 'ClusterIssuer', name: 'own-ca' } });
    await waitUntil(isReady, 'Ready');
    const root = server.store.get(SECRETS, 'cert-manager', 'own-ca');
    const ca = new X509Certificate(secretText(root, 'tls.crt') ?? '');
    expect(ca.ca).toBe(true);
    expect(leaf().verify(ca.publicKey)).toBe(true);
  });
});
