import type { WorkloadStatus } from '../../api/facts';
import type { KubernetesGatewayObject } from '../../model/gatewayApiObjects';
import type { ObjectRef } from '../../model/identity';
import { selectorMatches } from '../../model/selectorMatches';
import { TONES } from '../../model/verdicts';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { type WaypointTarget, waypointTarget } from './waypointTarget';

type Binding = NonNullable<WorkloadStatus['dataPlane']['waypoint']>;

/** The two kinds of traffic that a waypoint may take. */
type Traffic = 'service' | 'workload';

const GATEWAYS = 'gateways.gateway.networking.k8s.io';

/** Labels of Services that stand before waypoints and east-west gateways. */
const OWN_SERVICES: ReadonlySet<string> = new Set([
  'istio.io-mesh-controller',
  'istio.io-eastwest-controller',
]);

function refOf({ name, namespace }: WaypointTarget): ObjectRef {
  return {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    namespace,
    name,
  };
}

function binding(
  target: WaypointTarget,
  state: Binding['state'],
  reason: string,
  tone: Binding['tone'] = 'error',
): Binding {
  return { ref: refOf(target), state, tone, reason };
}

/** Whether objects of the namespace may use the waypoint; by default its own namespace only. */
function admits(
  scope: AssessScope,
  { ref, waypoint }: KubernetesGatewayObject,
  namespace: string,
): boolean {
  if (waypoint?.from === 'All') return true;
  if (waypoint?.from === 'Selector') {
    return selectorMatches(
      waypoint.selector,
      scope.labelsOfNamespace(namespace),
    );
  }
  return ref.namespace === namespace;
}

/** Why the waypoint takes no traffic although it has an address. */
function troubleOf(
  scope: AssessScope,
  { ref, waypoint }: KubernetesGatewayObject,
): string | undefined {
  const found = scope.index.find({ ...ref, group: 'apps', kind: 'Deployment' });
  if (found?.type === 'workload' && found.readyReplicas === 0) {
    return 'no pod of it is ready, so traffic through it fails';
  }
  return waypoint?.programmed === 'False'
    ? `it is not programmed${waypoint.problem ? `: ${waypoint.problem}` : ''}`
    : undefined;
}

/**
 * Whether one object is bound to its waypoint. istiod binds to a Gateway that
 * has an address, lets the object's namespace in, and takes the kind of
 * traffic; without a label it takes that of Services only. Where it does not
 * bind, traffic goes past the waypoint and its policies.
 * Source: pilot/pkg/serviceregistry/ambient/waypoints.go
 * (fetchWaypointForService, fetchWaypointForWorkload, makeAllowedRoutes).
 */
export function judgeWaypoint(
  scope: AssessScope,
  target: WaypointTarget,
  object: { traffic: Traffic; namespace: string },
): Binding | undefined {
  const unreadable = scope.unread(GATEWAYS, 'kubernetes-gateway');
  const name = `${target.namespace}/${target.name}`;
  if (unreadable) {
    return binding(target, 'unknown', `Gateways are ${unreadable}`, 'unknown');
  }
  const gateway = scope.index.find(refOf(target));
  if (gateway?.type !== 'kubernetes-gateway') {
    return binding(target, 'missing', `Gateway ${name} does not exist`);
  }
  const { waypoint, className } = gateway;
  if (!waypoint) {
    const words = `Gateway ${name} of class ${className} is no waypoint`;
    return binding(target, 'wrong-type', words);
  }
  if (!gateway.hasAddress) {
    const why = waypoint.problem ? `: ${waypoint.problem}` : '';
    return binding(
      target,
      'not-ready',
      `waypoint ${name} has no address${why}`,
    );
  }
  if (!admits(scope, gateway, object.namespace)) {
    const words = `waypoint ${name} lets no object of namespace ${object.namespace} in`;
    return binding(target, 'denied', words);
  }
  const serves = waypoint.serves ?? 'service';
  if (serves !== 'all' && serves !== object.traffic) {
    // A waypoint of the namespace for Services is none of the workload's business.
    if (object.traffic === 'workload' && target.inherited) return undefined;
    const words = `waypoint ${name} is for ${serves}, not for ${object.traffic} traffic`;
    return binding(target, 'wrong-type', words);
  }
  const trouble = troubleOf(scope, gateway);
  return trouble
    ? binding(target, 'not-ready', `waypoint ${name}: ${trouble}`)
    : binding(target, 'bound', `bound to waypoint ${name}`, 'ok');
}

/** What istiod wrote on the Service beats what is worked out, where it refuses. */
function confirmed(
  service: ServiceObject,
  found: Binding | undefined,
): Binding | undefined {
  const { waypointBound } = service;
  if (found?.state !== 'bound' || waypointBound?.status !== 'False') {
    return found;
  }
  const said = waypointBound.message ?? waypointBound.reason ?? 'not bound';
  return {
    ...found,
    state: 'not-ready',
    tone: 'error',
    reason: `istiod: ${said}`,
  };
}

function ofService(
  scope: AssessScope,
  service: ServiceObject,
): Binding | undefined {
  const { labels, ref } = service;
  if (OWN_SERVICES.has(labels?.['gateway.istio.io/managed'] ?? '')) {
    return undefined;
  }
  const namespace = ref.namespace ?? '';
  const target = waypointTarget(
    labels,
    scope.labelsOfNamespace(namespace),
    namespace,
  );
  if (!target) return undefined;
  const found = judgeWaypoint(scope, target, { traffic: 'service', namespace });
  const words = confirmed(service, found);
  return words && { ...words, reason: `Service ${ref.name}: ${words.reason}` };
}

/**
 * The waypoint of a workload: that of its Services and its own. Of several the
 * worst is told, as any of them may be the way that a client takes.
 */
export function waypointBinding(
  scope: AssessScope,
  group: WorkloadGroup,
  services: readonly ServiceObject[],
): Binding | undefined {
  const { namespace } = group;
  const own = waypointTarget(
    labelsOf(group),
    scope.labelsOfNamespace(namespace),
    namespace,
  );
  const found = [
    ...[...services]
      .sort((a, b) => (a.ref.name < b.ref.name ? -1 : 1))
      .map(service => ofService(scope, service)),
    own && judgeWaypoint(scope, own, { traffic: 'workload', namespace }),
  ].flatMap(one => (one ? [one] : []));
  const [worst] = found.sort(
    (a, b) => TONES.indexOf(b.tone) - TONES.indexOf(a.tone),
  );
  return worst;
}
