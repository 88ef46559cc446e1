import assert from 'node:assert/strict';
import test from 'node:test';
import { api, facts, namespaceFor } from './lab.mjs';

function gateway(tls, labels) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'shop', labels },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          hosts: ['shop.example.com'],
          tls,
        },
      ],
    },
  };
}

const gatewaysIn = namespace =>
  `/apis/networking.istio.io/v1/namespaces/${namespace}/gateways`;

for (const { revision } of facts.istiods) {
  test(`istiod ${revision} refuses MUTUAL without a credential`, async t => {
    const namespace = await namespaceFor(t, 'validation');
    const labels = { 'istio.io/rev': revision };
    await assert.rejects(
      api.create(gatewaysIn(namespace), gateway({ mode: 'MUTUAL' }, labels)),
      error => {
        assert.equal(error.status, 400);
        assert.match(error.message, /denied the request/);
        assert.match(error.message, /server certificate/);
        assert.match(error.message, /private key/);
        return true;
      },
    );
    const complete = gateway(
      { mode: 'MUTUAL', credentialName: 'shop-tls' },
      labels,
    );
    await api.create(gatewaysIn(namespace), complete);
  });
}

test('without a revision label the default revision judges', async t => {
  const namespace = await namespaceFor(t, 'validation-default');
  await assert.rejects(
    api.create(gatewaysIn(namespace), gateway({ mode: 'MUTUAL' })),
    /denied the request/,
  );
});
