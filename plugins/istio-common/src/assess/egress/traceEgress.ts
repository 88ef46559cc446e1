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
import type { MeshRoute } from './MeshRoutes';
import { throughGateway } from './throughGateway';

function go(world: EgressWorld, step: Step, target: Target): EgressTrace {
  const { namespace } = step.originator.pods;
  const known = world.registry.seenBy(namespace, target.host);
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
  world: EgressWorld,
  client: GatewayPods,
  host: string,
  { port, kind }: RegistryPort,
): MeshRoute | 'none' | undefined {
  if (kind === 'tls') return world.routes.tls(client, host, port);
  if (kind === 'tcp') return world.routes.tcp(client, host, port);
  return world.routes.http(client, host, port);
}

/** Follows a client's requests to one port of a host. */
export function traceEgress(
  world: EgressWorld,
  subject: EgressSubject,
  client: GatewayPods,
  port: RegistryPort,
): EgressTrace {
  const { host } = subject;
  const arriving: Arriving =
    port.kind === 'tls' || port.kind === 'tcp' ? port.kind : 'http';
  const route = routeOf(world, client, host, port);
  const step: Step = {
    originator: { at: 'sidecar', pods: client },
    arriving,
    from: subject.ref,
    subject,
    calledPort: port.port,
  };
  if (route === 'none') {
    return broken(
      'egressGatewayRoute',
      'VirtualService',
      subject.ref,
      `VirtualServices take other names on port ${port.port}, and none takes ${host}`,
      `Add ${host} to sniHosts of a tls route.`,
    );
  }
  if (!route) return go(world, step, { host, port: port.port });
  const { ref } = route.virtualService;
  const seen = new Map<string, Target>();
  for (const one of route.routes.flatMap(({ destinations }) => destinations)) {
    const target = fullTarget(one, ref);
    seen.set(`${target.host} ${target.port} ${target.subset}`, target);
  }
  const legs = [...seen.values()].map(target =>
    go(world, { ...step, from: ref }, target),
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
