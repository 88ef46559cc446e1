import type { Knex } from 'knex';
import type { ClusterRow } from '../tables';

/** How far the facts of each cluster have got; tells what a cache must read again. */
export async function readGenerations(
  knex: Knex,
): Promise<Map<string, number>> {
  const rows = await knex<ClusterRow>('clusters').select(
    'cluster',
    'generation',
  );
  return new Map(rows.map(({ cluster, generation }) => [cluster, generation]));
}
