import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';
import { fromChangeRow } from './changeRow';

/** One change by its id. */
export async function readChange(
  knex: Knex,
  id: string,
): Promise<StoredChange | undefined> {
  const row = await knex<ChangeRow>('changes').where({ id }).first();
  return row && fromChangeRow(row);
}
