import type { ObjectRef } from '../../model/identity';
import type {
  ClientTls,
  RouteDestination,
} from '../../model/networkingObjects';
import { offersAutoMtls } from '../dataplane/podDataPlane';
import type { GatewayChain } from '../exposure/gatewayChains';
import { bareHost, gatewayName, tlsModeOf } from '../exposure/gatewayServers';
import type { GatewayWorkload } from '../exposure/gatewayWorkloads';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { hostCovers, mostSpecific } from '../hosts';
import type { EgressProblem } from './egressTypes';
import {
  type Hop,
  type HopSpeech,
  differs,
  listeningPort,
  noChain,
  podsProblem,
} from './hopProblems';
import { type Arriving, nameOfRef } from './originationProblems';

/** A route that takes a host out of the gateway. */
export interface GatewayExit {
  readonly from: ObjectRef;
  readonly destinations: readonly RouteDestination[];
  readonly serverPort: number;
}

/** Where requests come out at the gateway pods. */
export interface GatewayLanding {
  readonly gateway?: ObjectRef;
  readonly serverMode?: string;
  readonly exits: readonly GatewayExit[];
  readonly arriving: Arriving;
  readonly problems: readonly EgressProblem[];
}

function offersMesh(_scope: AssessScope, { pods }: WorkloadGroup): boolean {
  return pods.some(offersAutoMtls);
}

/**
 * What the rule towards the gateway makes a sidecar speak. ISTIO_MUTUAL without
 * `sni` asks for the cluster's name, which no server of an egress gateway has.
 * Source: pilot/pkg/networking/core/cluster_tls.go, buildUpstreamTLSSettings.
 */
export function hopSpeech(
  scope: AssessScope,
  tls: ClientTls | undefined,
  autoMtls: boolean,
  workload: GatewayWorkload,
  target: { host: string; port: number; subset?: string },
): HopSpeech {
  const cluster = `outbound_.${target.port}_.${target.subset ?? ''}_.${
    target.host
  }`;
  if (!tls) {
    const mesh = autoMtls && scope.memo(offersMesh, workload.group);
    return mesh ? { tls: 'mesh', sni: cluster } : { tls: 'plain' };
  }
  if (tls.mode === 'ISTIO_MUTUAL') {
    return { tls: 'mesh', sni: tls.sni ?? cluster };
  }
  const own = tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL';
  return own
    ? { tls: 'own', ...(tls.sni !== undefined && { sni: tls.sni }) }
    : { tls: 'plain' };
}

/** The chain that Envoy picks for a name: the exact one, the narrowest wildcard, else the open one. */
function bySni(
  chains: readonly GatewayChain[],
  sni: string,
): GatewayChain | undefined {
  const best = mostSpecific(
    sni,
    chains.flatMap(chain => chain.sni),
  );
  return best !== undefined
    ? chains.find(chain => chain.sni.includes(best))
    : chains.find(chain => chain.sni.length === 0);
}

function chainOf(hop: Hop): GatewayChain | undefined {
  const port = listeningPort(hop);
  const { speech, arriving, host, workload } = hop;
  const here = workload.chains.filter(chain => chain.port === port);
  if (speech.tls !== 'plain') {
    return bySni(
      here.filter(({ terminatesTls }) => terminatesTls),
      speech.sni ?? host,
    );
  }
  const open = here.filter(({ terminatesTls }) => !terminatesTls);
  return arriving === 'http'
    ? open.find(({ http }) => http)
    : bySni(
        open.filter(({ stream }) => stream),
        host,
      );
}

/** Server modes that take what the mesh speaks, and what others speak. */
function modeFits(speech: HopSpeech, mode: string | undefined): boolean {
  if (speech.tls === 'plain') return true;
  const mesh = mode === 'ISTIO_MUTUAL';
  return speech.tls === 'mesh' ? mesh : !mesh;
}

function exitsOf(chain: GatewayChain, host: string): GatewayExit[] {
  const { stream, http } = chain;
  if (stream) {
    const { virtualService, destinations, serverPort } = stream;
    return [{ from: virtualService.ref, destinations, serverPort }];
  }
  const hosts = http?.hosts ?? new Map<string, never[]>();
  const routes = hosts.get(mostSpecific(host, hosts.keys()) ?? '') ?? [];
  return routes.map(({ virtualService, destinations, serverPort }) => ({
    from: virtualService.ref,
    destinations,
    serverPort,
  }));
}

function serverOf(chain: GatewayChain, host: string) {
  return (
    chain.servers.find(({ hosts }) =>
      hosts.some(name => hostCovers(bareHost(name).toLowerCase(), host)),
    ) ?? chain.servers[0]
  );
}

/** Where requests come out that a sidecar sends to an egress gateway. */
export function landing(scope: AssessScope, hop: Hop): GatewayLanding {
  const down = podsProblem(scope, hop);
  const chain = chainOf(hop);
  if (!chain) {
    const problems = [...(down ? [down] : []), noChain(hop)];
    return { exits: [], arriving: hop.arriving, problems };
  }
  const { host, speech, from, rule, service, port } = hop;
  const server = serverOf(chain, host);
  const mode = server && tlsModeOf(server.server);
  const problems: EgressProblem[] = down ? [down] : [];
  if (!modeFits(speech, mode)) {
    problems.push({
      ...differs(hop, true),
      summary: `Sidecars speak ${
        speech.tls === 'mesh' ? 'ISTIO_MUTUAL' : 'their own TLS'
      } to ${nameOfRef(server.gateway.ref)}, whose server is ${mode}`,
      fix: `Set tls mode ISTIO_MUTUAL on both sides: on the server of ${nameOfRef(
        server.gateway.ref,
      )} and in ${nameOfRef(rule ?? from)}.`,
    });
  }
  const exits = exitsOf(chain, host);
  if (exits.length === 0) {
    problems.push({
      kind: 'egressGatewayRoute',
      broken: true,
      link: 'Gateway',
      object: server.gateway.ref,
      summary: `Egress gateway ${service.ref.namespace}/${service.ref.name} has no route for ${host} on port ${port}`,
      fix: `Add a route for ${host} to a VirtualService that is bound to Gateway ${gatewayName(
        server.gateway.ref,
      )} and exported to ${hop.workload.group.namespace}.`,
      related: [from],
    });
  }
  return {
    gateway: server.gateway.ref,
    ...(mode !== undefined && { serverMode: mode }),
    exits,
    // Inside mesh mTLS the client's own TLS goes on as it is.
    arriving: chain.http ? 'http' : hop.arriving,
    problems,
  };
}
