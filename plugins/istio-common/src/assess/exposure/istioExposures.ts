import type { ExposureStatus } from '../../api/facts';
import { byRef } from '../../model/byCreation';
import type { GatewayObject } from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { hostCovers, hostsOverlap } from '../hosts';
import type { ServiceDirectory } from '../ServiceDirectory';
import { credentialOutOfReach } from './credentialOutOfReach';
import {
  credentialNames,
  credentialSecret,
  secretOutOfReach,
} from './credentials';
import { type ExposureDraft, urlOf } from './exposureDraft';
import type { GatewayChain } from './gatewayChains';
import {
  type ServerOf,
  bareHost,
  gatewayName,
  isHttp,
  isPassthrough,
  serversOf,
  tlsModeOf,
} from './gatewayServers';
import type { GatewayWorkload } from './gatewayWorkloads';
import { missingRouteHint } from './missingRouteHint';
import { ServedByWorkload } from './ServedByWorkload';
import { isWayOut } from './wayOut';
import { type RouteTargets, TargetCollector } from './routeTargets';

type Base = Omit<ExposureDraft, 'host' | 'url' | keyof RouteTargets>;

function serverView({ server }: ServerOf): ExposureStatus['server'] {
  const mode = isHttp(server.protocol) ? undefined : tlsModeOf(server);
  const [credential] = credentialNames(server);
  return {
    port: server.port,
    ...(server.portName && { name: server.portName }),
    protocol: server.protocol,
    ...(mode && { tlsMode: mode }),
    ...(credential && { credentialName: credential }),
  };
}

function schemeOf({ server }: ServerOf): 'http' | 'https' | 'tls' | 'tcp' {
  if (isHttp(server.protocol)) return 'http';
  if (isPassthrough(server) || server.protocol === 'TLS') return 'tls';
  return server.protocol === 'HTTPS' ? 'https' : 'tcp';
}

const NO_TARGETS: RouteTargets = { routes: [], workloads: [] };

function selectorWords(gateway: GatewayObject): string {
  return (
    Object.entries(gateway.selector)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ') || 'any label'
  );
}

/** The exposures of one server that no pod serves, one for each of its hosts. */
function unserved(
  base: Base,
  one: ServerOf,
  problem: NonNullable<ExposureDraft['problem']>,
): ExposureDraft[] {
  return [...new Set(one.hosts.map(bareHost))].map(host => ({
    ...base,
    ...NO_TARGETS,
    host,
    url: urlOf(host, one.server.port, schemeOf(one)),
    problem,
  }));
}

function shadowedBy(
  served: ServedByWorkload,
  one: ServerOf,
): NonNullable<ExposureDraft['problem']> | undefined {
  const lost = served.lost(one);
  if (!lost) return undefined;
  const winner = lost.winner.gateway.ref;
  const name = gatewayName(winner);
  const summary = {
    'duplicate-host': `Gateway ${name} came first and holds ${lost.duplicates
      .map(bareHost)
      .join(', ')} on port ${lost.port}, so this server is dropped`,
    'protocol-conflict': `Gateway ${name} came first and serves ${lost.winner.server.protocol} on port ${lost.port}, so this server is dropped`,
    'duplicate-port-name': `Another server of the Gateway has the port name ${lost.server.portName} too, so this one is dropped`,
  }[lost.rejection];
  return {
    state: 'shadowed',
    summary,
    object: winner,
    fix: `Take the host out of one of the two, or give it another port.`,
  };
}

/** Hosts that a chain serves through one server, with where they lead. */
function servedHosts(
  by: ServedByWorkload,
  chain: GatewayChain,
  one: ServerOf,
  directory: ServiceDirectory,
): Map<string, RouteTargets> {
  const served = new Map<string, RouteTargets>();
  const names = one.hosts.map(bareHost);
  // To a client that came by TLS the redirect means nothing.
  const redirected = chain.terminatesTls ? undefined : chain.http?.redirected;
  const routesByHost = by.routesOf(chain, gatewayName(one.gateway.ref));
  for (const [host, routes] of routesByHost) {
    if (!names.some(own => hostsOverlap(own.toLowerCase(), host))) continue;
    const collector = new TargetCollector(directory);
    for (const { virtualService, match, destinations, mirrors } of routes) {
      collector.addRoute(virtualService, match, destinations);
      collector.addCopies(virtualService, match, mirrors);
    }
    served.set(host, {
      ...collector.targets(),
      ...(redirected?.has(host) && { redirects: true }),
    });
  }
  if (chain.stream) {
    const { virtualService, sni, destinations } = chain.stream;
    const collector = new TargetCollector(directory);
    const match = sni.length > 0 ? `SNI ${sni.join(', ')}` : 'any connection';
    collector.addRoute(virtualService, match, destinations);
    for (const host of sni.length > 0 ? sni : names) {
      served.set(host, collector.targets());
    }
  }
  return served;
}

function exposuresOfServer(
  scope: AssessScope,
  directory: ServiceDirectory,
  serving: readonly ServedByWorkload[],
  one: ServerOf,
): ExposureDraft[] {
  const workloads = serving.map(({ workload }) => workload);
  const base: Base = {
    api: 'istio',
    gateway: one.gateway.ref,
    server: serverView(one),
    servedBy: scope.shared(workloads.map(({ group }) => group.ref)),
    ...(one.server.tls?.caCertCredentialName && { clientCaApart: true }),
    secrets: isPassthrough(one.server)
      ? []
      : workloads.flatMap(({ group }) =>
          credentialNames(one.server)
            .filter(name => !secretOutOfReach(name, group.namespace))
            .map(name => credentialSecret(name, group.namespace)),
        ),
  };
  if (workloads.length === 0) {
    return unserved(base, one, {
      state: 'broken',
      summary: `No gateway pod in any namespace carries ${selectorWords(
        one.gateway,
      )}`,
      fix: `Set spec.selector of Gateway ${gatewayName(
        one.gateway.ref,
      )} to labels that gateway pods carry.`,
    });
  }
  const shadow = serving
    .map(by => shadowedBy(by, one))
    .find(problem => problem !== undefined);
  if (shadow) return unserved(base, one, shadow);
  const served = new Map<string, RouteTargets>();
  for (const by of serving) {
    for (const chain of by.chainsOf(one)) {
      for (const [host, targets] of servedHosts(by, chain, one, directory)) {
        served.set(host, targets);
      }
    }
  }
  const problem = credentialOutOfReach(one, workloads);
  return [
    ...[...served].map(([host, targets]) => ({
      ...base,
      ...targets,
      host,
      url: urlOf(host, one.server.port, schemeOf(one)),
      ...(problem && { problem }),
    })),
    ...routeless(scope, base, one, workloads, [...served.keys()]),
  ];
}

/** Hosts of a server that no route serves. A redirect to HTTPS needs none. */
function routeless(
  scope: AssessScope,
  base: Base,
  one: ServerOf,
  workloads: readonly GatewayWorkload[],
  served: readonly string[],
): ExposureDraft[] {
  const { tls, protocol } = one.server;
  if (tls?.httpsRedirect && isHttp(protocol)) return [];
  const open = one.hosts.filter(
    host =>
      !served.some(name => {
        const own = bareHost(host).toLowerCase();
        return hostCovers(own, name) || hostCovers(name, own);
      }),
  );
  const namespaces = workloads.map(({ group }) => group.namespace);
  return open.flatMap(host =>
    unserved(
      base,
      { ...one, hosts: [host] },
      missingRouteHint(scope, one, bareHost(host), namespaces),
    ),
  );
}

/** Every host of every Gateway of Istio. */
export function istioExposures(
  scope: AssessScope,
  directory: ServiceDirectory,
  workloads: readonly GatewayWorkload[],
): ExposureDraft[] {
  const served = workloads.map(one => new ServedByWorkload(one));
  return [...scope.index.all('gateway')].sort(byRef).flatMap(gateway => {
    const name = gatewayName(gateway.ref);
    const serving = served.filter(one => one.takes(name));
    const pods = serving.map(({ workload }) => workload);
    return serversOf(gateway)
      .filter(({ server }) => tlsModeOf(server) !== 'AUTO_PASSTHROUGH')
      .flatMap(one =>
        exposuresOfServer(scope, directory, serving, one).map(draft =>
          isWayOut(scope, draft, one, pods)
            ? { ...draft, wayOut: true as const }
            : draft,
        ),
      );
  });
}
