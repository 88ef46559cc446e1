import type { ObjectRef } from '../../model/identity';
import { containerPortOf } from '../findServices';
import type { AssessScope } from '../AssessScope';
import { anyReady } from '../exposure/gatewayPods';
import { bareHost } from '../exposure/gatewayServers';
import type { GatewayWorkload } from '../exposure/gatewayWorkloads';
import { hostCovers } from '../hosts';
import type { EgressProblem } from './egressTypes';
import type { RegistryHost } from './RegistryHost';
import { type Arriving, nameOfRef } from './originationProblems';

/** What a sidecar speaks to an egress gateway. */
export interface HopSpeech {
  readonly tls: 'plain' | 'mesh' | 'own';
  /** The name it asks for; absent in plain text. */
  readonly sni?: string;
}

/** What arrives at the gateway, and under which name. */
export interface Hop {
  readonly workload: GatewayWorkload;
  readonly service: RegistryHost;
  readonly port: number;
  readonly host: string;
  readonly arriving: Arriving;
  readonly speech: HopSpeech;
  /** The route that leads to the gateway. */
  readonly from: ObjectRef;
  /** The rule that says what is spoken. */
  readonly rule?: ObjectRef;
}

/** The port that the pods listen on for a port of their Service. */
export function listeningPort({ workload, service, port }: Hop): number {
  const found = service.service?.ports.find(one => one.port === port);
  return (found && containerPortOf(workload.group, found)) ?? port;
}

/** Why no server of the gateway takes what arrives. */
export function noChain(hop: Hop): EgressProblem {
  const { workload, service, port, host, speech, from, rule } = hop;
  const listening = listeningPort(hop);
  const here = workload.chains.filter(chain => chain.port === listening);
  const lost = workload.merged.rejected.find(
    one =>
      one.port === listening &&
      one.hosts.some(name => hostCovers(bareHost(name), host)),
  );
  const pods = `${service.ref.namespace}/${service.ref.name}`;
  if (lost) {
    return {
      kind: 'egressGatewayServer',
      broken: true,
      link: 'Gateway',
      object: lost.gateway.ref,
      summary: `${nameOfRef(lost.gateway.ref)} lost port ${
        lost.server.port
      } of egress gateway ${pods} to ${
        lost.winner ? nameOfRef(lost.winner.gateway.ref) : 'another server'
      }, so it does not take ${host}`,
      fix: `Take ${host} out of one of the two Gateways, or give it another port.`,
    };
  }
  const wanted = speech.sni ?? host;
  const speaksTls = speech.tls !== 'plain';
  const sameTls = here.some(({ terminatesTls }) => terminatesTls === speaksTls);
  if (here.length > 0 && !sameTls) return differs(hop, speaksTls);
  if (speaksTls && sameTls) {
    return {
      kind: 'egressSni',
      broken: true,
      link: 'DestinationRule',
      object: rule ?? from,
      summary: `Sidecars ask egress gateway ${pods} for ${wanted} on port ${port}, but no Gateway server there has that name`,
      fix: rule
        ? `Set sni: ${host} in ${nameOfRef(rule)}.`
        : `Add a DestinationRule for ${service.host} with mode ISTIO_MUTUAL and sni: ${host}.`,
    };
  }
  return {
    kind: 'egressGatewayServer',
    broken: true,
    link: 'Gateway',
    object: from,
    summary: `No Gateway takes ${host} on port ${port} of egress gateway ${pods}`,
    fix: `Add a server with host ${host} and port ${port} to a Gateway that selects the pods of ${pods}.`,
    related: [service.ref],
  };
}

/** One side speaks TLS and the other does not. */
export function differs(hop: Hop, speaksTls: boolean): EgressProblem {
  const { service, port, from, rule, host } = hop;
  const place = `port ${port} of egress gateway ${service.ref.namespace}/${service.ref.name}`;
  return {
    kind: 'egressHopTls',
    broken: true,
    link: 'DestinationRule',
    object: rule ?? from,
    summary: speaksTls
      ? `Sidecars speak TLS to ${place}, which waits for plain text`
      : `Sidecars speak plain text to ${place}, which waits for TLS`,
    fix: speaksTls
      ? `Set protocol HTTPS and tls mode ISTIO_MUTUAL on the Gateway server, or tls mode DISABLE in ${nameOfRef(
          rule ?? from,
        )}.`
      : `Add a DestinationRule for ${service.host} with tls mode ISTIO_MUTUAL and sni: ${host} on port ${port}.`,
    related: [service.ref],
  };
}

/** Gateway pods of which none is ready. */
export function podsProblem(
  scope: AssessScope,
  { workload, service }: Hop,
): EgressProblem | undefined {
  const { ref } = workload.group;
  if (anyReady(scope, [ref])) return undefined;
  return {
    kind: 'egressGatewayServer',
    broken: true,
    link: 'Service',
    object: service.ref,
    summary: `No pod of egress gateway ${ref.namespace}/${ref.name} is ready`,
    fix: `Bring up the pods of ${ref.namespace}/${ref.name}.`,
  };
}
