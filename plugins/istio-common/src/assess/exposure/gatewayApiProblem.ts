import type {
  KubernetesGatewayObject,
  RouteParent,
  StatusProblem,
} from '../../model/gatewayApiObjects';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { secretRef } from './credentials';
import type { ExposureDraft } from './exposureDraft';
import type { ReferenceGrants } from './ReferenceGrants';
import type { AnyRoute, Listener } from './routeAttachment';

type Problem = NonNullable<ExposureDraft['problem']>;

/** What a route is served by. */
export interface Attached {
  readonly gateway: KubernetesGatewayObject;
  readonly listener: Listener;
  readonly route: AnyRoute;
  readonly parent: RouteParent;
}

function named({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace}/${name}`;
}

/** The first object of another namespace that may not be referred to. */
function notGranted(
  scope: AssessScope,
  grants: ReferenceGrants,
  from: ObjectRef,
  targets: readonly ObjectRef[],
): Problem | undefined {
  const target = targets.find(one => !grants.allows(from, one));
  if (!target) return undefined;
  const unread = scope.unread(
    'referencegrants.gateway.networking.k8s.io',
    'referencegrant',
  );
  if (unread) {
    return {
      state: 'unknown',
      summary: `ReferenceGrants are ${unread}, and ${named(
        from,
      )} needs one for ${named(target)}`,
      fix: '',
    };
  }
  return {
    state: 'broken',
    summary: `${named(from)} refers to ${named(
      target,
    )}, which no ReferenceGrant in ${target.namespace} allows`,
    object: from,
    fix: `Create a ReferenceGrant in namespace ${target.namespace} from ${from.kind} in ${from.namespace} to ${target.kind} ${target.name}.`,
  };
}

/** What the controller says of the Gateway, its listener or the route. */
function reported({
  gateway,
  listener,
  route,
  parent,
}: Attached): Problem | undefined {
  const reports: Array<
    [string, readonly StatusProblem[] | undefined, ObjectRef]
  > = [
    [`Listener ${listener.name}`, listener.problems, gateway.ref],
    [named(route.ref), parent.problems, route.ref],
    [named(gateway.ref), gateway.problems, gateway.ref],
  ];
  const [of, problems, object] = reports.find(one => one[1]) ?? reports[0];
  const problem = problems?.[0];
  if (!problem) return undefined;
  const words = problem.message || problem.reason;
  return {
    state: 'broken',
    summary: `${of} is not in order: ${problem.type}, ${words}`,
    object,
    fix: `Correct what ${named(object)} reports: ${words}`,
  };
}

/** What keeps a listener and its route from serving, apart from pods and certificates. */
export function gatewayApiProblem(
  scope: AssessScope,
  grants: ReferenceGrants,
  attached: Attached,
): Problem | undefined {
  const { gateway, listener, route } = attached;
  const own = gateway.ref.namespace ?? '';
  const secrets = listener.certificates.map(one =>
    secretRef(one.namespace ?? own, one.name),
  );
  const services = route.backends.map(one => ({
    group: '',
    kind: 'Service',
    namespace: one.namespace ?? route.ref.namespace ?? '',
    name: one.name,
  }));
  return (
    notGranted(scope, grants, gateway.ref, secrets) ??
    notGranted(scope, grants, route.ref, services) ??
    reported(attached)
  );
}
