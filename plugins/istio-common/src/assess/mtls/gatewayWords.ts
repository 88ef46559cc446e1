import type { AssessScope } from '../AssessScope';
import { egressGateways } from '../exposure/exposureDrafts';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';

/** The controller of waypoints, as istiod writes it on their pods. */
const WAYPOINTS = 'istio.io-mesh-controller';

function isWaypoint(group: WorkloadGroup): boolean {
  return (
    labelsOf(group)['gateway.istio.io/managed'] === WAYPOINTS ||
    group.shape.waypoint === true
  );
}

/** Whose traffic a gateway takes, and what sets its TLS; no PeerAuthentication does. */
export function gatewayWords(scope: AssessScope, group: WorkloadGroup): string {
  if (isWaypoint(group)) {
    return 'A waypoint takes traffic of the mesh only, through HBONE at port 15008, which is mTLS by itself';
  }
  return scope.memo(egressGateways, undefined).includes(group.key)
    ? 'An egress gateway takes traffic of mesh clients on its way out: each server of its Gateways sets its own TLS mode'
    : 'A gateway takes traffic from outside the mesh: each server of its Gateways sets its own TLS mode';
}
