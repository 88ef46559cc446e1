/**
 * One resource type that the collector lists and watches.
 *
 * @public
 */
export interface WatchedResource {
  /** API group, empty for the core group. */
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  /** False when the cluster may lack the type: it is `not-installed` then. */
  required: boolean;
  /** The product that brings the type; absent for Kubernetes itself. */
  product?: 'istio' | 'cert-manager' | 'trust-manager' | 'gateway-api';
  /** Narrows the list on the server, where only some objects are read. */
  labelSelector?: string;
  /** Narrows the list by fields, as far as the server can. */
  fieldSelector?: string;
  /** Tells apart several watches on one type; each holds the objects of its own part. */
  part?: string;
}

function core(
  kind: string,
  plural: string,
  more: Partial<WatchedResource> = {},
): WatchedResource {
  return {
    group: '',
    version: 'v1',
    plural,
    kind,
    namespaced: true,
    required: true,
    ...more,
  };
}

function installed(
  product: NonNullable<WatchedResource['product']>,
  group: string,
  kind: string,
  plural: string,
  { namespaced = true, version = 'v1' } = {},
): WatchedResource {
  return {
    group,
    version,
    plural,
    kind,
    namespaced,
    required: false,
    product,
  };
}

/**
 * Every type that the assessments read, in the order in which they are best
 * listed. Secrets are never among them, see `SECRET_RESOURCES`.
 *
 * @public
 */
export const WATCHED_RESOURCES: readonly WatchedResource[] = [
  core('Namespace', 'namespaces', { namespaced: false }),
  core('Pod', 'pods'),
  core('Service', 'services'),
  // Mesh configuration and injector values carry this label; nothing else of
  // ConfigMaps is read.
  core('ConfigMap', 'configmaps', { labelSelector: 'istio.io/rev' }),
  // The root certificate that istiod writes into every namespace. By its name,
  // so that a right for just that name is enough.
  core('ConfigMap', 'configmaps', {
    fieldSelector: 'metadata.name=istio-ca-root-cert',
    part: 'root-ca',
    required: false,
  }),
  core('Deployment', 'deployments', { group: 'apps' }),
  core('ReplicaSet', 'replicasets', { group: 'apps' }),
  core('StatefulSet', 'statefulsets', { group: 'apps' }),
  core('DaemonSet', 'daemonsets', { group: 'apps' }),
  core('MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', {
    group: 'admissionregistration.k8s.io',
    namespaced: false,
  }),
  core('ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', {
    group: 'admissionregistration.k8s.io',
    namespaced: false,
  }),
  core('Ingress', 'ingresses', { group: 'networking.k8s.io' }),
  installed('istio', 'networking.istio.io', 'Gateway', 'gateways'),
  installed(
    'istio',
    'networking.istio.io',
    'VirtualService',
    'virtualservices',
  ),
  installed(
    'istio',
    'networking.istio.io',
    'DestinationRule',
    'destinationrules',
  ),
  installed('istio', 'networking.istio.io', 'ServiceEntry', 'serviceentries'),
  installed(
    'istio',
    'security.istio.io',
    'PeerAuthentication',
    'peerauthentications',
  ),
  installed('cert-manager', 'cert-manager.io', 'Certificate', 'certificates'),
  installed(
    'cert-manager',
    'cert-manager.io',
    'CertificateRequest',
    'certificaterequests',
  ),
  installed('cert-manager', 'cert-manager.io', 'Issuer', 'issuers'),
  installed(
    'cert-manager',
    'cert-manager.io',
    'ClusterIssuer',
    'clusterissuers',
    { namespaced: false },
  ),
  installed('cert-manager', 'acme.cert-manager.io', 'Order', 'orders'),
  installed('cert-manager', 'acme.cert-manager.io', 'Challenge', 'challenges'),
  installed('gateway-api', 'gateway.networking.k8s.io', 'Gateway', 'gateways'),
  installed(
    'gateway-api',
    'gateway.networking.k8s.io',
    'HTTPRoute',
    'httproutes',
  ),
  installed(
    'istio',
    'security.istio.io',
    'RequestAuthentication',
    'requestauthentications',
  ),
  installed(
    'istio',
    'security.istio.io',
    'AuthorizationPolicy',
    'authorizationpolicies',
  ),
  core('NetworkPolicy', 'networkpolicies', { group: 'networking.k8s.io' }),
  installed(
    'gateway-api',
    'gateway.networking.k8s.io',
    'GRPCRoute',
    'grpcroutes',
  ),
  installed(
    'gateway-api',
    'gateway.networking.k8s.io',
    'TLSRoute',
    'tlsroutes',
  ),
  installed(
    'gateway-api',
    'gateway.networking.k8s.io',
    'ReferenceGrant',
    'referencegrants',
    { version: 'v1beta1' },
  ),
  installed('istio', 'networking.istio.io', 'Sidecar', 'sidecars'),
  installed('istio', 'networking.istio.io', 'EnvoyFilter', 'envoyfilters', {
    version: 'v1alpha3',
  }),
  installed('istio', 'networking.istio.io', 'WorkloadEntry', 'workloadentries'),
  installed('istio', 'networking.istio.io', 'WorkloadGroup', 'workloadgroups'),
  installed('istio', 'telemetry.istio.io', 'Telemetry', 'telemetries'),
  installed('istio', 'extensions.istio.io', 'WasmPlugin', 'wasmplugins', {
    version: 'v1alpha1',
  }),
  installed('trust-manager', 'trust.cert-manager.io', 'Bundle', 'bundles', {
    namespaced: false,
    version: 'v1alpha1',
  }),
];

/**
 * Secrets, read only where the operator allows it: TLS Secrets, and those of
 * other types, which gateways may take certificates from as well. Istiod leaves
 * out the same two types. Secrets are reduced to public facts at the door, see
 * `trimSecret`; a key is never kept.
 * Source: pilot/pkg/credentials/kube/secrets.go, SecretsFieldSelector.
 *
 * @public
 */
export const SECRET_RESOURCES: readonly WatchedResource[] = [
  core('Secret', 'secrets', {
    fieldSelector: 'type=kubernetes.io/tls',
    part: 'tls',
    required: false,
  }),
  core('Secret', 'secrets', {
    fieldSelector:
      'type!=kubernetes.io/tls,type!=helm.sh/release.v1,type!=kubernetes.io/service-account-token',
    part: 'other',
    required: false,
  }),
];

/**
 * The name under which the state of a type is kept: `pods`,
 * `gateways.networking.istio.io`, `configmaps:root-ca`.
 *
 * @public
 */
export function resourceKey(
  resource: Pick<WatchedResource, 'group' | 'plural' | 'part'>,
): string {
  const { group, plural, part } = resource;
  const type = group ? `${plural}.${group}` : plural;
  return part ? `${type}:${part}` : type;
}
