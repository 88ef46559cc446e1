import type { EntityStatus } from '../api/entityStatus';
import type { ChangeStatus } from '../api/facts';
import type { ClusterFreshness } from '../api/freshness';
import type { ClusterAssessment } from '../assess/assessCluster';
import type { EntitySelector } from './entitySelector';

/**
 * What an entity's status is made from.
 *
 * @public
 */
export interface EntityStatusInput {
  entityRef: string;
  /** Absent when the entity names no workload. */
  selector: EntitySelector | undefined;
  /** Every configured cluster. */
  clusters: readonly ClusterFreshness[];
  /** Last known rows of those clusters; a cluster without rows is left out. */
  assessments: readonly ClusterAssessment[];
  /** Proposed changes of the entity. */
  changes: readonly ChangeStatus[];
  now: Date;
}

/**
 * The answer to "how does my component stand in the mesh".
 *
 * @public
 */
export function buildEntityStatus(input: EntityStatusInput): EntityStatus {
  return {
    entityRef: input.entityRef,
    state: 'unknown',
    generatedAt: input.now.toISOString(),
    facts: [],
    clusters: [...input.clusters],
    clustersWithNothing: 0,
    workloads: [],
    certificates: [],
    exposures: [],
    findings: [],
    mutedFindings: 0,
    changes: [...input.changes],
  };
}
