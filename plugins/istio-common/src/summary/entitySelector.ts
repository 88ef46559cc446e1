/**
 * Which workloads an entity means, as its Kubernetes annotations say.
 *
 * @public
 */
export interface EntitySelector {
  namespaces?: string[];
  labelSelector?: string;
  kubernetesId?: string;
  cluster?: string;
}

/**
 * Reads the standard annotations of the Kubernetes plugin. Undefined when none
 * of them names workloads: a namespace or a cluster alone does not.
 *
 * @public
 */
export function entitySelector(
  annotations: Readonly<Record<string, string>> | undefined,
): EntitySelector | undefined {
  const read = (key: string) =>
    annotations?.[`backstage.io/kubernetes-${key}`]?.trim() || undefined;
  const labelSelector = read('label-selector');
  const kubernetesId = read('id');
  if (!labelSelector && !kubernetesId) return undefined;
  const namespace = read('namespace');
  return {
    ...(namespace && { namespaces: [namespace] }),
    ...(labelSelector && { labelSelector }),
    // The label selector takes precedence over the id, as in the Kubernetes plugin.
    ...(!labelSelector && kubernetesId && { kubernetesId }),
    ...(read('cluster') && { cluster: read('cluster') }),
  };
}
