import { BoundVirtualServices } from '../assess/exposure/BoundVirtualServices';
import {
  type GatewayChain,
  gatewayChains,
} from '../assess/exposure/gatewayChains';
import { mergeGateways } from '../assess/exposure/mergeGateways';
import { resolveHost } from '../assess/hosts';
import { DEFAULT_SETTINGS } from '../assess/meshSettings';
import type {
  RouteDestination,
  VirtualServiceObject,
} from '../model/networkingObjects';
import { isSubset } from '../model/selectorMatches';
import { fields, list, stringMap, text } from '../trim/fields';
import type { ReplayLine } from './replayCase';
import { trimRaw } from './trimRaw';

/** The name of a destination in Envoy's terms: `outbound|port|subset|host`. */
function clusterOf(
  { host, subset, port }: RouteDestination,
  { ref }: VirtualServiceObject,
  serverPort: number,
): string {
  return `outbound|${port ?? serverPort}|${subset ?? ''}|${resolveHost(
    host,
    ref,
  )}`;
}

/** The destinations of a route that get requests, as one text; none without any. */
function together(
  destinations: readonly RouteDestination[],
  service: VirtualServiceObject,
  serverPort: number,
): string[] {
  const clusters = destinations.map(one => clusterOf(one, service, serverPort));
  return clusters.length > 0 ? [clusters.join(' ')] : [];
}

function describe(chain: GatewayChain): string {
  const { port, sni, terminatesTls, http, stream } = chain;
  const hosts = [...(http?.hosts ?? [])].map(([host, routes]) => [
    host,
    routes.flatMap(({ destinations, virtualService, serverPort }) =>
      together(destinations, virtualService, serverPort),
    ),
  ]);
  const to = stream
    ? together(stream.destinations, stream.virtualService, stream.serverPort)
    : [];
  return canonical({
    port,
    sni,
    terminatesTls,
    ...(http && {
      routeConfig: http.routeName,
      hosts: hosts.length > 0 ? Object.fromEntries(hosts) : { '*': [] },
    }),
    ...(to.length > 0 && { tcpTo: to[0] }),
  });
}

/** JSON with sorted keys, so that equal values are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

function subtract(all: readonly string[], some: readonly string[]): string[] {
  const left = [...some];
  return all.filter(one => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** What gateway pods serve: ports, names, and where they lead. */
export const replayExposure: ReplayLine = line => {
  const recorded = fields(line);
  if (
    !Array.isArray(recorded.filterChains) ||
    !Array.isArray(recorded.objects)
  ) {
    return { kind: 'invalid', message: 'no objects or no filterChains' };
  }
  const objects = list(recorded.objects).flatMap(raw => trimRaw(raw) ?? []);
  const pods = fields(recorded.gatewayPods);
  const labels = stringMap(pods.labels);
  const namespace = text(pods.namespace) ?? '';
  const gateways = objects.flatMap(object =>
    object.type === 'gateway' && isSubset(object.selector, labels)
      ? [object]
      : [],
  );
  const bound = new BoundVirtualServices(
    objects.flatMap(object =>
      object.type === 'virtualservice' ? [object] : [],
    ),
    DEFAULT_SETTINGS.virtualServiceExportTo,
  );
  const actual = gatewayChains({
    merged: mergeGateways(gateways, port => port),
    bound,
    pods: { namespace, labels },
  }).map(describe);
  const expected = list(recorded.filterChains).map(canonical);
  return {
    kind: 'case',
    mismatches: [
      ...subtract(expected, actual).map(chain => ({
        about: 'filter chain',
        expected: chain,
        actual: 'none',
      })),
      ...subtract(actual, expected).map(chain => ({
        about: 'filter chain',
        expected: 'none',
        actual: chain,
      })),
    ],
  };
};
