import type { AssessScope } from '../AssessScope';
import { hostCovers, resolveHost, serviceHost } from '../hosts';
import type { ExposureDraft } from './exposureDraft';
import { type ServerOf, tlsModeOf } from './gatewayServers';
import { type GatewayWorkload, boundServices } from './gatewayWorkloads';

/** Hosts outside the mesh that a ServiceEntry defines. MESH_EXTERNAL is the zero value. */
function externalHosts({ index }: AssessScope): ReadonlySet<string> {
  const entries = [...index.all('serviceentry')].filter(
    ({ location }) => location === undefined || location === 'MESH_EXTERNAL',
  );
  return new Set(
    entries.flatMap(({ hosts }) => hosts.map(host => host.toLowerCase())),
  );
}

/** Where sidecars send requests for a host, by the hosts of VirtualServices for them. */
function meshRoutes(scope: AssessScope): ReadonlyMap<string, Set<string>> {
  const bound = scope.memo(boundServices, undefined);
  const found = new Map<string, Set<string>>();
  for (const service of bound.boundTo('mesh')) {
    const { routes } = bound.resolvedRoutes(service);
    const targets = [...routes, ...service.tls, ...service.tcp]
      .flatMap(({ destinations }) => destinations)
      .map(({ host }) => resolveHost(host, service.ref));
    for (const host of service.hosts) {
      const name = resolveHost(host, service.ref).toLowerCase();
      const known = found.get(name) ?? new Set<string>();
      for (const target of targets) known.add(target);
      found.set(name, known);
    }
  }
  return found;
}

/** Labels by which the charts of Istio mark the pods of an egress gateway. */
const MARKS: ReadonlyArray<readonly [string, string]> = [
  ['istio', 'egressgateway'],
  ['app', 'istio-egressgateway'],
];

/**
 * Whether a host on a Gateway is a way out of the mesh, which is judged as
 * egress, and nothing that is exposed: no route of it leads to a Service, and
 * sidecars are led to the gateway for it; or the host is outside the mesh and
 * the server takes clients of the mesh only, or its pods are an egress gateway.
 */
export function isWayOut(
  scope: AssessScope,
  draft: Pick<ExposureDraft, 'host' | 'routes'>,
  one: ServerOf,
  workloads: readonly GatewayWorkload[],
): boolean {
  if (draft.routes.some(({ service }) => service)) return false;
  const host = draft.host.toLowerCase();
  const led = scope.memo(meshRoutes, undefined).get(host);
  const services = workloads.flatMap(({ group }) => scope.servicesOf(group));
  if (led && services.some(({ ref }) => led.has(serviceHost(ref)))) {
    return true;
  }
  const external = scope.memo(externalHosts, undefined);
  if (tlsModeOf(one.server) === 'ISTIO_MUTUAL') {
    return [...external].some(name => hostCovers(name, host));
  }
  const { selector } = one.gateway;
  return (
    external.has(host) && MARKS.some(([key, value]) => selector[key] === value)
  );
}
