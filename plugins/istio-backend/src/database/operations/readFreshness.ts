import type {
  ClusterFreshness,
  DataState,
  ResourceFreshness,
} from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import type { ClusterRow, ResourceRow } from '../tables';

/** How every configured cluster stood when it was last heard of, in configured order. */
export async function readFreshness(knex: Knex): Promise<ClusterFreshness[]> {
  const clusters = await knex<ClusterRow>('clusters').orderBy('position');
  const resources = await knex<ResourceRow>('resource_freshness').orderBy(
    'position',
  );
  const byCluster = new Map<string, ResourceFreshness[]>();
  for (const row of resources) {
    const list = byCluster.get(row.cluster) ?? [];
    list.push(toResource(row));
    byCluster.set(row.cluster, list);
  }
  return clusters.map(row => ({
    cluster: row.cluster,
    ...(row.title !== null && { title: row.title }),
    ...times(row),
    ...(row.next_attempt_at !== null && { nextAttemptAt: row.next_attempt_at }),
    istio: toInstallation(row.istio),
    certManager: toInstallation(row.cert_manager),
    resources: byCluster.get(row.cluster) ?? [],
  }));
}

function toResource(row: ResourceRow): ResourceFreshness {
  return { resource: row.resource, ...times(row) };
}

function times(row: ClusterRow | ResourceRow) {
  return {
    // Only writeFreshness and syncClusters write the column.
    state: row.state as DataState,
    since: row.since,
    ...(row.confirmed_at !== null && { confirmedAt: row.confirmed_at }),
    ...(row.message !== null && { message: row.message }),
  };
}

function toInstallation(value: string): ClusterFreshness['istio'] {
  return value === 'installed' || value === 'not-installed' ? value : 'unknown';
}
