import type {
  ClusterFreshness,
  ResourceFreshness,
} from '@meshwright/backstage-plugin-istio-common';

type Confirmed = Pick<
  ResourceFreshness,
  'state' | 'since' | 'confirmedAt' | 'message'
>;

/**
 * Marks as stale what calls itself live but was not confirmed for too long: the
 * replica that reads the cluster may be gone, and then nobody corrects the row.
 */
export function applyStaleness(
  freshness: ClusterFreshness,
  now: Date,
  staleAfterMs: number,
): ClusterFreshness {
  return {
    ...freshness,
    ...staleness(freshness, now, staleAfterMs),
    resources: freshness.resources.map(resource => ({
      ...resource,
      ...staleness(resource, now, staleAfterMs),
    })),
  };
}

function staleness(
  row: Confirmed,
  now: Date,
  staleAfterMs: number,
): Partial<Confirmed> {
  if (row.state !== 'live' || !row.confirmedAt) return {};
  const expiresAt = Date.parse(row.confirmedAt) + staleAfterMs;
  if (now.getTime() <= expiresAt) return {};
  return {
    state: 'stale',
    since: new Date(expiresAt).toISOString(),
    message: 'not confirmed since',
  };
}
