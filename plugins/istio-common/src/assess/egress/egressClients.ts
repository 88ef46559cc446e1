import type { GatewayPods } from '../exposure/gatewayRoutes';
import { labelsOf } from '../groupWorkloads';
import { hostsOverlap, resolveHost } from '../hosts';
import type { EgressSubject } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { ImportScope } from './SidecarScopes';

/** Namespaces with pods in the mesh that are no gateways, in order of name. */
export function meshNamespaces(world: EgressWorld): string[] {
  const found = new Set<string>();
  for (const group of world.scope.workloads) {
    const { namespace } = group;
    if (found.has(namespace)) continue;
    const { modes } = group.shape;
    if (modes.includes('sidecar') || modes.includes('ambient')) {
      found.add(namespace);
    }
  }
  return [...found].sort();
}

/** A client for the pods of a namespace that no Sidecar selects, if any, and one for each that does. */
function clientsIn(world: EgressWorld, namespace: string): GatewayPods[] {
  const rest = { namespace, labels: undefined };
  if (!world.scopes.selects(namespace)) return [rest];
  const general = world.scopes.of(rest);
  const found = new Map<ImportScope | undefined, GatewayPods>();
  for (const group of world.scope.workloadsIn(namespace)) {
    if (!group.shape.modes.includes('sidecar')) continue;
    const pods = { namespace, labels: labelsOf(group) };
    const scope = world.scopes.of(pods);
    if (!found.has(scope)) found.set(scope, pods);
  }
  const selected = [...found].flatMap(([scope, pods]) =>
    scope === general ? [] : [pods],
  );
  return found.has(general) || found.size === 0
    ? [rest, ...selected]
    : selected;
}

/** Namespaces whose own definitions may lead a host elsewhere. */
function named(world: EgressWorld, { host }: EgressSubject): Set<string> {
  const names = new Set<string>();
  for (const service of world.hosts.overlapping(host)) {
    names.add(service.ref.namespace ?? '');
    for (const name of world.bound.visibilityOf(service)) names.add(name);
  }
  for (const { ref } of world.scope.destinationRules.covering(host)) {
    names.add(ref.namespace ?? '');
  }
  return names;
}

/** Whether the Sidecar of a namespace, if any, lets its clients know the host. */
function knows(
  { registry, bound, scopes }: EgressWorld,
  { host }: EgressSubject,
  namespace: string,
): boolean {
  const scope = scopes.of({ namespace, labels: undefined });
  if (!scope || registry.seenBy(namespace, host, 'sidecar', scope)) return true;
  return bound.forGateway('mesh', namespace).some(({ ref, hosts }) => {
    const names = hosts.map(one => resolveHost(one, ref).toLowerCase());
    return (
      names.some(name => hostsOverlap(name, host)) &&
      scope.routes(ref.namespace ?? '', names)
    );
  });
}

/**
 * One client for each namespace that may see the host otherwise than the rest,
 * and one that stands for the rest; the first one's view leads. Namespaces whose
 * Sidecar leaves the host out, and that nobody names, have no need of it. Without
 * any pod in the mesh, a client in the namespace that defines the host.
 *
 * @param meshed - the namespaces with pods in the mesh
 */
export function egressClients(
  world: EgressWorld,
  subject: EgressSubject,
  meshed: readonly string[],
): GatewayPods[] {
  const gateways = new Set(world.gateways.map(({ group }) => group.namespace));
  const open = subject.namespaces.includes('*');
  const may = (name: string) => open || subject.namespaces.includes(name);
  const candidates = [subject.namespace, ...named(world, subject)].filter(may);
  // What exportTo names besides namespaces (*, ~) is not in the mesh.
  const inMesh = new Set(meshed);
  const own = [...new Set(candidates)].filter(name => inMesh.has(name));
  const one = meshed.find(
    name =>
      !own.includes(name) && !gateways.has(name) && knows(world, subject, name),
  );
  const rest = open
    ? [one ?? []].flat()
    : subject.namespaces.filter(name => inMesh.has(name));
  const names = [...new Set([...own, ...rest])];
  const clients = names.length > 0 ? names : fallback(subject, gateways);
  return clients.flatMap(namespace => clientsIn(world, namespace));
}

function fallback(
  { namespace, namespaces }: EgressSubject,
  gateways: ReadonlySet<string>,
): string[] {
  const mayUse = namespaces.includes('*') || namespaces.includes(namespace);
  if (mayUse && !gateways.has(namespace)) return [namespace];
  const other = namespaces.find(name => name !== '*' && !gateways.has(name));
  return [other ?? namespace];
}
