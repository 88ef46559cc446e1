import type { StringMap } from '../../model/objectMeta';
import type { PolicyScope } from '../../model/securityObjects';
import type { ObjectRef } from '../../model/identity';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const MANAGED = 'gateway.istio.io/managed';
const WAYPOINT_CLASS = 'istio-waypoint';

/** A proxy as far as policies choose it. */
export interface PolicyProxy {
  readonly namespace: string;
  readonly labels: StringMap;
  /** Name of the Gateway (of the Gateway API) whose pods it runs in. */
  readonly gateway?: string;
  readonly waypoint: boolean;
  /** What the traffic in question is for; of a proxy that is no waypoint: nothing. */
  readonly services: ReadonlyArray<
    Pick<ObjectRef, 'kind' | 'namespace' | 'name'>
  >;
}

function isWaypointGateway(
  scope: AssessScope,
  namespace: string,
  name: string,
): boolean {
  const found = scope.index.find({
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    namespace,
    name,
  });
  return (
    found?.type === 'kubernetes-gateway' && found.className === WAYPOINT_CLASS
  );
}

/** The proxy of a workload's own pods. */
export function proxyOf(scope: AssessScope, group: WorkloadGroup): PolicyProxy {
  const labels = labelsOf(group);
  const gateway: string | undefined = labels[GATEWAY_NAME];
  return {
    namespace: group.namespace,
    labels,
    gateway,
    waypoint:
      gateway !== undefined &&
      (labels[MANAGED] === 'istio.io-mesh-controller' ||
        isWaypointGateway(scope, group.namespace, gateway)),
    services: [],
  };
}

/** The waypoint that a workload is bound to, for traffic to some Services. */
export function waypointProxy(
  waypoint: ObjectRef,
  services: PolicyProxy['services'],
): PolicyProxy {
  return {
    namespace: waypoint.namespace ?? '',
    labels: { [GATEWAY_NAME]: waypoint.name },
    gateway: waypoint.name,
    waypoint: true,
    services,
  };
}

const GROUPS: Readonly<Record<string, string>> = {
  Service: '',
  ServiceEntry: 'networking.istio.io',
  Gateway: 'gateway.networking.k8s.io',
  GatewayClass: 'gateway.networking.k8s.io',
};

/** The core group has two names. */
function canonicalGroup(group: string): string {
  return group === 'core' ? '' : group;
}

function targetMatches(
  target: NonNullable<PolicyScope['targets']>[number],
  policyNamespace: string,
  proxy: PolicyProxy,
  rootNamespace: string,
): boolean {
  const { kind, name } = target;
  if (canonicalGroup(target.group) !== GROUPS[kind]) return false;
  if (kind === 'Service' || kind === 'ServiceEntry') {
    return proxy.services.some(
      service =>
        service.kind === kind &&
        service.name === name &&
        service.namespace === policyNamespace,
    );
  }
  if (kind === 'GatewayClass') {
    return (
      proxy.waypoint &&
      policyNamespace === rootNamespace &&
      name === WAYPOINT_CLASS
    );
  }
  return (
    name === proxy.gateway &&
    policyNamespace === proxy.namespace &&
    (target.namespace === undefined || target.namespace === proxy.namespace)
  );
}

/**
 * Whether a RequestAuthentication or AuthorizationPolicy is enforced by a
 * proxy. Sidecars and gateways of Istio's own API go by the selector and ignore
 * a policy with targets; gateways of the Gateway API go by targets, and by the
 * selector where there is none; waypoints go by targets only. The policy must
 * stand in the root namespace, that of the proxy, or that of a Service which a
 * waypoint serves.
 * Source: pilot/pkg/model/policyattachment.go, ShouldAttachPolicy;
 * pilot/pkg/features, ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY (true by default).
 */
export function isAttached(
  policy: PolicyScope,
  policyNamespace: string,
  proxy: PolicyProxy,
  rootNamespace: string,
): boolean {
  if (policy.targets) {
    return policy.targets.some(target =>
      targetMatches(target, policyNamespace, proxy, rootNamespace),
    );
  }
  return (
    !proxy.waypoint &&
    [rootNamespace, proxy.namespace].includes(policyNamespace) &&
    isSubset(policy.selector, proxy.labels)
  );
}
