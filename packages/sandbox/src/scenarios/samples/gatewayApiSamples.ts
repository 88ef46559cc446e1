import { timestamp } from '../../kube/store/ObjectStore';
import { before } from '../ScenarioCluster';
import { applied, type SampleManifest } from './manifest';

const CONTROLLER = 'istio.io/gateway-controller';

/** Conditions as istiod writes them. */
function conditions(
  now: Date,
  ...list: Array<
    [type: string, status: boolean, reason: string, message: string]
  >
) {
  return list.map(([type, status, reason, message]) => ({
    type,
    status: status ? 'True' : 'False',
    reason,
    message,
    observedGeneration: 1,
    lastTransitionTime: timestamp(before(now, { days: 40 })),
  }));
}

function gatewayClass(name: string, controllerName: string, now: Date) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name },
    spec: { controllerName },
    status: {
      conditions: conditions(now, [
        'Accepted',
        true,
        'Accepted',
        'Handled by Istio controller',
      ]),
    },
  };
}

function programmed(now: Date, address: string, listener: string, routes = 0) {
  const ok = (type: string) =>
    [type, true, type, `Resource ${type.toLowerCase()}`] as [
      string,
      boolean,
      string,
      string,
    ];
  return {
    status: {
      addresses: [{ type: 'IPAddress', value: address }],
      conditions: conditions(now, ok('Accepted'), ok('Programmed')),
      listeners: [
        {
          name: listener,
          attachedRoutes: routes,
          supportedKinds: [],
          conditions: conditions(
            now,
            ok('Accepted'),
            ok('Programmed'),
            ['Conflicted', false, 'NoConflicts', 'No errors found'],
            ok('ResolvedRefs'),
          ),
        },
      ],
    },
  };
}

/** A route of namespace accounts to a Service, as istiod judged it. */
function route(
  now: Date,
  name: string,
  backend: { name: string; namespace?: string },
  resolved: [status: boolean, reason: string, message: string],
) {
  const parent = { name: 'public', namespace: 'istio-edge' };
  return applied(
    'gateway',
    'HTTPRoute',
    'accounts',
    name,
    {
      parentRefs: [parent],
      hostnames: [`${name}.gw.samples.example.com`],
      rules: [{ backendRefs: [{ ...backend, port: 8080 }] }],
    },
    {
      status: {
        parents: [
          {
            controllerName: CONTROLLER,
            parentRef: {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              ...parent,
            },
            conditions: conditions(
              now,
              ['Accepted', true, 'Accepted', 'Route was valid'],
              ['ResolvedRefs', ...resolved],
            ),
          },
        ],
      },
    },
  );
}

/**
 * A Gateway of the Kubernetes Gateway API with its certificate in another
 * namespace, which a ReferenceGrant allows; one route stays at home, the other
 * reaches into a namespace that allows nobody. And a waypoint.
 *
 * @internal
 */
export function gatewayApiSamples(now: Date): SampleManifest[] {
  return [
    gatewayClass('istio', CONTROLLER, now),
    gatewayClass('istio-waypoint', 'istio.io/mesh-controller', now),
    applied(
      'gateway',
      'Gateway',
      'istio-edge',
      'public',
      {
        gatewayClassName: 'istio',
        listeners: [
          {
            name: 'https',
            port: 443,
            protocol: 'HTTPS',
            hostname: '*.gw.samples.example.com',
            allowedRoutes: { namespaces: { from: 'All' } },
            tls: {
              mode: 'Terminate',
              certificateRefs: [{ name: 'gw-samples', namespace: 'accounts' }],
            },
          },
        ],
      },
      programmed(now, '203.0.113.20', 'https', 2),
    ),
    applied('gateway', 'ReferenceGrant', 'accounts', 'edge-reads-gw-samples', {
      from: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          namespace: 'istio-edge',
        },
      ],
      to: [{ group: '', kind: 'Secret', name: 'gw-samples' }],
    }),
    route(now, 'profile', { name: 'accounts' }, [
      true,
      'ResolvedRefs',
      'All references resolved',
    ]),
    route(now, 'news', { name: 'newsletter', namespace: 'newsletter' }, [
      false,
      'RefNotPermitted',
      'backendRef newsletter/newsletter not accessible to a HTTPRoute in namespace "accounts" (missing a ReferenceGrant?)',
    ]),
    applied(
      'gateway',
      'Gateway',
      'warehouse',
      'waypoint',
      {
        gatewayClassName: 'istio-waypoint',
        listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
      },
      {
        metadata: {
          name: 'waypoint',
          labels: { 'istio.io/waypoint-for': 'service' },
        },
        ...programmed(now, '10.96.88.12', 'mesh'),
      },
    ),
  ];
}
