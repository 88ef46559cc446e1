import { destinationsOf } from '../../assess/findings/routeDestinations';
import { resolveHost } from '../../assess/hosts';
import type { MeshIndex } from '../../index/MeshIndex';
import type { VirtualServiceObject } from '../../model/networkingObjects';
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

function routesTo(service: VirtualServiceObject, wanted: Set<string>): boolean {
  return destinationsOf(service).some(
    ({ host, subset }) =>
      subset && wanted.has(`${resolveHost(host, service.ref)} ${subset}`),
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
    const users = [...after.index.all('virtualservice')].filter(service =>
      routesTo(service, lost),
    );
    return [
      {
        users: users.map(one => one.ref),
        harm: 'they route to its subsets, which answers 503 then',
        fix: 'Take the subsets out of these routes first.',
        severity: 'error',
      },
    ];
  },
});
