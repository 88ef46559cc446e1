import type { PolicyScope } from '../../model/securityObjects';
import { type PolicyProxy, isAttached, waypointProxy } from './proxyOf';

const ROOT = 'istio-system';
const NAME = 'gateway.networking.k8s.io/gateway-name';
const GATEWAYS = 'gateway.networking.k8s.io';

const SIDECAR: PolicyProxy = {
  namespace: 'shop',
  labels: { app: 'cart', tier: 'front' },
  waypoint: false,
  services: [],
};

const GATEWAY: PolicyProxy = {
  namespace: 'edge',
  labels: { [NAME]: 'public', app: 'public' },
  gateway: 'public',
  waypoint: false,
  services: [],
};

const WAYPOINT = waypointProxy(
  {
    group: GATEWAYS,
    kind: 'Gateway',
    namespace: 'shop',
    name: 'waypoint',
  },
  [
    { kind: 'Service', namespace: 'shop', name: 'cart' },
    { kind: 'ServiceEntry', namespace: 'shop', name: 'partner' },
    { kind: 'Service', namespace: 'team', name: 'pay' },
  ],
);

function target(
  kind: string,
  name: string,
  group = '',
  namespace?: string,
): PolicyScope {
  return { targets: [{ kind, name, group, namespace }] };
}

describe('a policy is enforced by a proxy', () => {
  const nothing: PolicyScope = {};
  const cart: PolicyScope = { selector: { app: 'cart' } };
  const gateway = target('Gateway', 'public', GATEWAYS);
  const service = target('Service', 'cart');
  const entry = target('ServiceEntry', 'partner', 'networking.istio.io');
  const everyWaypoint = target('GatewayClass', 'istio-waypoint', GATEWAYS);
  it.each<[boolean, string, PolicyProxy, string, PolicyScope]>([
    // Sidecars and gateways of Istio: by selector.
    [true, 'its own namespace', SIDECAR, 'shop', nothing],
    [true, 'the root namespace', SIDECAR, ROOT, nothing],
    [false, 'another namespace', SIDECAR, 'team', nothing],
    [true, 'a selector that fits', SIDECAR, 'shop', cart],
    [true, 'a selector in the root namespace', SIDECAR, ROOT, cart],
    [false, 'a selector in another namespace', SIDECAR, 'team', cart],
    [
      false,
      'a selector of which a label is missing',
      SIDECAR,
      'shop',
      { selector: { app: 'cart', tier: 'back' } },
    ],
    [false, 'targets, at a sidecar', SIDECAR, 'shop', service],
    [false, 'a gateway, at a sidecar', SIDECAR, 'shop', gateway],
    [
      false,
      'the class of waypoints, at a sidecar',
      SIDECAR,
      ROOT,
      everyWaypoint,
    ],
    // Gateways of the Gateway API: by target, else by selector.
    [true, 'the gateway', GATEWAY, 'edge', gateway],
    [
      true,
      'the gateway with its namespace',
      GATEWAY,
      'edge',
      target('Gateway', 'public', GATEWAYS, 'edge'),
    ],
    [
      false,
      'the gateway with another namespace',
      GATEWAY,
      'edge',
      target('Gateway', 'public', GATEWAYS, 'shop'),
    ],
    [false, 'the gateway, from the root namespace', GATEWAY, ROOT, gateway],
    [false, 'the gateway, from another namespace', GATEWAY, 'shop', gateway],
    [
      false,
      'another gateway',
      GATEWAY,
      'edge',
      target('Gateway', 'private', GATEWAYS),
    ],
    [
      false,
      'a Gateway of Istio',
      GATEWAY,
      'edge',
      target('Gateway', 'public', 'networking.istio.io'),
    ],
    [
      false,
      'a kind that there is not',
      GATEWAY,
      'edge',
      target('HTTPRoute', 'public', GATEWAYS),
    ],
    [false, 'a Service', GATEWAY, 'edge', target('Service', 'public')],
    [false, 'the class of waypoints', GATEWAY, ROOT, everyWaypoint],
    [true, 'a selector', GATEWAY, 'edge', { selector: { app: 'public' } }],
    [false, 'a selector for others', GATEWAY, 'edge', cart],
    [true, 'neither, in the root namespace', GATEWAY, ROOT, nothing],
    [
      true,
      'one target of two',
      GATEWAY,
      'edge',
      {
        targets: [
          { kind: 'Gateway', name: 'private', group: GATEWAYS },
          { kind: 'Gateway', name: 'public', group: GATEWAYS },
        ],
      },
    ],
    // Waypoints: by target only.
    [false, 'its namespace', WAYPOINT, 'shop', nothing],
    [
      false,
      'its labels',
      WAYPOINT,
      'shop',
      { selector: { [NAME]: 'waypoint' } },
    ],
    [
      true,
      'the waypoint',
      WAYPOINT,
      'shop',
      target('Gateway', 'waypoint', GATEWAYS),
    ],
    [true, 'a Service of its own', WAYPOINT, 'shop', service],
    [
      true,
      'a Service of the core group by its other name',
      WAYPOINT,
      'shop',
      target('Service', 'cart', 'core'),
    ],
    [
      false,
      'a Service of another group',
      WAYPOINT,
      'shop',
      target('Service', 'cart', 'serving.knative.dev'),
    ],
    [true, 'a ServiceEntry', WAYPOINT, 'shop', entry],
    [
      false,
      'a ServiceEntry of the core group',
      WAYPOINT,
      'shop',
      target('ServiceEntry', 'partner'),
    ],
    [
      false,
      'a Service with the name of a ServiceEntry',
      WAYPOINT,
      'shop',
      target('Service', 'partner'),
    ],
    [
      true,
      'a Service of another namespace that it serves',
      WAYPOINT,
      'team',
      target('Service', 'pay'),
    ],
    [
      false,
      'a Service of that name elsewhere',
      WAYPOINT,
      'team',
      target('Service', 'cart'),
    ],
    [
      false,
      'a Service that it does not serve',
      WAYPOINT,
      'shop',
      target('Service', 'pay'),
    ],
    [
      true,
      'the class of waypoints, from the root namespace',
      WAYPOINT,
      ROOT,
      everyWaypoint,
    ],
    [false, 'the class of waypoints', WAYPOINT, 'shop', everyWaypoint],
    [
      false,
      'another class',
      WAYPOINT,
      ROOT,
      target('GatewayClass', 'istio', GATEWAYS),
    ],
  ])('%s: by %s', (attached, _what, proxy, namespace, scope) => {
    expect(isAttached(scope, namespace, proxy, ROOT)).toBe(attached);
  });
});
