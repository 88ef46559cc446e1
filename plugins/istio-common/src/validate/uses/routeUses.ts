import {
  answeringOf,
  destinationsOf,
} from '../../assess/findings/routeDestinations';
import type {
  RouteDestination,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import type { Use } from './useRule';

/**
 * The routes that lead to something that goes: those whose requests fail then,
 * and those that only mirror to it or give it no weight, for which nobody
 * waits.
 * Source: pilot/pkg/networking/core/route/route.go, applyHTTPRouteDestination
 * and TranslateRequestMirrorPolicy.
 *
 * @internal
 */
export function routeUses(
  services: Iterable<VirtualServiceObject>,
  isLost: (
    destination: RouteDestination,
    service: VirtualServiceObject,
  ) => boolean,
  { harm, fix, says }: Pick<Use, 'harm' | 'fix' | 'says'>,
): Use[] {
  const all = [...services].filter(service =>
    destinationsOf(service).some(one => isLost(one, service)),
  );
  const fails = (service: VirtualServiceObject) =>
    answeringOf(service).some(one => isLost(one, service));
  return [
    {
      users: all.filter(fails).map(({ ref }) => ref),
      ...{ harm, fix, severity: 'error', says },
    },
    {
      users: all.filter(service => !fails(service)).map(({ ref }) => ref),
      harm: 'they mirror to it or name it with weight 0, which leads nowhere then',
      ...{ fix, severity: 'warning', says },
    },
  ];
}
