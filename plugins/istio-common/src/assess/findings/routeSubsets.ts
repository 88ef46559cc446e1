import { resolveHost } from '../hosts';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { destinationsOf } from './routeDestinations';

/** `host subset` of every subset that some DestinationRule defines. */
function definedSubsets({ index }: AssessScope): ReadonlySet<string> {
  const defined = new Set<string>();
  for (const { ref, host, subsets } of index.all('destinationrule')) {
    const full = resolveHost(host, ref);
    for (const { name } of subsets) defined.add(`${full} ${name}`);
  }
  return defined;
}

/**
 * Routes to a subset that no DestinationRule defines: they answer 503.
 * Source: pkg/config/analysis/analyzers/virtualservice/destinationrules.go.
 */
export const routeSubsets = objectRule({
  name: 'route-subsets',
  raises: ['notFound'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['destinationrules.networking.istio.io', 'destinationrule'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    const defined = scope.memo(definedSubsets, undefined);
    const lost = new Set(
      destinationsOf(service).flatMap(({ host, subset }) => {
        const key = `${resolveHost(host, service.ref)} ${subset}`;
        return subset && !defined.has(key) ? [key] : [];
      }),
    );
    for (const key of lost) {
      const [host, subset] = key.split(' ');
      yield {
        kind: 'notFound',
        title: 'subset not found',
        object: service,
        cause: `${nameOf(
          service.ref,
        )} routes to subset ${subset} of ${host}, which no DestinationRule defines`,
        fix: `Define subset ${subset} in a DestinationRule for ${host}, or take it out of the route.`,
      };
    }
  },
});
