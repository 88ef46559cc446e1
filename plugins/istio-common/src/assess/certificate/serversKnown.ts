import type { MeshObjectType } from '../../model/meshObject';
import type { AssessScope } from '../AssessScope';

/** Everything that may serve a Secret, and the pods that decide where it is looked up. */
const SERVERS: ReadonlyArray<readonly [string, MeshObjectType]> = [
  ['gateways.networking.istio.io', 'gateway'],
  ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
  ['ingresses.networking.k8s.io', 'ingress'],
  ['pods', 'pod'],
];

/** Whether every server could be read: else a Secret without one may have one all the same. */
export function serversKnown(scope: AssessScope): boolean {
  return SERVERS.every(([resource, type]) => !scope.unread(resource, type));
}
