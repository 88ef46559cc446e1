import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';
import { toChangeRow } from './changeRow';

/** Stores how far a change has got. */
export async function updateChange(
  knex: Knex,
  change: StoredChange,
): Promise<void> {
  const { id, ...row } = toChangeRow(change);
  await knex<ChangeRow>('changes').where({ id }).update(row);
}
