import { HTTPS_PORT } from '../build/ingress/ingressGateway';
import type { IngressIntent } from '../build/ingress/ingressIntent';
import { ingressNames } from '../build/ingress/ingressNames';
import type { MeshIndex } from '../index/MeshIndex';
import type { GatewayObject } from '../model/networkingObjects';
import type { PodObject } from '../model/workloadObjects';
import { isSubset } from '../model/selectorMatches';

/** A live Gateway that serves a host where the intent would. @internal */
export interface HostClaim {
  gateway: GatewayObject;
  /** Without its namespace prefix. */
  host: string;
}

/** The host of a Gateway server without its namespace prefix. */
function bareHost(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}

function samePods(
  intent: IngressIntent,
  gateway: GatewayObject,
  pods: readonly PodObject[],
): boolean {
  const { selector } = intent.gateway;
  if (pods.length) {
    return pods.some(pod => isSubset(gateway.selector, pod.labels));
  }
  // No pod to judge by: the selectors mean the same pods if one holds the other.
  return (
    isSubset(gateway.selector, selector) || isSubset(selector, gateway.selector)
  );
}

/**
 * The hosts that other Gateways claim on the pods and the port that the intent
 * would use, whatever their namespace: Istio compares hosts per port of the
 * same pods (pilot/pkg/model/gateway.go, MergeGateways). A prefix `namespace/`
 * is stripped, because Envoy sees the same SNI.
 *
 * @internal
 */
export function hostClaims(
  intent: IngressIntent,
  index: MeshIndex,
): HostClaim[] {
  const { selector } = intent.gateway;
  const ours = ingressNames(intent).gateway;
  const pods = [...index.all('pod')].filter(pod =>
    isSubset(selector, pod.labels),
  );
  const claims: HostClaim[] = [];
  for (const gateway of index.all('gateway')) {
    const { name, namespace } = gateway.ref;
    if (name === ours && namespace === intent.namespace) continue;
    if (!samePods(intent, gateway, pods)) continue;
    for (const server of gateway.servers) {
      if (server.port !== HTTPS_PORT) continue;
      for (const host of server.hosts) {
        claims.push({ gateway, host: bareHost(host) });
      }
    }
  }
  return claims;
}
