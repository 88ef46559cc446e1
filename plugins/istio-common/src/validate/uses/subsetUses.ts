import { resolveHost } from '../../assess/hosts';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { MeshIndex } from '../../index/MeshIndex';
import { routeUses } from './routeUses';
import { useRule } from './useRule';

/** `host subset` of all that DestinationRules define. */
function definedIn(index: MeshIndex): Set<string> {
  return new Set(
    [...index.all('destinationrule')].flatMap(rule =>
      rule.subsets.map(
        ({ name }) => `${resolveHost(rule.host, rule.ref)} ${name}`,
      ),
    ),
  );
}

/**
 * Routes to a subset that only this DestinationRule defines.
 * Source: pkg/config/analysis/analyzers/virtualservice/destinationrules.go.
 *
 * @internal
 */
export const subsetUses = useRule({
  type: 'destinationrule',
  reads: ['virtualservices.networking.istio.io'],
  usesOf({ ref, host, subsets }, { after }) {
    const left = definedIn(after.index);
    const lost = new Set(
      subsets
        .map(({ name }) => `${resolveHost(host, ref)} ${name}`)
        .filter(key => !left.has(key)),
    );
    return routeUses(
      after.index.all('virtualservice'),
      (one, service) =>
        one.subset !== undefined &&
        lost.has(`${resolveHost(one.host, service.ref)} ${one.subset}`),
      {
        harm: 'they route to its subsets, which answers 503 then',
        fix: 'Take the subsets out of these routes first.',
        says: [FINDING_KINDS.notFound, FINDING_KINDS.egressSubset],
      },
    );
  },
});
