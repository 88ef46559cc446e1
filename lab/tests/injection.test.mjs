import assert from 'node:assert/strict';
import test from 'node:test';
import {
  api,
  createDeployment,
  deployment,
  facts,
  livePods,
  namespaceFor,
  restart,
} from './lab.mjs';

const proxyOf = pod =>
  pod.spec.initContainers?.find(each => each.name === 'istio-proxy');

function assertOnRevision(pod, { revision, version }) {
  const proxy = proxyOf(pod);
  assert.ok(proxy, 'the proxy is a native sidecar');
  assert.equal(proxy.restartPolicy, 'Always');
  assert.equal(proxy.image, `docker.io/istio/proxyv2:${version}`);
  assert.equal(pod.metadata.annotations['istio.io/rev'], revision);
  assert.equal(pod.metadata.labels['security.istio.io/tlsMode'], 'istio');
  assert.equal(
    JSON.parse(pod.metadata.annotations['sidecar.istio.io/status']).revision,
    revision,
  );
}

const readyContainers = pod =>
  [
    ...pod.status.containerStatuses,
    ...(pod.status.initContainerStatuses ?? []),
  ].filter(each => each.ready && ['app', 'istio-proxy'].includes(each.name))
    .length;

const [oldPlane, newPlane] = facts.istiods;

test('a workload follows the tag of its namespace, once it is restarted', async t => {
  const namespace = await namespaceFor(t, 'injection', {
    'istio.io/rev': 'prod',
  });
  await createDeployment(namespace, deployment('cart'));

  const [before] = await livePods(namespace);
  assertOnRevision(before, oldPlane);
  assert.equal(readyContainers(before), 2);

  await api.patch(`/api/v1/namespaces/${namespace}`, {
    metadata: { labels: { 'istio.io/rev': 'canary' } },
  });
  assertOnRevision((await livePods(namespace))[0], oldPlane);

  await restart(namespace, 'cart');
  const [after] = await livePods(namespace);
  assertOnRevision(after, newPlane);
  assert.equal(readyContainers(after), 2);
});

test('istio-injection=enabled means the default tag', async t => {
  const namespace = await namespaceFor(t, 'default-tag', {
    'istio-injection': 'enabled',
  });
  await createDeployment(namespace, deployment('cart'));
  assertOnRevision((await livePods(namespace))[0], oldPlane);
});

test('without a label, and with a pod that opts out, nothing is injected', async t => {
  const plain = await namespaceFor(t, 'plain');
  await createDeployment(plain, deployment('cart'));
  assert.equal(proxyOf((await livePods(plain))[0]), undefined);

  const labelled = await namespaceFor(t, 'opt-out', { 'istio.io/rev': 'prod' });
  await createDeployment(
    labelled,
    deployment('job', { 'sidecar.istio.io/inject': 'false' }),
  );
  assert.equal(proxyOf((await livePods(labelled))[0]), undefined);
});

test('the ingress gateway is injected by template and carries no tlsMode', async () => {
  const pods = await livePods('istio-ingress');
  assert.equal(pods.length, 2);
  for (const pod of pods) {
    const proxy = pod.spec.containers.find(each => each.name === 'istio-proxy');
    assert.equal(proxy.image, `docker.io/istio/proxyv2:${oldPlane.version}`);
    assert.equal(pod.metadata.labels.istio, 'ingressgateway');
    assert.equal(pod.metadata.labels['security.istio.io/tlsMode'], undefined);
  }
});
