import assert from 'node:assert/strict';
import test from 'node:test';
import { apiAs } from './lab.mjs';

const reader = apiAs('reader');
const nobody = apiAs('nobody');
const forbidden = error => error.status === 403;

const READABLE = [
  '/api/v1/namespaces',
  '/api/v1/pods',
  '/api/v1/services',
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/replicasets',
  '/apis/apps/v1/statefulsets',
  '/apis/apps/v1/daemonsets',
  '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
  '/apis/networking.istio.io/v1/gateways',
  '/apis/security.istio.io/v1/peerauthentications',
  '/apis/telemetry.istio.io/v1/telemetries',
  '/apis/gateway.networking.k8s.io/v1/gateways',
  '/apis/cert-manager.io/v1/certificates',
  '/apis/acme.cert-manager.io/v1/challenges',
];

test('the reader reads what the backend needs', async () => {
  for (const path of READABLE) assert.ok((await reader.get(path)).items, path);
  const mesh = '/api/v1/namespaces/istio-system/configmaps/istio-1-31-0';
  assert.ok((await reader.get(mesh)).data.mesh);
});

test('the reader reads no Secrets and writes nothing', async () => {
  await assert.rejects(reader.get('/api/v1/secrets'), forbidden);
  await assert.rejects(
    reader.get('/api/v1/namespaces/istio-system/configmaps'),
    forbidden,
  );
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'reader-was-here' },
  };
  await assert.rejects(
    reader.create('/api/v1/namespaces', namespace),
    forbidden,
  );
});

test('nobody reads nothing', async () => {
  for (const path of READABLE)
    await assert.rejects(nobody.get(path), forbidden, path);
});
