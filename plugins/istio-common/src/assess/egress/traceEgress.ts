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
import type { RegistryPort } from './RegistryHost';
import { type Arriving, nameOfRef } from './originationProblems';
import {
  type Step,
  type Target,
  broken,
  fullTarget,
  leaveTo,
  portOf,
} from './leaveMesh';
import type { HostRegistry } from './HostRegistry';
import type { MeshRoute, MeshRoutes } from './MeshRoutes';
import { notExported } from './notExported';
import { hasCluster } from './sidecarClusters';
import {
  type Followed,
  UNKNOWN,
  type Unreached,
  withinSidecar,
} from './sidecarLimits';
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

/** The first destination of a route that the Sidecar of a client keeps from it. */
function unreachedOf(
  world: EgressWorld,
  { originator, calledPort, scope }: Step,
  targets: readonly Target[],
): Unreached | undefined {
  if (!scope) return undefined;
  const { namespace } = originator.pods;
  for (const target of targets) {
    const { host } = target;
    const open = world.registry.destination(namespace, host, 'sidecar');
    const port = open && portOf(target, open, calledPort);
    if (!port || !open.ports.some(one => one.port === port)) continue;
    if (!hasCluster(world, namespace, scope, { host, port })) {
      return { host, port, namespace: open.namespace };
    }
  }
  return undefined;
}

function follow(
  world: EgressWorld,
  step: Step,
  port: RegistryPort,
  routes: MeshRoutes,
): Followed {
  const { subject, originator, scope } = step;
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
    const { ref } = route.virtualService;
    const targets = targetsOf(route);
    const unreached = unreachedOf(world, step, targets);
    const trace = alongRoute(world, { ...step, from: ref }, route, targets);
    return { trace, route: ref, ...(unreached && { unreached }) };
  }
  const isHidden = subject.entry && subject.namespaces.length === 0;
  const known = isHidden
    ? undefined
    : world.registry.routedAt(namespace, host, port.port, scope);
  if (!known && scope) return UNKNOWN;
  if (!known && subject.entry) return { trace: notExported(world, step) };
  const trace = go(world, step, { host, port: port.port }, known);
  return { trace, ...(known && { known: known.ref }) };
}

/** The destinations of a route, each once. */
function targetsOf({ virtualService, routes }: MeshRoute): Target[] {
  const seen = new Map<string, Target>();
  for (const one of routes.flatMap(({ destinations }) => destinations)) {
    const target = fullTarget(one, virtualService.ref);
    seen.set(`${target.host} ${target.port} ${target.subset}`, target);
  }
  return [...seen.values()];
}

function alongRoute(
  world: EgressWorld,
  step: Step,
  route: MeshRoute,
  targets: readonly Target[],
): EgressTrace {
  const { host } = step.subject;
  const { namespace } = step.originator.pods;
  const { ref } = route.virtualService;
  const legs = targets.map(target =>
    go(
      world,
      step,
      target,
      world.registry.destination(namespace, target.host, 'sidecar', step.scope),
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
  const meant = follow(world, step, port, world.openRoutes);
  const scope = world.scopes.of(client);
  if (!scope) return meant.trace;
  const found = follow(world, { ...step, scope }, port, world.routes);
  return withinSidecar(world, step, scope, meant, found);
}
