import { MeshIndex } from '../index/MeshIndex';
import { trimAll } from '../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawDeployment,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
} from '../testing/rawObjects';
import { inventory } from './inventory';

describe('inventory', () => {
  const found = inventory(
    MeshIndex.build(
      trimAll([
        ...rawMesh(),
        ...rawIngressGateway(),
        rawNamespace('plain'),
        rawService(),
        rawIssuer(false, 'sealed'),
        rawDeployment(),
        rawPod({ ports: [{ name: 'admin', containerPort: 9901 }] }),
        rawService({
          name: 'cart-admin',
          ports: [
            { name: 'admin', port: 80, targetPort: 'admin' },
            { name: 'gone', port: 81, targetPort: 'gone' },
          ],
        }),
        rawService({ name: 'no-pods', spec: { selector: {} } }),
        rawGateway([httpsServer('shop/web.example.com'), httpsServer('*')]),
        rawCertificate(),
      ]),
    ),
    'eu-1',
  );

  it('tells which namespaces inject, and which revision', () => {
    expect(found.namespaces).toEqual([
      { name: 'istio-ingress', injected: false },
      { name: 'istio-system', injected: false },
      { name: 'plain', injected: false },
      // As it is labelled: by a tag, which an upgrade moves.
      { name: 'shop', label: 'prod', revision: '1-30-3', injected: true },
    ]);
  });

  it('lists Services, issuers and gateway pods', () => {
    expect(found.services.map(({ name }) => name)).toEqual([
      'istio-ingressgateway',
      'cart',
      'cart-admin',
      'no-pods',
    ]);
    expect(found.issuers).toEqual([
      {
        ref: {
          group: 'cert-manager.io',
          kind: 'ClusterIssuer',
          name: 'mesh-ca',
        },
        ready: 'false',
        message: 'sealed',
      },
    ]);
    expect(found.gatewayPods).toEqual([
      {
        namespace: 'istio-ingress',
        labels: {
          app: 'istio-ingressgateway',
          istio: 'ingressgateway',
          'istio.io/rev': 'prod',
        },
        serviceAccount: 'istio-ingressgateway',
        pods: 1,
      },
    ]);
  });

  it('lists workloads by the labels that choose their pods', () => {
    expect(found.workloads).toContainEqual(
      expect.objectContaining({ kind: 'Deployment', name: 'istiod-1-30-3' }),
    );
    const istiod = found.workloads.find(({ name }) => name === 'istiod-1-30-3');
    expect(istiod?.labels).toEqual({ app: 'istiod' });
  });

  it('tells the ports of pods that Services lead to, by number and by name', () => {
    const cart = found.workloads.find(({ name }) => name === 'cart');
    expect(cart?.ports).toEqual([8080, 9901]);
    const istiod = found.workloads.find(({ name }) => name === 'istiod-1-30-3');
    expect(istiod).not.toHaveProperty('ports');
  });

  it('lists the hosts of gateways, and what Certificates write', () => {
    expect(found.gateways).toEqual([
      {
        namespace: 'shop',
        name: 'web',
        selector: { istio: 'ingressgateway' },
        hosts: ['*', 'web.example.com'],
      },
    ]);
    expect(found.credentials).toEqual([
      { namespace: 'istio-ingress', name: 'web-tls' },
    ]);
  });

  it('lists tags, then revisions, with the state of their control plane', () => {
    expect(found.revisions).toEqual([
      {
        name: 'prod',
        kind: 'tag',
        revision: '1-30-3',
        version: '1.30.3',
        ready: true,
      },
      {
        name: '1-30-3',
        kind: 'revision',
        revision: '1-30-3',
        version: '1.30.3',
        ready: true,
      },
    ]);
  });
});
