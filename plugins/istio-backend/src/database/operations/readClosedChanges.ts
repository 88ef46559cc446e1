import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';
import { fromChangeRow } from './changeRow';

/** Changes whose pull request was closed, proposed since a point in time. */
export async function readClosedChanges(
  knex: Knex,
  since: Date,
): Promise<StoredChange[]> {
  const rows = await knex<ChangeRow>('changes')
    .where({ stage: 'closed' })
    // Times are stored as ISO 8601, whose order is that of their letters.
    .where('proposed_at', '>=', since.toISOString())
    .orderBy('proposed_at');
  return rows.map(fromChangeRow);
}
