import type { MeshObjectType } from './meshObject';

const TYPES: ReadonlyMap<string, MeshObjectType> = new Map<
  string,
  MeshObjectType
>([
  ['/Namespace', 'namespace'],
  ['/Pod', 'pod'],
  ['/Service', 'service'],
  ['/ConfigMap', 'configmap'],
  ['/Secret', 'secret'],
  ['apps/Deployment', 'workload'],
  ['apps/StatefulSet', 'workload'],
  ['apps/DaemonSet', 'workload'],
  ['apps/ReplicaSet', 'replicaset'],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', 'webhook'],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', 'webhook'],
  ['networking.k8s.io/Ingress', 'ingress'],
  ['networking.istio.io/Gateway', 'gateway'],
  ['networking.istio.io/VirtualService', 'virtualservice'],
  ['networking.istio.io/DestinationRule', 'destinationrule'],
  ['networking.istio.io/ServiceEntry', 'serviceentry'],
  ['security.istio.io/PeerAuthentication', 'peerauthentication'],
  ['cert-manager.io/Certificate', 'certificate'],
  ['cert-manager.io/CertificateRequest', 'certificaterequest'],
  ['cert-manager.io/Issuer', 'issuer'],
  ['cert-manager.io/ClusterIssuer', 'issuer'],
  ['acme.cert-manager.io/Order', 'order'],
  ['acme.cert-manager.io/Challenge', 'challenge'],
  ['gateway.networking.k8s.io/Gateway', 'kubernetes-gateway'],
  ['gateway.networking.k8s.io/HTTPRoute', 'httproute'],
  ['security.istio.io/RequestAuthentication', 'requestauthentication'],
  ['security.istio.io/AuthorizationPolicy', 'authorizationpolicy'],
  ['networking.k8s.io/NetworkPolicy', 'networkpolicy'],
  ['gateway.networking.k8s.io/GRPCRoute', 'grpcroute'],
  ['gateway.networking.k8s.io/TLSRoute', 'tlsroute'],
  ['gateway.networking.k8s.io/ReferenceGrant', 'referencegrant'],
  ['networking.istio.io/Sidecar', 'sidecar'],
  ['networking.istio.io/EnvoyFilter', 'envoyfilter'],
  ['networking.istio.io/WorkloadEntry', 'workloadentry'],
  ['networking.istio.io/WorkloadGroup', 'workloadgroup'],
  ['telemetry.istio.io/Telemetry', 'telemetry'],
  ['extensions.istio.io/WasmPlugin', 'wasmplugin'],
  ['trust.cert-manager.io/Bundle', 'bundle'],
]);

/** The trimmed shape of a group and kind; undefined when no assessment reads it. */
export function objectTypeOf(
  group: string,
  kind: string,
): MeshObjectType | undefined {
  return TYPES.get(`${group}/${kind}`);
}
