import type { WorkloadStatus } from '../api/facts';
import { selectorMatches } from '../model/selectorMatches';
import type { EntitySelector } from './entitySelector';
import { parseLabelSelector } from './parseLabelSelector';

/** The label by which workloads name their entity. @public */
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** Whether the namespaces and the cluster of a selector let a workload in. */
export function inReach(
  workload: Pick<WorkloadStatus, 'cluster' | 'ref'>,
  { namespaces, cluster }: Pick<EntitySelector, 'namespaces' | 'cluster'>,
): boolean {
  return (
    (cluster === undefined || cluster === workload.cluster) &&
    (namespaces === undefined ||
      namespaces.includes(workload.ref.namespace ?? ''))
  );
}

/**
 * A test whether a workload belongs to the entity; a selector that cannot be
 * read matches none.
 *
 * @public
 */
export function workloadMatcher(
  selector: EntitySelector,
): (workload: Pick<WorkloadStatus, 'cluster' | 'ref' | 'labels'>) => boolean {
  const { labelSelector, kubernetesId } = selector;
  const labels =
    labelSelector === undefined ? undefined : parseLabelSelector(labelSelector);
  return workload => {
    if (!inReach(workload, selector)) return false;
    if (labelSelector !== undefined) {
      return labels !== undefined && selectorMatches(labels, workload.labels);
    }
    return (
      kubernetesId !== undefined &&
      workload.labels[KUBERNETES_ID] === kubernetesId
    );
  };
}

/** The selector in words, "app=search in namespace shop". */
export function selectorWords(selector: EntitySelector): string {
  const labels =
    selector.labelSelector ?? `${KUBERNETES_ID}=${selector.kubernetesId}`;
  return selector.namespaces
    ? `${labels} in namespace ${selector.namespaces.join(', ')}`
    : labels;
}
