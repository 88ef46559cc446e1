import type { ClusterAssessment } from '../assess/assessCluster';
import type { DataState } from '../api/freshness';
import type { ManifestObject } from '../build/manifest';
import type { MeshIndex } from '../index/MeshIndex';
import type { ExposureZone } from '../model/zones';
import type { RepositoryState } from './repositoryState';

/** A cluster that the change is not for, which may serve the same hosts. @public */
export interface OtherCluster {
  cluster: string;
  /** Absent when it could not be read. */
  index?: MeshIndex;
  state?: DataState;
  /** State per resource type by `resourceKey`; an absent type counts as live. */
  dataStates?: ReadonlyMap<string, DataState>;
}

/** Against what an intent is validated. @public */
export interface ValidationContext {
  /** Live objects of the target cluster; absent when it could not be read. */
  index?: MeshIndex;
  /** State of the cluster, for the reason of an absent index. */
  clusterState?: DataState;
  /** State per resource type by `resourceKey`; an absent type counts as live. */
  dataStates?: ReadonlyMap<string, DataState>;
  /** When the cluster last confirmed the index, ISO 8601; `now` by default. */
  confirmedAt?: string;
  /** The verdicts on the index; worked out when absent. */
  assessment?: Pick<ClusterAssessment, 'findings'>;
  zones: readonly ExposureZone[];
  /** Whose change it is: objects of another entity are not overwritten. */
  entityRef?: string;
  /** Name of the change: objects of another change are not overwritten. */
  change?: string;
  /** What the repository defines beside the change; absent: not asked for. */
  repository?: RepositoryState;
  /** The definitions are taken out, not written. */
  remove?: boolean;
  /** What the change takes away beside what it writes. */
  removes?: readonly ManifestObject[];
  /** The other clusters that the caller may see. */
  elsewhere?: readonly OtherCluster[];
  now: Date;
}
