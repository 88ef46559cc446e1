import { byRef } from '../../model/byCreation';
import type { AssessScope } from '../AssessScope';
import { hostsOverlap, resolveHost } from '../hosts';
import { resolveGatewayName } from './resolveGatewayName';
import type { ExposureDraft } from './exposureDraft';
import {
  type ServerOf,
  gatewayName,
  isPassthrough,
  servesHttp,
} from './gatewayServers';

type Problem = NonNullable<ExposureDraft['problem']>;

/** Why no route serves a host, with the VirtualService that comes nearest. */
export function missingRouteHint(
  scope: AssessScope,
  server: ServerOf,
  host: string,
  podNamespaces: readonly string[],
): Problem {
  const unread = scope.unread(
    'virtualservices.networking.istio.io',
    'virtualservice',
  );
  return unread
    ? { state: 'unknown', summary: `VirtualServices are ${unread}`, fix: '' }
    : nearestRoute(scope, server, host, podNamespaces);
}

/**
 * The routes that a server follows: `http`, or `tls` by SNI where it hands TLS
 * on, else `tcp`. Source: pilot/pkg/networking/core/gateway.go,
 * createGatewayTCPFilterChainOpts.
 */
function routesOf({ server }: ServerOf): 'http' | 'tls' | 'tcp' {
  if (servesHttp(server)) return 'http';
  return isPassthrough(server) ? 'tls' : 'tcp';
}

function nearestRoute(
  scope: AssessScope,
  server: ServerOf,
  host: string,
  podNamespaces: readonly string[],
): Problem {
  const name = gatewayName(server.gateway.ref);
  const candidates = [...scope.index.all('virtualservice')]
    .filter(service =>
      service.hosts.some(one =>
        hostsOverlap(resolveHost(one, service.ref), host),
      ),
    )
    .sort(byRef);
  const bound = candidates.find(service =>
    service.gateways.some(
      one => resolveGatewayName(one, service.ref.namespace ?? '') === name,
    ),
  );
  const routes = routesOf(server);
  if (bound && bound[routes].length === 0) {
    return {
      state: 'broken',
      summary: `VirtualService ${gatewayName(
        bound.ref,
      )} is bound to the Gateway but has no ${routes} route, and a server of protocol ${
        server.server.protocol
      } follows no other`,
      object: bound.ref,
      fix: `Add a ${routes} route for ${host} to VirtualService ${gatewayName(
        bound.ref,
      )}.`,
    };
  }
  if (bound) {
    return {
      state: 'broken',
      summary: `VirtualService ${gatewayName(
        bound.ref,
      )} is bound to the Gateway but does not reach it: it is not exported to ${podNamespaces.join(
        ', ',
      )}, or the Gateway takes ${host} from another namespace only`,
      object: bound.ref,
      fix: `Add ${podNamespaces.join(
        ', ',
      )} to exportTo of VirtualService ${gatewayName(bound.ref)}.`,
    };
  }
  const [unbound] = candidates;
  if (unbound) {
    return {
      state: 'broken',
      summary: `VirtualService ${gatewayName(
        unbound.ref,
      )} has the host but is not bound to Gateway ${name}`,
      object: unbound.ref,
      fix: `Add ${name} to gateways of VirtualService ${gatewayName(
        unbound.ref,
      )}.`,
    };
  }
  return {
    state: 'broken',
    summary: `No VirtualService routes ${host} on Gateway ${name}`,
    fix: `Bind a VirtualService with host ${host} to Gateway ${name}.`,
  };
}
