import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';
import { fromChangeRow } from './changeRow';

/**
 * Changes that may still get further: neither closed nor effective, nor merged
 * without a cluster in which they could be followed.
 */
export async function readOpenChanges(knex: Knex): Promise<StoredChange[]> {
  const rows = await knex<ChangeRow>('changes')
    .whereIn('stage', ['proposed', 'synced'])
    .orWhere(merged =>
      merged.where({ stage: 'merged' }).whereNotNull('cluster'),
    )
    .orderBy('proposed_at');
  return rows.map(fromChangeRow);
}
