import type { ResourceType } from './ResourceType';

/** The products whose CustomResourceDefinitions the sandbox can install. @public */
export type Product =
  | 'istio'
  | 'cert-manager'
  | 'trust-manager'
  | 'gateway-api';

/** A custom resource that comes with a product. @internal */
export interface KnownCustomResource extends ResourceType {
  product: Product;
}

type Row = [
  plural: string,
  kind: string,
  shortNames?: string[],
  cluster?: 'cluster',
];

function custom(
  product: Product,
  group: string,
  versions: string[],
  rows: Row[],
): KnownCustomResource[] {
  return rows.map(([plural, kind, shortNames, scope]) => ({
    product,
    group,
    versions,
    plural,
    singular: kind.toLowerCase(),
    kind,
    shortNames,
    namespaced: scope !== 'cluster',
    status: true,
    custom: true,
  }));
}

/** Served versions as in Istio 1.30, cert-manager 1.21 and Gateway API 1.5. @internal */
export const KNOWN_CUSTOM_RESOURCES: readonly KnownCustomResource[] = [
  ...custom(
    'istio',
    'networking.istio.io',
    ['v1', 'v1beta1', 'v1alpha3'],
    [
      ['gateways', 'Gateway', ['gw']],
      ['virtualservices', 'VirtualService', ['vs']],
      ['destinationrules', 'DestinationRule', ['dr']],
      ['serviceentries', 'ServiceEntry', ['se']],
      ['sidecars', 'Sidecar'],
      ['workloadentries', 'WorkloadEntry', ['we']],
      ['workloadgroups', 'WorkloadGroup', ['wg']],
    ],
  ),
  ...custom(
    'istio',
    'networking.istio.io',
    ['v1alpha3'],
    [['envoyfilters', 'EnvoyFilter']],
  ),
  ...custom(
    'istio',
    'networking.istio.io',
    ['v1beta1'],
    [['proxyconfigs', 'ProxyConfig']],
  ),
  ...custom(
    'istio',
    'security.istio.io',
    ['v1', 'v1beta1'],
    [
      ['peerauthentications', 'PeerAuthentication', ['pa']],
      ['requestauthentications', 'RequestAuthentication', ['ra']],
      ['authorizationpolicies', 'AuthorizationPolicy', ['ap']],
    ],
  ),
  ...custom(
    'istio',
    'telemetry.istio.io',
    ['v1', 'v1alpha1'],
    [['telemetries', 'Telemetry', ['telemetry']]],
  ),
  ...custom(
    'istio',
    'extensions.istio.io',
    ['v1alpha1'],
    [['wasmplugins', 'WasmPlugin']],
  ),
  ...custom(
    'cert-manager',
    'cert-manager.io',
    ['v1'],
    [
      ['certificates', 'Certificate', ['cert', 'certs']],
      ['certificaterequests', 'CertificateRequest', ['cr', 'crs']],
      ['issuers', 'Issuer', ['iss']],
      ['clusterissuers', 'ClusterIssuer', ['ciss'], 'cluster'],
    ],
  ),
  ...custom(
    'cert-manager',
    'acme.cert-manager.io',
    ['v1'],
    [
      ['orders', 'Order'],
      ['challenges', 'Challenge'],
    ],
  ),
  ...custom(
    'trust-manager',
    'trust.cert-manager.io',
    ['v1alpha1'],
    [['bundles', 'Bundle', undefined, 'cluster']],
  ),
  ...custom(
    'gateway-api',
    'gateway.networking.k8s.io',
    ['v1', 'v1beta1'],
    [
      ['gateways', 'Gateway', ['gtw']],
      ['gatewayclasses', 'GatewayClass', ['gc'], 'cluster'],
      ['httproutes', 'HTTPRoute'],
      ['referencegrants', 'ReferenceGrant', ['refgrant']],
    ],
  ),
  ...custom(
    'gateway-api',
    'gateway.networking.k8s.io',
    ['v1'],
    [
      ['grpcroutes', 'GRPCRoute'],
      ['tlsroutes', 'TLSRoute'],
    ],
  ),
];
