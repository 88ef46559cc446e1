import type { VirtualServiceObject } from '../../model/networkingObjects';
import { isWildcard, resolveHost } from '../hosts';
import type { EgressProblem, EgressSubject } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { RegistryPort } from './RegistryHost';
import { nameOfRef } from './originationProblems';
import { portKind } from './portKind';

const BY_NAME: ReadonlySet<string> = new Set(['DNS', 'DNS_ROUND_ROBIN']);

function resolutionProblem({
  entry,
  host,
}: EgressSubject): EgressProblem | undefined {
  if (!entry) return undefined;
  const { resolution = 'NONE', endpoints, workloadSelector, ref } = entry;
  const base = {
    kind: 'egressResolution',
    broken: true,
    link: 'ServiceEntry',
    object: ref,
  } as const;
  if (isWildcard(host) && BY_NAME.has(resolution) && !endpoints) {
    return {
      ...base,
      summary: `${nameOfRef(
        ref,
      )} resolves ${host} by DNS, which has no answer for a wildcard`,
      fix: `Set resolution NONE, or name the hosts one by one in ${nameOfRef(
        ref,
      )}.`,
    };
  }
  if (resolution === 'STATIC' && !endpoints && !workloadSelector) {
    return {
      ...base,
      summary: `${nameOfRef(
        ref,
      )} has resolution STATIC but no endpoints, so that requests get 503`,
      fix: `List the endpoints in ${nameOfRef(ref)}, or set resolution DNS.`,
    };
  }
  return undefined;
}

function inMesh(gateways: readonly string[] | undefined): boolean {
  return !gateways || gateways.includes('mesh');
}

/**
 * The HTTP ports that a mesh route waits for and the ServiceEntry does not
 * have. A route that names no port takes whatever HTTP port there is; without
 * one, clients can only mean 80.
 */
export function awaitedPorts(
  { http }: VirtualServiceObject,
  ports: readonly RegistryPort[],
): number[] {
  const has = new Set(ports.map(({ port }) => port));
  const matches = http.flatMap(route =>
    route.matches.filter(({ gateways }) => inMesh(gateways)),
  );
  const named = matches.flatMap(({ port }) => port ?? []);
  const open =
    http.some(route => route.matches.length === 0) ||
    matches.some(({ port }) => port === undefined);
  const anyHttp = ports.some(({ kind }) => kind === 'http' || kind === 'auto');
  const wanted = open && !anyHttp && named.length === 0 ? [80] : named;
  return wanted.filter(port => !has.has(port));
}

/**
 * Sidecars listen on a port because a Service or ServiceEntry has it. Without
 * it in the ServiceEntry, requests are routed only while something else in the
 * mesh has HTTP on that port, and only on port 80.
 * Source: pilot/pkg/networking/core/httproute.go.
 */
function portProblem(
  world: EgressWorld,
  { entry, host }: EgressSubject,
): EgressProblem | undefined {
  if (!entry) return undefined;
  const ports = entry.ports.map(({ port, protocol }) => ({
    port,
    kind: portKind(protocol),
  }));
  for (const service of world.bound.boundTo('mesh')) {
    const routed = service.hosts.some(
      name => resolveHost(name, service.ref).toLowerCase() === host,
    );
    const [port] = routed ? awaitedPorts(service, ports) : [];
    if (port === undefined) continue;
    const works = port === 80 && world.registry.hasHttpPort(80);
    return {
      kind: 'egressPort',
      broken: !works,
      link: 'ServiceEntry',
      object: entry.ref,
      summary: `${nameOfRef(
        entry.ref,
      )} lacks port ${port}, for which ${nameOfRef(
        service.ref,
      )} routes ${host}${
        works ? '; it works only because something else has that port' : ''
      }`,
      fix: `Add port ${port} with protocol HTTP to ${nameOfRef(entry.ref)}.`,
      related: [service.ref],
    };
  }
  return undefined;
}

/** What is wrong with the ServiceEntry itself. */
export function entryProblems(
  world: EgressWorld,
  subject: EgressSubject,
): EgressProblem[] {
  return [resolutionProblem(subject), portProblem(world, subject)].filter(
    problem => problem !== undefined,
  );
}
