import type { ScenarioCluster } from './ScenarioCluster';

/** A namespace with its labels. @internal */
export interface NamespaceSketch {
  name: string;
  labels?: Record<string, string>;
  /** Istio's root certificate in it, when it is not that of the cluster. */
  rootCertificate?: string;
}

/** The namespaces of the shop and of the platform it stands on. @internal */
export const SHOP_NAMESPACES: readonly NamespaceSketch[] = [
  { name: 'default' },
  { name: 'kube-system' },
  { name: 'istio-system' },
  { name: 'istio-ingress', labels: { 'istio.io/rev': 'prod' } },
  { name: 'cert-manager' },
  { name: 'shop', labels: { 'istio.io/rev': 'prod' } },
  { name: 'payments', labels: { 'istio.io/rev': 'prod' } },
  { name: 'reporting' },
  { name: 'batch' },
];

/** Adds namespaces, each with Istio's root certificate in it. @internal */
export function addNamespaces(
  cluster: ScenarioCluster,
  namespaces: readonly NamespaceSketch[],
  rootCertificate: string,
): void {
  for (const { name, labels, rootCertificate: own } of namespaces) {
    cluster.add({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { 'kubernetes.io/metadata.name': name, ...labels },
      },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    cluster.add({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: name },
    });
    cluster.add({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'istio-ca-root-cert',
        namespace: name,
        labels: { 'istio.io/config': 'true' },
      },
      data: { 'root-cert.pem': own ?? rootCertificate },
    });
  }
}
