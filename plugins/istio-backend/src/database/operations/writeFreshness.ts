import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import type { ClusterRow, ResourceRow } from '../tables';

/** Stores how a cluster and each of its types stand. */
export async function writeFreshness(
  knex: Knex,
  freshness: ClusterFreshness,
): Promise<void> {
  const { cluster } = freshness;
  await knex.transaction(async tx => {
    const known = await tx<ClusterRow>('clusters')
      .where({ cluster })
      .update({
        state: freshness.state,
        since: freshness.since,
        confirmed_at: freshness.confirmedAt ?? null,
        message: freshness.message ?? null,
        next_attempt_at: freshness.nextAttemptAt ?? null,
        istio: freshness.istio,
        cert_manager: freshness.certManager,
      });
    // A cluster that was removed meanwhile must not come back by its types.
    if (!known || freshness.resources.length === 0) return;
    await tx<ResourceRow>('resource_freshness')
      .insert(
        freshness.resources.map((resource, position) => ({
          cluster,
          resource: resource.resource,
          position,
          state: resource.state,
          since: resource.since,
          confirmed_at: resource.confirmedAt ?? null,
          message: resource.message ?? null,
        })),
      )
      .onConflict(['cluster', 'resource'])
      .merge();
  });
}
