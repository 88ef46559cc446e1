import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import test from 'node:test';
import { api, apiAs, facts, namespaceFor, waitFor } from './lab.mjs';

const reader = apiAs('reader');

test('every namespace gets the root certificate, readable by name', async t => {
  const namespace = await namespaceFor(t, 'root-cert');
  const path = `/api/v1/namespaces/${namespace}/configmaps/istio-ca-root-cert`;
  const { data } = await waitFor('the root certificate', () =>
    reader.get(path),
  );
  assert.ok(new X509Certificate(data['root-cert.pem']).ca);
});

test('the control planes look as they do on a cluster', async () => {
  const { items } = await reader.get(
    '/apis/apps/v1/namespaces/istio-system/deployments?labelSelector=app%3Distiod',
  );
  const seen = items.map(({ metadata, spec, status }) => ({
    revision: metadata.labels['istio.io/rev'],
    image: spec.template.spec.containers[0].image,
    ready: status.readyReplicas,
  }));
  const expected = facts.istiods.map(({ revision, version }) => ({
    revision,
    image: `docker.io/istio/pilot:${version}`,
    ready: 1,
  }));
  assert.deepEqual(seen, expected);
});

test('tags are webhooks and Services that name their revision', async () => {
  const selector = 'labelSelector=istio.io%2Ftag';
  const webhooks = await reader.get(
    `/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations?${selector}`,
  );
  const services = await reader.get(
    `/api/v1/namespaces/istio-system/services?${selector}`,
  );
  for (const { items } of [webhooks, services]) {
    const tags = items.map(({ metadata: { labels } }) => [
      labels['istio.io/tag'],
      labels['istio.io/rev'],
    ]);
    assert.deepEqual(Object.fromEntries(tags), facts.revisionTags);
  }
});

test('a route of the Gateway API gets its status from istiod', async t => {
  const namespace = await namespaceFor(t, 'gateway-api');
  const gateways = `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/gateways`;
  await api.create(gateways, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'edge' },
    spec: {
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    },
  });
  const accepted = await waitFor('the Gateway to be accepted', async () => {
    const { status } = await api.get(`${gateways}/edge`);
    return status?.conditions?.find(
      each => each.type === 'Accepted' && each.status === 'True',
    );
  });
  assert.equal(accepted.reason, 'Accepted');
});
