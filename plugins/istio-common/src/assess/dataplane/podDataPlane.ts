import type { PodObject } from '../../model/workloadObjects';
import type { DataPlaneMode } from '../../model/verdicts';

/** Only the sidecar template of the injector sets this label. */
const TLS_MODE = 'security.istio.io/tlsMode';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** On pods that istiod itself renders for a Gateway; their proxy may be another than Envoy. */
const MANAGED = 'gateway.istio.io/managed';

const REDIRECTION = 'ambient.istio.io/redirection';

function isGateway({ proxy, labels }: PodObject): boolean {
  if (labels?.[GATEWAY_NAME] !== undefined) {
    return proxy !== undefined || labels[MANAGED] !== undefined;
  }
  return proxy?.router === true || proxy?.role === 'waypoint';
}

/**
 * Where the traffic of a pod is handled. A proxy container alone does not make
 * a sidecar: ztunnel's has the same name, and gateways are injected too.
 *
 * - sidecar: proxy, the injector's status, and the label `tlsMode`
 * - gateway: a proxy started as router or waypoint (installed without injection
 *   too), or proxy and status without that label, or a pod of the Gateway API
 * - ambient: the annotation that the CNI sets after redirecting the pod
 *
 * Source: pkg/kube/inject (FindSidecar, templates), cni/pkg/util.
 */
export function podDataPlane(pod: PodObject): DataPlaneMode {
  if (isGateway(pod)) return 'gateway';
  if (pod.proxy && pod.injection) {
    return pod.labels?.[TLS_MODE] === undefined ? 'gateway' : 'sidecar';
  }
  const redirection = pod.annotations?.[REDIRECTION];
  if (redirection === 'enabled') return 'ambient';
  if (redirection === 'pending') return 'ambient-pending';
  return 'none';
}

/** Whether clients with automatic mTLS will use it towards the pod. */
export function offersAutoMtls(pod: PodObject): boolean {
  return pod.labels?.[TLS_MODE] === 'istio';
}
