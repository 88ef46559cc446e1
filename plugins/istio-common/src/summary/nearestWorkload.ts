import type { EntitySelection } from '../api/entityStatus';
import type { KeptAssessment } from '../assess/assessCluster';
import type { KeptWorkload } from '../assess/keptFacts';
import type { EntitySelector } from './entitySelector';
import { KUBERNETES_ID, inReach } from './matchWorkloads';

/** The words that a workload's name is compared with, best first. */
function wanted(
  selector: EntitySelector | undefined,
  entityName: string | undefined,
): string[] {
  const value = /=\s*([A-Za-z0-9._-]+)/.exec(
    selector?.labelSelector ?? '',
  )?.[1];
  return [value, selector?.kubernetesId, entityName].flatMap(word =>
    word ? [word.toLowerCase()] : [],
  );
}

/** How near a workload's name is: equal, beginning with, or containing the word. */
function distance(workload: KeptWorkload, words: readonly string[]): number {
  const name = workload.ref.name.toLowerCase();
  const scores = words.map(word => {
    if (name === word) return 0;
    if (name.startsWith(word) || word.startsWith(name)) return 1;
    return name.includes(word) ? 2 : Number.POSITIVE_INFINITY;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...scores);
}

/** The label of the workload that would find it. */
function selectorFor(workload: KeptWorkload, key: string | undefined): string {
  const keys = [key, 'app', 'app.kubernetes.io/name', KUBERNETES_ID];
  const found = keys.find(
    one => one !== undefined && workload.labels[one] !== undefined,
  );
  if (found) return `${found}=${workload.labels[found]}`;
  const [first] = Object.entries(workload.labels);
  return first ? `${first[0]}=${first[1]}` : '';
}

/**
 * A workload that the entity may mean, with the label selector that would match
 * it: the nearest by name, in the entity's own namespaces before others.
 */
export function nearestWorkload(
  assessments: readonly KeptAssessment[],
  selector: EntitySelector | undefined,
  entityName: string | undefined,
): EntitySelection['nearest'] {
  const words = wanted(selector, entityName);
  const key = /^\s*([A-Za-z0-9._/-]+)\s*=/.exec(
    selector?.labelSelector ?? '',
  )?.[1];
  let best: { workload: KeptWorkload; score: number } | undefined;
  for (const workload of assessments.flatMap(one => one.workloads)) {
    const outside = selector && !inReach(workload, selector) ? 10 : 0;
    const score = distance(workload, words) + outside;
    if (!Number.isFinite(score) || !selectorFor(workload, key)) continue;
    if (!best || score < best.score) best = { workload, score };
  }
  if (!best) return undefined;
  const { workload } = best;
  return {
    cluster: workload.cluster,
    ref: workload.ref,
    selector: selectorFor(workload, key),
  };
}
