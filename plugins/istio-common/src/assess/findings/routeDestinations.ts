import type { ObjectRef } from '../../model/identity';
import type {
  RouteDestination,
  VirtualServiceObject,
} from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { receiving } from '../exposure/receiving';
import { resolveHost } from '../hosts';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { ownerOfHost } from './visibleHosts';

/** Every destination of a VirtualService, mirrors included. */
export function destinationsOf(
  service: VirtualServiceObject,
): readonly RouteDestination[] {
  return [
    ...service.http.flatMap(({ destinations, mirrors }) => [
      ...destinations,
      ...(mirrors ?? []),
    ]),
    ...[...service.tls, ...service.tcp].flatMap(one => one.destinations),
  ];
}

/** Those of them that answer requests: no mirrors, none of weight 0. */
export function answeringOf({
  http,
  tls,
  tcp,
}: VirtualServiceObject): readonly RouteDestination[] {
  return [...http, ...tls, ...tcp].flatMap(({ destinations }) =>
    receiving(destinations),
  );
}

/** What answers to a destination, as the clients of the VirtualService see it. */
export function targetOf(
  scope: AssessScope,
  { ref, exportTo }: VirtualServiceObject,
  host: string,
) {
  return ownerOfHost(scope, { namespace: ref.namespace ?? '', exportTo, host });
}

/** The Services that a VirtualService is about: its hosts, and its own name. */
function subjects(
  scope: AssessScope,
  service: VirtualServiceObject,
): ObjectRef[] {
  const names = [
    ...service.hosts,
    service.ref.name,
    ...destinationsOf(service).map(({ host }) => host),
  ];
  const found = new Map<string, ObjectRef>();
  for (const name of names) {
    const target = targetOf(scope, service, name);
    if (target?.type === 'service') {
      found.set(`${target.ref.namespace}/${target.ref.name}`, target.ref);
    }
  }
  return [...found.values()];
}

/** Names with dots are taken as they are, a trap for `cart.shop`. */
function hint(
  scope: AssessScope,
  service: VirtualServiceObject,
  host: string,
): string {
  const full = `${host}.svc.cluster.local`;
  return host.split('.').length === 2 &&
    targetOf(scope, service, full)?.type === 'service'
    ? `Write ${full}: a name with a dot is not completed.`
    : 'Point the route at a Service that exists, or create the Service.';
}

function missingPort(
  service: VirtualServiceObject,
  target: { ref: ObjectRef; ports: ReadonlyArray<{ port: number }> },
  port: number,
): RawFinding {
  const ports = target.ports.map(one => one.port).join(', ');
  return {
    kind: 'notFound',
    title: 'port not found',
    object: service,
    related: [target.ref],
    cause: `${nameOf(service.ref)} routes to port ${port} of ${nameOf(
      target.ref,
    )}, which has ${ports ? `${ports} only` : 'no port'}`,
    fix: ports
      ? `Set destination.port.number to one of ${ports}, or add the port to ${nameOf(
          target.ref,
        )}.`
      : `Add port ${port} to ${nameOf(target.ref)}.`,
  };
}

/**
 * Routes to hosts that nothing answers to, and to ports that they lack.
 * Source: pkg/config/analysis/analyzers/virtualservice/destinationhosts.go.
 */
export const routeDestinations = objectRule({
  name: 'route-destinations',
  raises: ['notFound'],
  subjects: ['virtualservice'],
  reads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
  ],
  *judge({ scope }, service): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const { host, port } of destinationsOf(service)) {
      const target = targetOf(scope, service, host);
      const lacksPort =
        port !== undefined && !target?.ports.some(one => one.port === port);
      const key = target ? `${host} ${port}` : host;
      if ((target && !lacksPort) || reported.has(key)) continue;
      reported.add(key);
      if (target && port !== undefined) {
        yield missingPort(service, target, port);
        continue;
      }
      yield {
        kind: 'notFound',
        title: 'host not found',
        object: service,
        related: subjects(scope, service),
        cause: `${nameOf(service.ref)} routes to host ${resolveHost(
          host,
          service.ref,
        )}, which does not exist`,
        fix: hint(scope, service, host),
      };
    }
  },
});
