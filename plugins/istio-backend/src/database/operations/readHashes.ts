import type { Knex } from 'knex';
import { FACT_TABLES, type FactRow, type FactTable } from '../tables';

/** Hash of every stored fact of a cluster, by table and key. */
export type StoredHashes = Map<FactTable, Map<string, string>>;

/** What is stored of a cluster, so that only what differs is written. */
export async function readHashes(
  knex: Knex,
  cluster: string,
): Promise<StoredHashes> {
  const hashes: StoredHashes = new Map();
  for (const table of FACT_TABLES) {
    const rows = await knex<FactRow>(table)
      .where({ cluster })
      .select('key', 'hash');
    hashes.set(table, new Map(rows.map(({ key, hash }) => [key, hash])));
  }
  return hashes;
}
