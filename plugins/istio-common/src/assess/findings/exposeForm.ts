import type { JsonObject } from '@backstage/types';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { isWildcard } from '../hosts';
import { destinationsOf, targetOf } from './routeDestinations';

/**
 * The form of the template that exposes a service, for a host of a
 * VirtualService and the first Service that it routes to; undefined when the
 * template cannot help.
 */
export function exposeForm(
  scope: AssessScope,
  service: VirtualServiceObject,
  host: string | undefined,
): JsonObject | undefined {
  if (!host || isWildcard(host) || !host.includes('.')) return undefined;
  for (const destination of destinationsOf(service)) {
    const target = targetOf(scope, service, destination.host);
    if (target?.type !== 'service') continue;
    const { ports } = target;
    const port = (ports.find(one => one.port === destination.port) ?? ports[0])
      ?.port;
    return {
      host,
      target: {
        cluster: scope.context.cluster,
        namespace: target.ref.namespace ?? '',
        service: target.ref.name,
        ...(port !== undefined && { port }),
      },
    };
  }
  return undefined;
}
