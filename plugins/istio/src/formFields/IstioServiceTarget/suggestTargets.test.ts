import { cartStatus, statusOf } from '../__testUtils__/FakeIstioApi';
import {
  likelyPort,
  suggestFromAnnotations,
  suggestTargets,
} from './suggestTargets';

const [cart] = cartStatus.workloads;
const http = {
  name: 'http',
  port: 80,
  targetPort: '8080',
  protocol: 'TCP',
};

describe('suggestTargets', () => {
  it('puts the Service that is named like the workload first', () => {
    const canary = { name: 'cart-canary', ports: [http] };
    const status = statusOf('component:default/cart', {
      workloads: [{ ...cart, services: [canary, ...cart.services] }],
    });
    expect(suggestTargets(status)).toEqual([
      { cluster: 'eu-1', namespace: 'shop', service: 'cart', port: 8080 },
      { cluster: 'eu-1', namespace: 'shop', service: 'cart-canary', port: 80 },
    ]);
  });

  it('names a Service of two workloads once', () => {
    const status = statusOf('component:default/cart', {
      workloads: [cart, { ...cart, ref: { ...cart.ref, name: 'cart-v2' } }],
    });
    expect(suggestTargets(status)).toHaveLength(1);
  });

  it('leaves out Services without a port', () => {
    const status = statusOf('component:default/cart', {
      workloads: [{ ...cart, services: [{ name: 'cart', ports: [] }] }],
    });
    expect(suggestTargets(status)).toEqual([]);
  });
});

describe('likelyPort', () => {
  it.each([
    [['metrics', 'http'], 'http'],
    [['http-metrics', 'app'], 'app'],
    [['metrics', 'grpc-api'], 'grpc-api'],
    [['metrics'], 'metrics'],
  ])('of %j takes %s', (names, wanted) => {
    expect(likelyPort(names.map(name => ({ name })))).toEqual({ name: wanted });
  });
});

describe('suggestFromAnnotations', () => {
  it('takes cluster and namespace', () => {
    expect(
      suggestFromAnnotations({
        'backstage.io/kubernetes-id': 'loyalty',
        'backstage.io/kubernetes-cluster': 'ap-1',
        'backstage.io/kubernetes-namespace': 'shop',
      }),
    ).toEqual({ cluster: 'ap-1', namespace: 'shop' });
  });

  it('takes nothing from an entity that names no workload', () => {
    expect(
      suggestFromAnnotations({ 'backstage.io/kubernetes-namespace': 'shop' }),
    ).toBeUndefined();
  });
});
