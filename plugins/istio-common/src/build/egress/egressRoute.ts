import type { ManifestObject } from '../manifest';
import type { EgressGateway, EgressIntent } from './egressIntent';
import { EGRESS_PORT, egressNames, gatewayHost } from './egressNames';
import { PLAIN_PORT } from './egressServiceEntry';

/**
 * The port that clients call. A Service has its own ports and nothing that
 * would take port 80 to another.
 *
 * @internal
 */
export function clientPort({ tls, port, destination }: EgressIntent): number {
  const asItIs = tls === 'PLAIN' || tls === 'PASSTHROUGH';
  return asItIs || destination === 'service' ? port : PLAIN_PORT;
}

/**
 * The server of the egress gateway. Between sidecar and gateway there is mesh
 * mTLS, but for TLS that the client speaks itself, which is routed by its SNI.
 *
 * @internal
 */
export function egressGateway(
  intent: EgressIntent,
  gateway: EgressGateway,
): ManifestObject {
  const names = egressNames(intent);
  const passthrough = intent.tls === 'PASSTHROUGH';
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: names.gateway, namespace: intent.namespace },
    spec: {
      selector: { ...gateway.selector },
      servers: [
        {
          port: {
            number: EGRESS_PORT,
            name: names.serverPort,
            protocol: passthrough ? 'TLS' : 'HTTPS',
          },
          hosts: [intent.host],
          tls: { mode: passthrough ? 'PASSTHROUGH' : 'ISTIO_MUTUAL' },
        },
      ],
    },
  };
}

/**
 * How clients of this namespace reach the egress gateway. The SNI names the
 * host, so that the gateway picks the server of this egress.
 *
 * @internal
 */
export function ruleToGateway(
  intent: EgressIntent,
  gateway: EgressGateway,
): ManifestObject {
  const names = egressNames(intent);
  const mutual = {
    trafficPolicy: {
      portLevelSettings: [
        {
          port: { number: EGRESS_PORT },
          tls: { mode: 'ISTIO_MUTUAL', sni: intent.host },
        },
      ],
    },
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: names.toGateway, namespace: intent.namespace },
    spec: {
      host: gatewayHost(gateway, intent),
      exportTo: ['.'],
      subsets: [
        {
          name: names.subset,
          ...(intent.tls !== 'PASSTHROUGH' && mutual),
        },
      ],
    },
  };
}

/**
 * The two legs, client to gateway and gateway to host; the second is there
 * already where the way out of another namespace is shared. Exported no further
 * than needed: other namespaces lack the subset and would get 503.
 *
 * @internal
 */
export function egressVirtualService(
  intent: EgressIntent,
  gateway: EgressGateway,
): ManifestObject {
  const { host, namespace, port } = intent;
  const names = egressNames(intent);
  const toGateway = {
    destination: {
      host: gatewayHost(gateway, intent),
      subset: names.subset,
      port: { number: EGRESS_PORT },
    },
  };
  const toHost = { destination: { host, port: { number: port } } };
  const sni = intent.tls === 'PASSTHROUGH' ? { sniHosts: [host] } : {};
  const routes = [
    {
      match: [{ gateways: ['mesh'], port: clientPort(intent), ...sni }],
      route: [toGateway],
    },
    ...(gateway.shared
      ? []
      : [
          {
            match: [{ gateways: [names.gateway], port: EGRESS_PORT, ...sni }],
            route: [toHost],
          },
        ]),
  ];
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: names.virtualService, namespace },
    spec: {
      hosts: [host],
      gateways: gateway.shared ? ['mesh'] : ['mesh', names.gateway],
      exportTo:
        gateway.shared || gateway.namespace === namespace
          ? ['.']
          : ['.', gateway.namespace],
      ...(intent.tls === 'PASSTHROUGH' ? { tls: routes } : { http: routes }),
    },
  };
}
