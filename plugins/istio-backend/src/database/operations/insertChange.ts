import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';
import { toChangeRow } from './changeRow';

/** Stores a change under a new id. */
export async function insertChange(
  knex: Knex,
  change: StoredChange,
): Promise<void> {
  await knex<ChangeRow>('changes').insert(toChangeRow(change));
}
