import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import test from 'node:test';
import { api, condition, facts, namespaceFor, waitFor } from './lab.mjs';

const CERT_MANAGER = '/apis/cert-manager.io/v1';

async function createCertificate(namespace, issuer) {
  const path = `${CERT_MANAGER}/namespaces/${namespace}/certificates`;
  await api.create(path, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'cart' },
    spec: {
      secretName: 'cart-tls',
      dnsNames: ['cart.example.com'],
      issuerRef: { kind: 'ClusterIssuer', name: issuer },
    },
  });
  return () => api.get(`${path}/cart`);
}

/** The request of the Certificate, once it says why it is where it is. */
const judgedRequest = namespace =>
  waitFor('the CertificateRequest to be judged', async () => {
    const { items } = await api.get(
      `${CERT_MANAGER}/namespaces/${namespace}/certificaterequests`,
    );
    return items.find(item => condition(item, 'Ready'));
  });

test('the mesh issuer signs', async t => {
  const namespace = await namespaceFor(t, 'issued');
  const read = await createCertificate(namespace, facts.issuers.ready);
  const certificate = await waitFor('the Certificate to be ready', async () => {
    const current = await read();
    // Ready is true a moment before the issuance is closed with its revision.
    const isIssued =
      condition(current, 'Ready')?.status === 'True' && current.status.revision;
    return isIssued && current;
  });
  assert.equal(condition(certificate, 'Ready').reason, 'Ready');
  assert.equal(certificate.status.revision, 1);
  assert.ok(certificate.status.notAfter > certificate.status.renewalTime);

  const { data } = await api.get(
    `/api/v1/namespaces/${namespace}/secrets/cart-tls`,
  );
  const authority = new X509Certificate(Buffer.from(data['ca.crt'], 'base64'));
  const leaf = new X509Certificate(Buffer.from(data['tls.crt'], 'base64'));
  assert.ok(leaf.verify(authority.publicKey));
  assert.equal(leaf.subjectAltName, 'DNS:cart.example.com');
});

test('an issuer that does not exist leaves the request pending, with its name', async t => {
  const namespace = await namespaceFor(t, 'missing-issuer');
  const read = await createCertificate(namespace, facts.issuers.missing);
  const request = await judgedRequest(namespace);
  assert.equal(condition(request, 'Approved').status, 'True');
  assert.equal(condition(request, 'Ready').status, 'False');
  assert.equal(condition(request, 'Ready').reason, 'Pending');
  assert.match(
    condition(request, 'Ready').message,
    /no-such-issuer" not found/,
  );

  const certificate = await read();
  assert.equal(condition(certificate, 'Ready').reason, 'DoesNotExist');
  assert.equal(condition(certificate, 'Issuing').status, 'True');
});

test('an issuer that is not ready says why, and its requests wait', async t => {
  const issuer = await api.get(
    `${CERT_MANAGER}/clusterissuers/${facts.issuers.unready}`,
  );
  assert.equal(condition(issuer, 'Ready').status, 'False');
  assert.equal(condition(issuer, 'Ready').reason, 'ErrGetKeyPair');
  assert.match(condition(issuer, 'Ready').message, /never-made/);

  const namespace = await namespaceFor(t, 'unready-issuer');
  await createCertificate(namespace, facts.issuers.unready);
  const request = await judgedRequest(namespace);
  assert.equal(condition(request, 'Ready').reason, 'Pending');
  assert.match(
    condition(request, 'Ready').message,
    /not have a Ready status condition/,
  );
});
