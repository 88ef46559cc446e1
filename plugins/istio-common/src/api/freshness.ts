import type { GrafanaTarget } from '../grafana/GrafanaTarget';

/**
 * What is known of one resource type of one cluster.
 *
 * - `live`: listed and watched
 * - `syncing`: first list under way
 * - `stale`: last known values, no confirmation for two intervals
 * - `forbidden`: the reader's account lacks list or watch
 * - `unauthenticated`: the credential is refused
 * - `not-installed`: the API server does not serve the type
 * - `unreachable`: no answer from the cluster
 * - `degraded`: the server answers with errors or nonsense
 *
 * @public
 */
export type DataState =
  | 'live'
  | 'syncing'
  | 'stale'
  | 'forbidden'
  | 'unauthenticated'
  | 'not-installed'
  | 'unreachable'
  | 'degraded';

/** Freshness of one resource type. Times are ISO 8601 in UTC. @public */
export interface ResourceFreshness {
  /** `<plural>.<group>`, `pods` for the core group. */
  resource: string;
  state: DataState;
  /** Since when the state holds. */
  since: string;
  /** When the cluster last confirmed what we hold; absent if never. */
  confirmedAt?: string;
  /** One line: what the server or the network said. */
  message?: string;
}

/** Freshness of one cluster: the worst of its required types. @public */
export interface ClusterFreshness {
  cluster: string;
  title?: string;
  state: DataState;
  since: string;
  confirmedAt?: string;
  message?: string;
  /** When the next attempt is due, for a cluster that does not answer. */
  nextAttemptAt?: string;
  istio: 'installed' | 'not-installed' | 'unknown';
  certManager: 'installed' | 'not-installed' | 'unknown';
  /** Where its dashboards are; absent when nobody said. */
  grafana?: GrafanaTarget;
  resources: ResourceFreshness[];
}
