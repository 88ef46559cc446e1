import type { ManifestObject } from '../manifest';
import type { InstalledGateway } from './gatewaysField';
import { WAVES } from './meshCharts';
import type { MeshSettings } from './meshSettings';

type PodSecurity = 'privileged' | 'baseline';

function namespace(
  name: string,
  level: PodSecurity,
  { delivery }: MeshSettings,
): ManifestObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': level,
        // The agents of the nodes never get a proxy, and it is meant so:
        // istioctl analyze asks about it otherwise (IST0102).
        ...(level === 'privileged' && { 'istio-injection': 'disabled' }),
      },
      ...(delivery.by === 'argocd' && {
        annotations: {
          'argocd.argoproj.io/sync-wave': String(WAVES.namespaces),
        },
      }),
    },
  };
}

/**
 * The namespaces of a mesh with their pod security. istio-cni and ztunnel
 * mount paths of the node and change its network, which `baseline` forbids;
 * istiod and gateways keep to it.
 *
 * They come before everything. Argo CD orders by wave first and by kind only
 * within one, and with a health check of Applications it waits in the wave of
 * an Application that cannot sync for want of its namespace: so they have the
 * lowest wave. Flux applies namespaces before all else of a Kustomization, and
 * Helm runs when the repository is applied.
 * Source: argo-cd docs/user-guide/sync-waves.md and
 * docs/operator-manual/health.md; fluxcd/pkg ssa, ApplyAllStaged.
 *
 * @internal
 */
export function meshNamespaces(
  settings: MeshSettings,
  gateways: readonly InstalledGateway[],
): ManifestObject[] {
  const { istioNamespace, cniNamespace, meshConfig } = settings;
  const own = new Set(gateways.map(gateway => gateway.namespace));
  const { rootNamespace } = meshConfig;
  if (rootNamespace && rootNamespace !== istioNamespace) own.add(rootNamespace);
  return [
    namespace(istioNamespace, 'baseline', settings),
    // Labelled by its operators, and needed before any of this.
    ...(cniNamespace === 'kube-system'
      ? []
      : [namespace(cniNamespace, 'privileged', settings)]),
    ...[...own].sort().map(name => namespace(name, 'baseline', settings)),
  ];
}
