import type { WorkloadStatus } from '../../api/facts';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { type Gate, gateOf } from './gates';
import { proxyOf, waypointProxy } from './proxyOf';
import type { RequestFacts } from './requestFacts';

/** Where the requests of a workload are judged, as far as it is known. */
export type Enforcement = Pick<
  WorkloadStatus['dataPlane'],
  'mode' | 'waypoint'
>;

/**
 * The places at which requests to a workload are judged: its own proxy; in
 * ambient ztunnel, and before it the waypoint if it is bound to one. None
 * where no proxy is.
 */
export function workloadGates(
  scope: AssessScope,
  group: WorkloadGroup,
  { mode, waypoint }: Enforcement,
  rootNamespace: string,
  request: RequestFacts = {},
): Gate[] {
  const proxy = proxyOf(scope, group);
  if (mode === 'sidecar' || mode === 'gateway') {
    return [gateOf(scope, proxy, 'http', rootNamespace, request)];
  }
  if (mode !== 'ambient') return [];
  const front =
    waypoint?.state === 'bound'
      ? [
          gateOf(
            scope,
            waypointProxy(
              waypoint.ref,
              scope.servicesOf(group).map(({ ref }) => ref),
            ),
            'http',
            rootNamespace,
            request,
          ),
        ]
      : [];
  return [
    ...front,
    gateOf(scope, proxy, 'ztunnel', rootNamespace, { peer: request.peer }),
  ];
}

/** Why the policies could not be read; undefined when they could. */
export function policiesUnread(scope: AssessScope): string | undefined {
  const authorization = scope.unread(
    'authorizationpolicies.security.istio.io',
    'authorizationpolicy',
  );
  if (authorization) return `AuthorizationPolicies are ${authorization}`;
  const authentication = scope.unread(
    'requestauthentications.security.istio.io',
    'requestauthentication',
  );
  return authentication
    ? `RequestAuthentications are ${authentication}`
    : undefined;
}
