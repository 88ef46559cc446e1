import type {
  KubernetesGatewayObject,
  RouteObject,
  RouteParent,
} from '../../model/gatewayApiObjects';
import { selectorMatches } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { hostCovers } from '../hosts';

/** A listener of a Gateway of the Gateway API. */
export type Listener = KubernetesGatewayObject['listeners'][number];

/** A route of whichever kind. */
export type AnyRoute = RouteObject<'httproute' | 'grpcroute' | 'tlsroute'>;

/** How a route stands to a listener that it names. */
export type Attachment =
  | { kind: 'attached'; hosts: readonly string[] }
  | { kind: 'refused'; reason: string; fix: string }
  | { kind: 'unknown'; reason: string }
  /** Another listener is meant. */
  | { kind: 'elsewhere' };

const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute']],
]);

/** The narrower of a route's and a listener's names; the listener's when the route has none. */
function commonHosts(
  { hostnames }: AnyRoute,
  { hostname = '*' }: Listener,
): string[] {
  if (hostnames.length === 0) return [hostname];
  return hostnames.flatMap(name => {
    if (hostCovers(hostname, name)) return [name];
    return hostCovers(name, hostname) ? [hostname] : [];
  });
}

/** Whether the listener takes routes of a namespace; a text says why that cannot be known. */
function takesNamespace(
  scope: AssessScope,
  gateway: KubernetesGatewayObject,
  { allowed }: Listener,
  namespace: string,
): boolean | string {
  const from = allowed?.from ?? 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return namespace === gateway.ref.namespace;
  if (from !== 'Selector' || !allowed?.selector) return false;
  const unread = scope.unread('namespaces', 'namespace');
  if (unread) return `Namespaces are ${unread}`;
  return selectorMatches(
    allowed.selector,
    scope.labelsOfNamespace(namespace) ?? {},
  );
}

/**
 * Whether a route is attached to a listener: section and port first, then whose
 * routes it takes, the kinds, and a host in common.
 * Source: pilot/pkg/config/kube/gateway/conversion.go, referenceAllowed and
 * namespacesFromSelector; gatewaycommon/conversion.go,
 * GenerateGatewaySupportedKinds.
 */
export function attachment(
  scope: AssessScope,
  gateway: KubernetesGatewayObject,
  listener: Listener,
  route: AnyRoute,
  parent: RouteParent,
): Attachment {
  const named =
    (parent.sectionName === undefined ||
      parent.sectionName === listener.name) &&
    (parent.port === undefined || parent.port === listener.port);
  if (!named) return { kind: 'elsewhere' };
  const { kind, namespace = '', name } = route.ref;
  const where = `listener ${listener.name} of Gateway ${gateway.ref.namespace}/${gateway.ref.name}`;
  const kinds = (KINDS.get(listener.protocol) ?? []).filter(
    one => !listener.kinds || listener.kinds.includes(one),
  );
  if (!kinds.includes(kind)) {
    return {
      kind: 'refused',
      reason: `${kind} ${namespace}/${name} is not of a kind that ${where} takes`,
      fix: `Name a listener that takes ${kind}, or add the kind to allowedRoutes.kinds of ${where}.`,
    };
  }
  const takes = takesNamespace(scope, gateway, listener, namespace);
  if (typeof takes === 'string') return { kind: 'unknown', reason: takes };
  if (!takes) {
    return {
      kind: 'refused',
      reason: `${where} takes no routes from namespace ${namespace}`,
      fix: `Let ${where} take routes from ${namespace} in allowedRoutes.namespaces, or move ${kind} ${name} to ${gateway.ref.namespace}.`,
    };
  }
  const hosts = commonHosts(route, listener);
  return hosts.length > 0
    ? { kind: 'attached', hosts }
    : {
        kind: 'refused',
        reason: `${kind} ${namespace}/${name} has no host in common with ${where}, which takes ${listener.hostname}`,
        fix: `Add a host under ${listener.hostname} to hostnames of ${kind} ${namespace}/${name}.`,
      };
}
