import { MeshIndex } from '../../index/MeshIndex';
import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import { NOW, trimAll } from '../../testing/assessRaw';
import { rawWaypoint } from '../../testing/raw/dataPlane';
import { rawAuthorizationPolicy } from '../../testing/raw/security';
import { rawNamespace, rawPod } from '../../testing/rawObjects';
import { AssessScope } from '../AssessScope';
import { attachedGroups, ownGate } from './attachedGroups';
import { isOfToken } from './attributes';
import { groupsByGateway } from './groupsByGateway';

const NAME = 'gateway.networking.k8s.io/gateway-name';

function gatewayPod(app: string, namespace: string, name: string, labels = {}) {
  return rawPod({
    app,
    namespace,
    labels: { [NAME]: name, ...labels },
    proxy: { kind: 'gateway' },
  });
}

const scope = new AssessScope(
  MeshIndex.build(
    trimAll([
      rawNamespace('shop'),
      rawNamespace('team'),
      rawPod({ proxy: {} }),
      rawPod({ app: 'plain' }),
      rawPod({
        app: 'mild',
        annotations: { 'ambient.istio.io/redirection': 'enabled' },
      }),
      rawPod({ app: 'cart', namespace: 'team', proxy: {} }),
      gatewayPod('public-istio', 'shop', 'public'),
      gatewayPod('public-canary', 'shop', 'public'),
      gatewayPod('public-istio', 'team', 'public'),
      // A waypoint by the label of its controller, and one by its class.
      gatewayPod('way', 'team', 'way', {
        'gateway.istio.io/managed': 'istio.io-mesh-controller',
      }),
      gatewayPod('waypoint', 'team', 'waypoint'),
      rawWaypoint({ namespace: 'team' }),
    ]),
  ),
  { cluster: 'eu-1', now: NOW, dataStates: new Map() },
);

function named(groups: ReturnType<typeof attachedGroups>) {
  return groups.map(({ ref }) => `${ref.namespace}/${ref.name}`);
}

describe('the workloads that enforce a policy', () => {
  const toGateway = (name: string) => ({
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name }],
  });
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'shop',
      {},
      ['shop/cart', 'shop/mild', 'shop/public-canary', 'shop/public-istio'],
    ],
    ['shop', { selector: { matchLabels: { app: 'cart' } } }, ['shop/cart']],
    ['shop', { selector: { matchLabels: { app: 'plain' } } }, []],
    ['shop', toGateway('public'), ['shop/public-canary', 'shop/public-istio']],
    ['team', {}, ['team/cart', 'team/public-istio']],
    ['team', toGateway('waypoint'), ['team/waypoint']],
    ['team', toGateway('way'), ['team/way']],
    [
      'istio-system',
      { selector: { matchLabels: { app: 'cart' } } },
      ['shop/cart', 'team/cart'],
    ],
    ['istio-system', toGateway('public'), []],
    ['other', {}, []],
  ])('of %s, %j: %j', (namespace, spec, expected) => {
    const [policy] = trimAll([rawAuthorizationPolicy(spec, { namespace })]);
    // Every policy is kept by trimming.
    const found = attachedGroups(scope, policy as AuthorizationPolicyObject);
    expect(named(found)).toEqual(expected);
  });

  it('have a gate of their own, of the layer that their proxy sees', () => {
    expect(
      scope.workloads.map(group => [
        group.ref.name,
        ownGate(scope, group)?.layer,
      ]),
    ).toEqual([
      ['cart', 'http'],
      ['mild', 'ztunnel'],
      ['plain', undefined],
      ['public-canary', 'http'],
      ['public-istio', 'http'],
      ['cart', 'http'],
      ['public-istio', 'http'],
      ['way', 'http'],
      ['waypoint', 'http'],
    ]);
  });
});

describe('the workloads that serve a Gateway', () => {
  const gateway = (
    namespace: string,
    name: string,
    group = 'gateway.networking.k8s.io',
  ) => ({
    group,
    kind: 'Gateway',
    namespace,
    name,
  });
  const [cart] = scope.workloads;
  const web = gateway('shop', 'web', 'networking.istio.io');
  const of = groupsByGateway(scope, [
    // Of the Gateways only the names are read.
    { group: cart, gateways: [{ ref: web }] } as never,
  ]);
  it.each([
    [gateway('shop', 'public'), ['shop/public-canary', 'shop/public-istio']],
    [gateway('team', 'public'), ['team/public-istio']],
    [gateway('shop', 'absent'), []],
    [gateway('shop', 'public', 'networking.istio.io'), []],
    [web, ['shop/cart']],
  ])('%j', (ref, expected) => {
    expect(named(of(ref))).toEqual(expected);
  });
});

describe('attributes of a token', () => {
  it.each([
    ['requestPrincipals', true],
    ['request.auth.principal', true],
    ['request.auth.claims[group]', true],
    ['request.auth.audiences', true],
    ['request.headers[authorization]', false],
    ['principals', false],
    ['request.auth', false],
  ])('%s: %s', (key, expected) => {
    expect(isOfToken(key)).toBe(expected);
  });
});
