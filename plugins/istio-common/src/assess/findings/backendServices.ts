import type { RouteObject } from '../../model/gatewayApiObjects';
import type { AssessScope } from '../AssessScope';
import { serviceHost } from '../hosts';
import { type RouteClients, unknownNames } from './externalNames';
import { type RawFinding, objectRule } from './findingRule';
import { headlessTargets } from './headlessRoutes';

type Route = RouteObject<'httproute' | 'grpcroute' | 'tlsroute'>;

/** Classes of Gateways whose proxies are Istio's; GatewayClasses are not read. */
const OWN_CLASSES: ReadonlySet<string> = new Set(['istio', 'istio-remote']);

/** Namespaces with gateways of Istio that take the route. */
function gatewayNamespaces(
  { index }: AssessScope,
  { parents, ref }: Route,
): string[] {
  return parents.flatMap(parent => {
    const namespace = parent.namespace ?? ref.namespace ?? '';
    const { name } = parent;
    const found = index.find({
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      ...{ namespace, name },
    });
    return found?.type === 'kubernetes-gateway' &&
      OWN_CLASSES.has(found.className ?? '')
      ? [namespace]
      : [];
  });
}

/** Backends as hosts. */
function hostsOf({ ref }: Route, backends: Route['backends']): string[] {
  return backends.map(({ name, namespace = ref.namespace }) =>
    serviceHost({ name, namespace }),
  );
}

/**
 * Backends of the Gateway API's routes that stand for something else than
 * their pods: istiod makes VirtualServices of the routes, so that what is true
 * of a destination is true of a backend.
 * Source: pilot/pkg/config/kube/gateway/route_collections.go.
 */
export const backendServices = objectRule({
  name: 'backend-services',
  raises: ['externalNameUnknown', 'headlessRoute'],
  subjects: ['httproute', 'grpcroute', 'tlsroute'],
  reads: [
    ['httproutes.gateway.networking.k8s.io', 'httproute'],
    ['grpcroutes.gateway.networking.k8s.io', 'grpcroute'],
    ['tlsroutes.gateway.networking.k8s.io', 'tlsroute'],
    ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, route): Iterable<RawFinding> {
    const { ref, backends, services = [] } = route;
    const namespace = ref.namespace ?? '';
    const gateways = gatewayNamespaces(scope, route);
    if (gateways.length === 0 && services.length === 0) return;
    const inMesh = services.length > 0 ? [namespace] : [];
    const clients: RouteClients = {
      namespace,
      exportTo: [...gateways, ...inMesh],
    };
    yield* unknownNames(scope, route, clients, hostsOf(route, backends));
    // Of copies nobody waits for an answer.
    const answering = backends.filter(({ mirror }) => !mirror);
    yield* headlessTargets(scope, route, clients, {
      own: services.map(one => serviceHost({ namespace, ...one })),
      hosts: hostsOf(route, answering),
    });
  },
});
