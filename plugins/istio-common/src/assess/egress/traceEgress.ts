import type { ObjectRef } from '../../model/identity';
import type { VirtualServiceObject } from '../../model/networkingObjects';
import type { GatewayPods } from '../exposure/gatewayRoutes';
import {
  type EgressLink,
  type EgressProblem,
  type EgressSubject,
  type EgressTrace,
  joinTraces,
} from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { RegistryPort } from './HostRegistry';
import { type Arriving, nameOfRef } from './originationProblems';
import {
  type Step,
  type Target,
  broken,
  fullTarget,
  leaveTo,
} from './leaveMesh';
import type { HostRegistry } from './HostRegistry';
import type { MeshRoute, MeshRoutes } from './MeshRoutes';
import type { ImportScope } from './SidecarScopes';
import { type Followed, UNKNOWN, withinSidecar } from './sidecarLimits';
import { throughGateway } from './throughGateway';

function go(
  world: EgressWorld,
  step: Step,
  target: Target,
  known: ReturnType<HostRegistry['seenBy']>,
): EgressTrace {
  return known?.service && world.gatewaysOf(known.ref).length > 0
    ? throughGateway(world, step, target, known)
    : leaveTo(world, step, target);
}

function routeLink(route: MeshRoute): EgressLink {
  const { ref } = route.virtualService;
  return {
    kind: 'VirtualService',
    ref,
    title: `${ref.namespace}/${ref.name}`,
    state: 'Routed',
    tone: 'ok',
    detail: 'from the sidecar',
  };
}

function ignoredProblem(
  { ref }: VirtualServiceObject,
  winner: ObjectRef,
  host: string,
): EgressProblem {
  return {
    kind: 'meshHostConflict',
    broken: false,
    link: 'VirtualService',
    object: ref,
    summary: `${nameOfRef(ref)} routes ${host} too, but ${nameOfRef(
      winner,
    )} comes first and alone counts`,
    fix: `Merge the routes into ${nameOfRef(winner)}.`,
    related: [winner],
  };
}

function routeOf(
  routes: MeshRoutes,
  client: GatewayPods,
  host: string,
  { port, kind }: RegistryPort,
): MeshRoute | 'none' | undefined {
  if (kind === 'tls') return routes.tls(client, host, port);
  if (kind === 'tcp') return routes.tcp(client, host, port);
  return routes.http(client, host, port);
}

/** What a client knows of the mesh. */
interface Knowledge {
  readonly routes: MeshRoutes;
  readonly scope?: ImportScope;
}

function follow(
  world: EgressWorld,
  step: Step,
  port: RegistryPort,
  { routes, scope }: Knowledge,
): Followed {
  const { subject, originator } = step;
  const { host } = subject;
  const { pods: client } = originator;
  const { namespace } = client;
  const route = routeOf(routes, client, host, port);
  if (route === 'none') {
    const trace = broken(
      'egressGatewayRoute',
      'VirtualService',
      subject.ref,
      `VirtualServices take other names on port ${port.port}, and none takes ${host}`,
      `Add ${host} to sniHosts of a tls route.`,
    );
    return { trace, known: subject.ref };
  }
  if (route) {
    const trace = alongRoute(world, step, route);
    return { trace, route: route.virtualService.ref };
  }
  const known = world.registry.seenBy(namespace, host, 'sidecar', scope);
  if (scope && !known) return UNKNOWN;
  const trace = go(world, step, { host, port: port.port }, known);
  return { trace, ...(known && { known: known.ref }) };
}

function alongRoute(
  world: EgressWorld,
  step: Step,
  route: MeshRoute,
): EgressTrace {
  const { host } = step.subject;
  const { namespace } = step.originator.pods;
  const { ref } = route.virtualService;
  const seen = new Map<string, Target>();
  for (const one of route.routes.flatMap(({ destinations }) => destinations)) {
    const target = fullTarget(one, ref);
    seen.set(`${target.host} ${target.port} ${target.subset}`, target);
  }
  const legs = [...seen.values()].map(target =>
    go(
      world,
      { ...step, from: ref },
      target,
      world.registry.destination(namespace, target.host, 'sidecar'),
    ),
  );
  const joined = joinTraces(legs);
  return {
    ...joined,
    links: [routeLink(route), ...joined.links],
    virtualServices: [ref, ...joined.virtualServices],
    problems: [
      ...joined.problems,
      ...route.ignored.map(one => ignoredProblem(one, ref, host)),
    ],
  };
}

/** Follows a client's requests to one port of a host. */
export function traceEgress(
  world: EgressWorld,
  subject: EgressSubject,
  client: GatewayPods,
  port: RegistryPort,
): EgressTrace {
  const arriving: Arriving =
    port.kind === 'tls' || port.kind === 'tcp' ? port.kind : 'http';
  const step: Step = {
    originator: { at: 'sidecar', pods: client },
    arriving,
    from: subject.ref,
    subject,
    calledPort: port.port,
  };
  const meant = follow(world, step, port, { routes: world.openRoutes });
  const scope = world.scopes.of(client);
  if (!scope) return meant.trace;
  const found = follow(world, step, port, { routes: world.routes, scope });
  return withinSidecar(world, step, scope, meant, found);
}
