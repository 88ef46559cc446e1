import { byCreation } from '../../model/byCreation';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { namesInWords, someRelated } from './someRelated';

/** VirtualServices that choose a subset for one of their own hosts, by host. */
function subsetRoutes({ index }: AssessScope) {
  const routes = new Map<string, VirtualServiceObject[]>();
  for (const service of [...index.all('virtualservice')].sort(byCreation)) {
    const hosts = new Set(
      service.http
        .flatMap(({ destinations }) => destinations)
        .filter(({ host, subset }) => subset && service.hosts.includes(host))
        .map(({ host }) => host),
    );
    for (const host of hosts) {
      const known = routes.get(host);
      if (known) known.push(service);
      else routes.set(host, [service]);
    }
  }
  return routes;
}

/**
 * Gateways send requests on to pods, not through the routes that the mesh has
 * for the destination: who wants a subset there has to say so at the gateway.
 * Source: pkg/config/analysis/analyzers/virtualservice/destinationhosts.go.
 */
export const ingressRules = objectRule({
  name: 'ingress-rules',
  raises: ['rulesNotApplied'],
  subjects: ['virtualservice'],
  reads: [['virtualservices.networking.istio.io', 'virtualservice']],
  *judge({ scope }, service): Iterable<RawFinding> {
    if (service.gateways.length === 0) return;
    const hosts = new Set(
      service.http
        .flatMap(({ destinations }) => destinations)
        .filter(({ subset }) => !subset)
        .map(({ host }) => host),
    );
    const routes = scope.memo(subsetRoutes, undefined);
    for (const host of hosts) {
      const others = someRelated(routes.get(host) ?? [], () => true);
      if (others.length === 0) continue;
      yield {
        kind: 'rulesNotApplied',
        object: service,
        related: others.map(({ ref }) => ref),
        cause: `${nameOf(
          service.ref,
        )} routes to ${host} without a subset, so that the routes of ${namesInWords(
          others.map(({ ref }) => nameOf(ref)),
        )} do not hold at its gateways`,
        fix: `Name the subset of ${host} in ${nameOf(service.ref)} too.`,
      };
    }
  },
});
