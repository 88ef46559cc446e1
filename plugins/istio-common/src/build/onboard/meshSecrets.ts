/**
 * Secrets by which the mesh trusts, in the namespace of istiod: its authority,
 * plugged in or made by istiod, what istio-csr gives istiod, and the way into
 * other clusters.
 * Source: security/pkg/pki/ca/ca.go, istioctl/pkg/multicluster/remote_secret.go
 * and manifests/charts/istio-control/istio-discovery/templates/deployment.yaml of
 * Istio; templates/certificate.yaml of the chart of istio-csr.
 */
const MESH_SECRETS = [
  'cacerts',
  'istio-ca-secret',
  'istiod-tls',
  'istio-kubeconfig',
  'istio-remote-secret-',
];

/**
 * A Secret of the mesh whose name begins as those of a tenant do, and not as
 * those that it may not use; undefined where there is none.
 *
 * @internal
 */
export function meshSecretUnder(
  prefix: string,
  reserved: readonly string[],
): string | undefined {
  return MESH_SECRETS.find(
    name =>
      (name.startsWith(prefix) ||
        // The name of a cluster follows.
        (name.endsWith('-') && prefix.startsWith(name))) &&
      !reserved.some(one => name.startsWith(one)),
  );
}
