import type { ManifestObject } from '../manifest';
import type { InstalledGateway } from './gatewaysField';
import type { MeshSettings } from './meshSettings';

type PodSecurity = 'privileged' | 'baseline';

function namespace(name: string, level: PodSecurity): ManifestObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { 'pod-security.kubernetes.io/enforce': level },
    },
  };
}

/**
 * The namespaces of a mesh with their pod security. istio-cni and ztunnel
 * mount paths of the node and change its network, which `baseline` forbids;
 * istiod and gateways keep to it.
 *
 * @internal
 */
export function meshNamespaces(
  { istioNamespace, cniNamespace, meshConfig }: MeshSettings,
  gateways: readonly InstalledGateway[],
): ManifestObject[] {
  const own = new Set(gateways.map(gateway => gateway.namespace));
  const { rootNamespace } = meshConfig;
  if (rootNamespace && rootNamespace !== istioNamespace) own.add(rootNamespace);
  return [
    namespace(istioNamespace, 'baseline'),
    // Labelled by its operators, and needed before any of this.
    ...(cniNamespace === 'kube-system'
      ? []
      : [namespace(cniNamespace, 'privileged')]),
    ...[...own].sort().map(name => namespace(name, 'baseline')),
  ];
}
