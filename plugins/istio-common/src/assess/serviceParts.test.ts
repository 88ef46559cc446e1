import { rawWaypoint } from '../testing/raw/dataPlane';
import { rawServiceEntry } from '../testing/raw/egress';
import {
  rawDestinationRule,
  rawNamespace,
  rawPod,
  rawService,
} from '../testing/rawObjects';
import { scopeOf } from '../testing/scopeOf';
import type { AssessScope } from './AssessScope';
import { containerPortOf } from './findServices';
import { podKinds, podNamespaces } from './podKinds';
import { ServiceDirectory } from './ServiceDirectory';

/** The same whatever the order of the objects. */
function eachWay<T>(raw: unknown[], look: (scope: AssessScope) => T): T {
  const seen = look(scopeOf(...raw));
  expect(look(scopeOf(...[...raw].reverse()))).toEqual(seen);
  return seen;
}

describe('Services and what is behind them', () => {
  const named = { name: 'web', containerPort: 8080 };
  const world = [
    rawPod({ ports: [named, { name: 'admin', containerPort: 9090 }] }),
    rawPod({ name: 'cart-2', app: 'cart', owner: 'cart-canary' }),
    rawPod({ namespace: 'other' }),
    rawService({ name: 'b' }),
    rawService({ name: 'a' }),
    rawService({ name: 'narrow', spec: { selector: { app: 'cart', v: '1' } } }),
    rawService({ name: 'none', spec: { selector: undefined } }),
    rawService({ name: 'far', namespace: 'other' }),
    rawServiceEntry({ hosts: ['*.partner.org', 'one.example.com'] }),
  ];

  it('are those whose selector the pods meet, by name', () => {
    expect(
      eachWay(world, scope =>
        scope.workloads.map(group => [
          `${group.namespace}/${group.ref.name}`,
          scope.servicesOf(group).map(({ ref }) => ref.name),
        ]),
      ),
    ).toEqual([
      ['other/cart', ['far']],
      ['shop/cart', ['a', 'b']],
      ['shop/cart-canary', ['a', 'b']],
    ]);
  });

  it.each([
    ['8081', 8081],
    ['web', 8080],
    ['admin', 9090],
    ['gone', undefined],
  ])('target port %s is container port %s', (targetPort, port) => {
    const [group] = scopeOf(world[0]).workloads;
    const servicePort = { port: 80, targetPort, protocol: 'TCP' };
    expect(containerPortOf(group, servicePort)).toBe(port);
  });

  it.each([
    ['a.shop.svc.cluster.local', 'service', 2],
    ['far.other.svc.cluster.local', 'service', 1],
    ['none.shop.svc.cluster.local', 'service', 0],
    ['x.partner.org', 'service-entry', undefined],
    ['partner.org', 'missing', undefined],
    ['one.example.com', 'service-entry', undefined],
    ['a.one.example.com', 'missing', undefined],
    ['a', 'missing', undefined],
  ])('%s is answered by a %s with %s workloads', (host, kind, count) => {
    const directory = new ServiceDirectory(scopeOf(...world));
    const found = directory.find(host);
    expect(found.kind).toBe(kind);
    expect(
      found.kind === 'service'
        ? directory.workloadsOf(found.service.ref).length
        : undefined,
    ).toBe(count);
  });

  it('tells a Service from a waypoint, and a namespace from none', () => {
    const scope = scopeOf(
      rawService({ name: 'waypoint' }),
      rawWaypoint(),
      rawNamespace('shop', { a: 'b' }),
    );
    expect(scope.service('shop', 'waypoint')?.type).toBe('service');
    expect(scope.service('other', 'waypoint')).toBeUndefined();
    expect(scope.labelsOfNamespace('shop')).toEqual({ a: 'b' });
    expect(scope.labelsOfNamespace('other')).toBeUndefined();
  });

  it('finds the rules of a host: its own, and wildcards over it', () => {
    const rule = (name: string, host: string, namespace = 'shop') =>
      rawDestinationRule({ host }, { name, namespace });
    const scope = scopeOf(
      rule('short', 'cart'),
      rule('full', 'cart.shop.svc.cluster.local', 'other'),
      rule('shop', '*.shop.svc.cluster.local'),
      rule('all', '*'),
      rule('local', '*.local'),
      rule('no', 'web'),
      rule('elsewhere', 'cart', 'other'),
      rule('out', 'x.partner.org'),
    );
    const names = (host: string) =>
      scope.destinationRules
        .covering(host)
        .map(({ ref }) => ref.name)
        .sort();
    expect(names('cart.shop.svc.cluster.local')).toEqual(
      ['all', 'full', 'local', 'shop', 'short'].sort(),
    );
    expect(names('x.partner.org')).toEqual(['all', 'out']);
    expect(names('*.shop.svc.cluster.local')).toEqual(['all', 'local', 'shop']);
  });
});

describe('kinds of pods', () => {
  it('are told apart by labels, annotations, proxy and end', () => {
    const scope = scopeOf(
      rawPod({ name: 'a' }),
      rawPod({ name: 'b' }),
      rawPod({ name: 'c', labels: { v: '1' } }),
      rawPod({
        name: 'd',
        annotations: { 'sidecar.istio.io/inject': 'false' },
      }),
      rawPod({ name: 'e', proxy: {} }),
      rawPod({ name: 'f', status: { phase: 'Failed' } }),
      rawPod({ name: 'g', status: { phase: 'Succeeded' } }),
      rawPod({ name: 'h', status: { phase: 'Pending' } }),
      rawPod({ name: 'i', namespace: 'other' }),
    );
    expect(podNamespaces(scope)).toEqual(['other', 'shop']);
    const kinds = podKinds(scope, 'shop');
    expect(kinds).toHaveLength(5);
    expect(kinds.filter(({ ended }) => ended)).toHaveLength(1);
    expect(kinds.every(({ namespace }) => namespace === 'shop')).toBe(true);
    expect(podKinds(scope, 'none')).toEqual([]);
  });
});
