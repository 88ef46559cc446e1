import { HTTPS_PORT } from '../build/ingress/ingressGateway';
import type { IngressIntent } from '../build/ingress/ingressIntent';
import { ingressNames } from '../build/ingress/ingressNames';
import type { MeshIndex } from '../index/MeshIndex';
import type { KubernetesGatewayObject } from '../model/gatewayApiObjects';
import type { GatewayObject } from '../model/networkingObjects';
import type { StringMap } from '../model/objectMeta';
import type { PodObject } from '../model/workloadObjects';
import { isSubset } from '../model/selectorMatches';

/** A live Gateway, of either API, that serves a host where the intent would. @internal */
export interface HostClaim {
  gateway: GatewayObject | KubernetesGatewayObject;
  /** Without its namespace prefix. */
  host: string;
}

/** What decides on claims beside the Gateways of Istio. @internal */
export const CLAIMING: readonly string[] = [
  'gateways.gateway.networking.k8s.io',
  'services',
];

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

/** On the pods that istiod makes for a Gateway of the Gateway API. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The Service that an address names: `gw`, `gw.ns` or in full. */
function serviceAt(address: string, namespace: string, index: MeshIndex) {
  const [name, place = namespace] = address.split('.');
  const found = index.find({
    ...{ group: '', kind: 'Service', namespace: place, name },
  });
  return found?.type === 'service' ? found : undefined;
}

/**
 * Whether a Gateway of the Gateway API listens on pods of the intent: on those
 * that istiod made for it, or on those of a Service that its addresses name.
 * Source: pilot/pkg/config/kube/gateway/conversion.go, extractGatewayServices.
 */
function listensOn(
  { ref, addresses = [] }: KubernetesGatewayObject,
  pods: readonly PodObject[],
  [selector, index]: [StringMap, MeshIndex],
): boolean {
  const { namespace = '', name } = ref;
  if (addresses.length === 0) {
    return pods.some(
      pod =>
        pod.ref.namespace === namespace && pod.labels?.[GATEWAY_NAME] === name,
    );
  }
  return addresses.some(address => {
    const service = serviceAt(address, namespace, index);
    const wanted = service?.selector;
    if (!wanted) return false;
    const near = pods.filter(
      pod => pod.ref.namespace === service.ref.namespace,
    );
    return pods.length > 0
      ? near.some(pod => isSubset(wanted, pod.labels))
      : isSubset(wanted, selector) || isSubset(selector, wanted);
  });
}

function listenerClaims(
  intent: IngressIntent,
  index: MeshIndex,
  pods: readonly PodObject[],
): HostClaim[] {
  const { namespace, selector } = intent.gateway;
  const ours = ingressNames(intent).kubernetesGateway;
  return [...index.all('kubernetes-gateway')]
    .filter(
      ({ ref }) =>
        intent.form !== 'gateway-api' ||
        ref.name !== ours ||
        ref.namespace !== namespace,
    )
    .filter(gateway => listensOn(gateway, pods, [selector, index]))
    .flatMap(gateway =>
      gateway.listeners
        .filter(({ port }) => port === HTTPS_PORT)
        .map(({ hostname = '*' }) => ({ gateway, host: hostname })),
    );
}

/**
 * The hosts that other Gateways claim on the pods and the port that the intent
 * would use, whatever their namespace: Istio compares hosts per port of the
 * same pods (pilot/pkg/model/gateway.go, MergeGateways). A prefix `namespace/`
 * is stripped, because Envoy sees the same SNI. Gateways of the Gateway API
 * count: istiod makes Gateways of its own kind of them.
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
  return [...claims, ...listenerClaims(intent, index, pods)];
}
