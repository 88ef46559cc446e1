import type { Knex } from 'knex';
import { FACT_TABLES, type ClusterRow } from '../tables';

/**
 * Makes the table of clusters say what is configured: new ones are added,
 * and one that is no longer configured goes with all that was known of it.
 */
export async function syncClusters(
  knex: Knex,
  clusters: ReadonlyArray<{ name: string; title?: string }>,
  now: Date,
): Promise<void> {
  const names = clusters.map(({ name }) => name);
  await knex.transaction(async tx => {
    for (const table of ['clusters', 'resource_freshness', ...FACT_TABLES]) {
      await tx(table).whereNotIn('cluster', names).delete();
    }
    for (const [position, { name, title }] of clusters.entries()) {
      await tx<ClusterRow>('clusters')
        .insert({
          cluster: name,
          title: title ?? null,
          position,
          generation: 0,
          state: 'syncing',
          since: now.toISOString(),
          istio: 'unknown',
          cert_manager: 'unknown',
        })
        .onConflict('cluster')
        .merge(['title', 'position']);
    }
  });
}
