import {
  resourceKey,
  type ClusterFreshness,
  type DataState,
  type ResourceFreshness,
  type WatchedResource,
} from '@meshwright/backstage-plugin-istio-common';
import type { ClosedGate } from './ClusterGate';
import type { LoopProgress } from './ResourceLoop';

/** Best first: the state of a cluster is the worst of its required types. */
const ORDER: readonly DataState[] = [
  'live',
  'syncing',
  'stale',
  'not-installed',
  'degraded',
  'forbidden',
  'unauthenticated',
  'unreachable',
];

interface FreshnessInput {
  cluster: { name: string; title?: string };
  /** Set while the whole cluster does not answer. */
  closed: ClosedGate | undefined;
  resources: Array<{ resource: WatchedResource; progress: LoopProgress }>;
}

/**
 * Sums up the loops of a cluster. While the cluster does not answer, that is
 * the state of every type; when each was confirmed last stays visible.
 */
export function clusterFreshness(input: FreshnessInput): ClusterFreshness {
  const { cluster, closed } = input;
  const rows = input.resources.map(({ resource, progress }) => ({
    resource,
    freshness: resourceFreshness(resource, progress, closed),
  }));
  const required = rows.filter(({ resource }) => resource.required);
  const worst = worstOf(required.map(({ freshness }) => freshness));
  return {
    cluster: cluster.name,
    title: cluster.title,
    state: worst?.state ?? 'syncing',
    since: worst?.since ?? new Date(0).toISOString(),
    confirmedAt: oldestConfirmation(required),
    message: worst?.message,
    nextAttemptAt: isoTime(closed?.nextAttemptAt),
    istio: installation(rows, 'istio'),
    certManager: installation(rows, 'cert-manager'),
    resources: rows.map(({ freshness }) => freshness),
  };
}

function resourceFreshness(
  resource: WatchedResource,
  progress: LoopProgress,
  closed: ClosedGate | undefined,
): ResourceFreshness {
  const { state, since, message } = closed ?? progress;
  return {
    resource: resourceKey(resource),
    state,
    since: new Date(since).toISOString(),
    confirmedAt: isoTime(progress.confirmedAt),
    message,
  };
}

function worstOf(rows: ResourceFreshness[]): ResourceFreshness | undefined {
  let worst: ResourceFreshness | undefined;
  for (const row of rows) {
    if (!worst || ORDER.indexOf(row.state) > ORDER.indexOf(worst.state)) {
      worst = row;
    }
  }
  return worst;
}

function oldestConfirmation(
  rows: Array<{ freshness: ResourceFreshness }>,
): string | undefined {
  const times = rows.flatMap(({ freshness }) => freshness.confirmedAt ?? []);
  // ISO 8601 in UTC sorts as text.
  return times.length === rows.length ? times.sort()[0] : undefined;
}

function installation(
  rows: Array<{ resource: WatchedResource; freshness: ResourceFreshness }>,
  product: WatchedResource['product'],
): ClusterFreshness['istio'] {
  const states = rows
    .filter(({ resource }) => resource.product === product)
    .map(({ freshness }) => freshness);
  // A type that was ever confirmed was there, whatever keeps us from it now.
  if (
    states.some(
      ({ state, confirmedAt }) =>
        state === 'live' || (confirmedAt && state !== 'not-installed'),
    )
  ) {
    return 'installed';
  }
  if (states.length && states.every(({ state }) => state === 'not-installed')) {
    return 'not-installed';
  }
  return 'unknown';
}

function isoTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
