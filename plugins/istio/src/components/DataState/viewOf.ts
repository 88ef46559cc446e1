import type {
  ClusterFreshness,
  DataState,
  EntityStatus,
} from '@meshwright/backstage-plugin-istio-common';
import type { KnownClusters } from './KnownClusters';

/** What the reader can be told at this moment. */
export type ViewKind =
  | 'loading'
  | 'ready'
  | 'partial'
  | 'stale'
  | 'unreachable'
  | 'forbidden'
  | 'not-permitted'
  | 'failed'
  | 'no-annotation'
  | 'no-workload'
  | 'not-in-mesh'
  | 'not-installed';

/** Everything that {@link viewOf} looks at. */
export interface ViewInputs {
  status?: EntityStatus;
  error?: Error;
  loading: boolean;
}

const UNREADABLE: ReadonlySet<DataState> = new Set([
  'forbidden',
  'unauthenticated',
]);
const SILENT: ReadonlySet<DataState> = new Set(['unreachable', 'degraded']);

/** Whether the account may not read what the cluster holds. */
export function isUnreadable(cluster: ClusterFreshness): boolean {
  return UNREADABLE.has(cluster.state);
}

/** Whether the cluster gives no usable answer. */
export function isSilent(cluster: ClusterFreshness): boolean {
  return SILENT.has(cluster.state);
}

/** Whether a number could rise once the cluster answers. */
export function isMissing(cluster: ClusterFreshness): boolean {
  return (
    isUnreadable(cluster) || isSilent(cluster) || cluster.state === 'syncing'
  );
}

/**
 * Precedence, most fundamental first. No answer at all; then what holds
 * whatever the clusters say (no annotation); then the case that no cluster
 * could be read, told apart by cause, because "nothing found" would be untrue;
 * then the kinds of empty; then values that are incomplete or old. Only what
 * remains is shown without a remark.
 */
export function viewOf({ status, error, loading }: ViewInputs): ViewKind {
  if (!status) return loading ? 'loading' : failureOf(error);
  if (status.state === 'no-annotation') return 'no-annotation';
  const unread = unreadView(status.clusters);
  if (unread) return unread;
  if (status.state === 'unknown') return 'loading';
  if (status.state !== 'in-mesh') return status.state;
  return readView(status.clusters);
}

/** What is known of the fleet, or of one list of it. */
interface FleetViewInputs {
  status?: KnownClusters;
  /** How many rows there are, of whatever kind. */
  rows: number;
  error?: Error;
  loading: boolean;
}

/**
 * {@link viewOf} for the whole fleet, in the same order. Nothing is installed
 * only where no cluster that answers has the product and no row says otherwise.
 */
export function viewOfFleet(inputs: FleetViewInputs): ViewKind {
  const { status, rows, error, loading } = inputs;
  if (!status) return loading ? 'loading' : failureOf(error);
  const unread = unreadView(status.clusters);
  if (unread) return unread;
  const read = status.clusters.filter(cluster => !isMissing(cluster));
  const absent = read.every(({ istio }) => istio === 'not-installed');
  if (rows === 0 && read.length > 0 && absent) return 'not-installed';
  return readView(status.clusters);
}

/** The case that no cluster could be read; nothing when one could. */
function unreadView(
  clusters: readonly ClusterFreshness[],
): ViewKind | undefined {
  if (clusters.length === 0) return undefined;
  if (clusters.every(isUnreadable)) return 'forbidden';
  if (clusters.every(isSilent)) return 'unreachable';
  return clusters.every(isMissing) ? unreadMix(clusters) : undefined;
}

function readView(clusters: readonly ClusterFreshness[]): ViewKind {
  if (clusters.some(isMissing)) return 'partial';
  return clusters.some(cluster => cluster.state === 'stale')
    ? 'stale'
    : 'ready';
}

function failureOf(error: Error | undefined): ViewKind {
  return error?.name === 'NotAllowedError' || statusOf(error) === 403
    ? 'not-permitted'
    : 'failed';
}

function statusOf(error: Error | undefined): unknown {
  // ResponseError of @backstage/errors carries the HTTP status.
  return (error as { statusCode?: unknown } | undefined)?.statusCode;
}

function unreadMix(clusters: readonly ClusterFreshness[]): ViewKind {
  if (clusters.some(cluster => cluster.state === 'syncing')) return 'loading';
  return clusters.some(isSilent) ? 'unreachable' : 'forbidden';
}
