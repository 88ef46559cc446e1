/** What gateways serve, for tests: the chains of their pods, and a mesh to lead to. */
import { AssessScope } from '../assess/AssessScope';
import { gatewayWorkloads } from '../assess/exposure/gatewayWorkloads';
import { MeshIndex } from '../index/MeshIndex';
import { NOW, assessRaw, trimAll } from './assessRaw';
import {
  rawCertificate,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawPod,
  rawService,
} from './rawObjects';

/** The chains of every gateway, in words. */
export function chainsOf(raw: readonly unknown[]) {
  const scope = new AssessScope(MeshIndex.build(trimAll(raw)), {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(),
  });
  return gatewayWorkloads(scope).flatMap(({ group, chains }) =>
    chains.map(({ port, sni, terminatesTls, servers, http, stream }) => ({
      pods: group.ref,
      port,
      sni,
      terminatesTls,
      servers: servers.map(
        one => `${one.gateway.ref.name} ${one.position} ${one.routeName}`,
      ),
      ...(http?.redirected.size && { redirected: [...http.redirected] }),
      ...(http && {
        hosts: [...http.hosts].map(([host, routes]) => [
          host,
          routes.map(one => [
            one.match,
            one.virtualService.ref.name,
            one.gateway,
            one.serverPort,
            one.catchAll,
            one.answers ?? '-',
          ]),
        ]),
      }),
      ...(stream && {
        stream: [stream.virtualService.ref.name, stream.sni, stream.serverPort],
      }),
    })),
  );
}

/** The chains, the hosts and the certificates that are served. */
export function gatewayFacts(raw: readonly unknown[]) {
  const { exposures, certificates } = assessRaw(raw);
  return {
    chains: chainsOf(raw),
    exposures,
    served: certificates.map(({ ref, servedBy, state }) => ({
      ref,
      servedBy,
      state,
    })),
  };
}

/** Every host with its server and state, in one line each. */
export function exposedLines({ exposures }: ReturnType<typeof gatewayFacts>) {
  return exposures.map(
    ({ host, gateway, server, state }) =>
      `${host} ${gateway.namespace}/${gateway.name}:${server.port} ${state}`,
  );
}

/** A destination of a route. */
export const to = (host: string, port?: number) => ({
  destination: { host, ...(port && { port: { number: port } }) },
});

/** An ingress gateway before two workloads. */
export const BASE = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawPod({ app: 'api', proxy: {} }),
  rawService({ app: 'api', ports: [{ name: 'http', port: 80 }] }),
  rawIssuer(),
  rawCertificate({ spec: { dnsNames: ['*.example.com', 'example.com'] } }),
];
