import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { RouteObject } from '../../model/gatewayApiObjects';
import type {
  HttpRoute,
  StreamRoute,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { boundServices } from '../exposure/gatewayWorkloads';
import { receiving } from '../exposure/receiving';
import { resolveGatewayName } from '../exposure/resolveGatewayName';
import { containerPortOf } from '../findServices';
import {
  type WorkloadGroup,
  isGatewayGroup,
  labelsOf,
} from '../groupWorkloads';
import { resolveHost, serviceHost } from '../hosts';

/** What sidecars stand under among gateways. */
const MESH = 'mesh';

/** One way from a Gateway to a Service. */
export interface ServiceRoute {
  readonly gateway: ObjectRef;
  /** Port of the Service; absent: whichever it has. */
  readonly port?: number;
}

type Leading = Pick<HttpRoute | StreamRoute, 'destinations'> & {
  readonly matches: ReadonlyArray<{ readonly gateways?: readonly string[] }>;
};

/** Every route of a VirtualService, with those of its delegates in their place. */
function routesOf(
  scope: AssessScope,
  service: VirtualServiceObject,
): readonly Leading[] {
  const { routes } = scope
    .memo(boundServices, undefined)
    .resolvedRoutes(service);
  return [...routes, ...service.tls, ...service.tcp];
}

/** The Gateways that a VirtualService is bound to, `namespace/name`. */
function gatewaysOf({ gateways, ref }: VirtualServiceObject): string[] {
  return gateways
    .filter(name => name !== MESH)
    .map(name => resolveGatewayName(name, ref.namespace ?? ''));
}

/**
 * Whether some requests at a Gateway take the route: a match may name the
 * gateways that it is for.
 * Source: pilot/pkg/networking/core/route/route.go, sourceMatchHTTP.
 */
function isTakenAt(
  gateway: string,
  { matches }: Leading,
  namespace: string,
): boolean {
  return (
    matches.length === 0 ||
    matches.some(
      ({ gateways }) =>
        !gateways ||
        gateways.some(name => resolveGatewayName(name, namespace) === gateway),
    )
  );
}

function gatewayRef(full: string): ObjectRef {
  const [namespace, name] = full.split('/');
  return { group: 'networking.istio.io', kind: 'Gateway', namespace, name };
}

/** From the Gateways that a route of the Gateway API is attached to. */
function attachedRoutes(
  route: RouteObject<string>,
): Array<[string, ServiceRoute]> {
  return route.parents.flatMap(parent =>
    route.backends.map(({ name, namespace, port }): [string, ServiceRoute] => [
      serviceHost({ namespace: namespace ?? route.ref.namespace, name }),
      {
        gateway: {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          namespace: parent.namespace ?? route.ref.namespace ?? '',
          name: parent.name,
        },
        port,
      },
    ]),
  );
}

/** The Services that Gateways route to, by their full host. */
export function routedServices(
  scope: AssessScope,
): ReadonlyMap<string, readonly ServiceRoute[]> {
  const routes = new Map<string, ServiceRoute[]>();
  const add = (host: string, route: ServiceRoute) => {
    const known = routes.get(host);
    if (known) known.push(route);
    else routes.set(host, [route]);
  };
  for (const service of scope.index.all('virtualservice')) {
    const gateways = gatewaysOf(service);
    // A delegate is bound to nothing: its routes stand where they are asked for.
    if (gateways.length === 0) continue;
    for (const route of routesOf(scope, service)) {
      const taken = gateways.filter(gateway =>
        isTakenAt(gateway, route, service.ref.namespace ?? ''),
      );
      for (const { host, port } of receiving(route.destinations)) {
        for (const gateway of taken) {
          add(resolveHost(host, service.ref), {
            gateway: gatewayRef(gateway),
            port,
          });
        }
      }
    }
  }
  for (const type of ['httproute', 'grpcroute', 'tlsroute'] as const) {
    for (const route of scope.index.all(type)) {
      for (const [host, one] of attachedRoutes(route)) add(host, one);
    }
  }
  return routes;
}

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Every workload whose pods are gateways. */
function gatewayGroups(scope: AssessScope): readonly WorkloadGroup[] {
  return scope.workloads.filter(isGatewayGroup);
}

/**
 * The pods of a Gateway of the Gateway API: those that istiod runs for it, or
 * those of the Services that its addresses name.
 */
function servingKubernetes(
  scope: AssessScope,
  gateway: ObjectRef,
): readonly WorkloadGroup[] {
  const groups = scope.memo(gatewayGroups, undefined);
  const found = scope.index.find(gateway);
  const addresses =
    found?.type === 'kubernetes-gateway' ? found.addresses ?? [] : [];
  if (addresses.length === 0) {
    return groups.filter(
      group =>
        group.namespace === gateway.namespace &&
        labelsOf(group)[GATEWAY_NAME] === gateway.name,
    );
  }
  const { namespace = '' } = gateway;
  const hosts = new Set(
    addresses.map(address =>
      address.includes('.')
        ? address
        : serviceHost({ namespace, name: address }),
    ),
  );
  return groups.filter(group =>
    scope.servicesOf(group).some(({ ref }) => hosts.has(serviceHost(ref))),
  );
}

/** The workloads that serve a Gateway. */
export function servingGateway(
  scope: AssessScope,
  gateway: ObjectRef,
): readonly WorkloadGroup[] {
  if (gateway.group !== 'networking.istio.io') {
    return servingKubernetes(scope, gateway);
  }
  const groups = scope.memo(gatewayGroups, undefined);
  const found = scope.index.find(gateway);
  if (found?.type !== 'gateway') return [];
  return groups.filter(group => isSubset(found.selector, labelsOf(group)));
}

/** Workloads of gateways that send traffic to a workload, with the container ports. */
export function gatewaysTo(
  scope: AssessScope,
  group: WorkloadGroup,
): Array<{ port: number; gateways: WorkloadGroup[] }> {
  const routes = scope.memo(routedServices, undefined);
  const found = new Map<number, Map<string, WorkloadGroup>>();
  for (const service of scope.servicesOf(group)) {
    for (const route of routes.get(serviceHost(service.ref)) ?? []) {
      const port =
        route.port === undefined
          ? service.ports[0]
          : service.ports.find(one => one.port === route.port);
      const target = port && containerPortOf(group, port);
      if (target === undefined) continue;
      const gateways = found.get(target) ?? new Map<string, WorkloadGroup>();
      for (const one of servingGateway(scope, route.gateway)) {
        gateways.set(stringifyObjectRef(one.ref), one);
      }
      found.set(target, gateways);
    }
  }
  return [...found]
    .filter(([, gateways]) => gateways.size > 0)
    .sort(([a], [b]) => a - b)
    .map(([port, gateways]) => ({
      port,
      gateways: [...gateways.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    }));
}
