import type { Knex } from 'knex';
import { FACT_TABLES, type FactRow, type FactTable } from '../tables';

/** Facts of a cluster that were written after a generation. */
export interface FactsSince {
  table: FactTable;
  /** Rows that are new or changed. */
  changed: Array<Pick<FactRow, 'key' | 'payload'>>;
  /** Keys of every row there is. */
  keys: string[];
}

/**
 * Reads what changed of a cluster since `generation` (0 for everything), and
 * which rows there still are, as of one moment.
 */
export async function readFacts(
  knex: Knex,
  cluster: string,
  generation: number,
): Promise<FactsSince[]> {
  return knex.transaction(async tx => {
    const facts: FactsSince[] = [];
    for (const table of FACT_TABLES) {
      const changed = await tx<FactRow>(table)
        .where({ cluster })
        .where('generation', '>', generation)
        .orderBy('key')
        .select('key', 'payload');
      const rows = await tx<FactRow>(table)
        .where({ cluster })
        .orderBy('key')
        .select('key');
      facts.push({ table, changed, keys: rows.map(({ key }) => key) });
    }
    return facts;
  }, isolationLevel(knex));
}

/** PostgreSQL shows each statement its own moment unless told otherwise; SQLite never does. */
function isolationLevel(knex: Knex): Knex.TransactionConfig {
  return knex.client.config.client === 'pg'
    ? { isolationLevel: 'repeatable read' }
    : {};
}
