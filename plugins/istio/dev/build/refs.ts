import type { ObjectRef } from '@meshwright/backstage-plugin-istio-common';

const GROUPS: Record<string, string> = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  PeerAuthentication: 'security.istio.io',
  AuthorizationPolicy: 'security.istio.io',
  RequestAuthentication: 'security.istio.io',
  NetworkPolicy: 'networking.k8s.io',
  ServiceEntry: 'networking.istio.io',
  Gateway: 'networking.istio.io',
  VirtualService: 'networking.istio.io',
  DestinationRule: 'networking.istio.io',
  Certificate: 'cert-manager.io',
  CertificateRequest: 'cert-manager.io',
  Issuer: 'cert-manager.io',
  ClusterIssuer: 'cert-manager.io',
  Order: 'acme.cert-manager.io',
  Challenge: 'acme.cert-manager.io',
};

/** `ref('Deployment', 'shop/cart')`; a name without namespace is cluster-scoped. */
export function ref(kind: string, path: string): ObjectRef {
  const [first, second] = path.split('/');
  const group = GROUPS[kind] ?? '';
  return second
    ? { group, kind, namespace: first, name: second }
    : { group, kind, name: first };
}
