/** Tables that hold facts of clusters, all of the same shape. */
export const FACT_TABLES = [
  'workloads',
  'certificates',
  'exposures',
  'findings',
  'control_planes',
  'egress',
  'trust_roots',
  'strict_readiness',
  'plain_clients',
] as const;

/** One of {@link FACT_TABLES}. */
export type FactTable = (typeof FACT_TABLES)[number];

/** A row of a fact table. */
export interface FactRow {
  cluster: string;
  key: string;
  namespace: string | null;
  name: string;
  generation: number;
  hash: string;
  payload: string;
}

/** A row of `clusters`. Times are ISO 8601 in UTC. */
export interface ClusterRow {
  cluster: string;
  title: string | null;
  position: number;
  generation: number;
  state: string;
  since: string;
  confirmed_at: string | null;
  message: string | null;
  next_attempt_at: string | null;
  istio: string;
  cert_manager: string;
}

/** A row of `resource_freshness`. */
export interface ResourceRow {
  cluster: string;
  resource: string;
  position: number;
  state: string;
  since: string;
  confirmed_at: string | null;
  message: string | null;
}

/** A row of `changes`. */
export interface ChangeRow {
  id: string;
  entity_ref: string;
  cluster: string | null;
  template: string | null;
  title: string;
  repo_url: string;
  pull_request_number: number;
  pull_request_url: string;
  pull_request_state: string;
  intent_hash: string | null;
  host: string | null;
  objects: string;
  stage: string;
  tone: string;
  detail: string;
  proposed_at: string;
  merged_at: string | null;
  synced_at: string | null;
  effective_at: string | null;
}

/** A row of `intents`. */
export interface IntentRow {
  change_id: string;
  intent_hash: string;
  cluster: string;
  kind: string;
  entity_ref: string | null;
  intent: string;
  proposed_at: string;
}

/** Rows a statement: well below the variable limit of SQLite. */
export const BATCH = 100;
