import type { StoredHashes } from '../database/operations/readHashes';
import type { FactChanges } from '../database/operations/writeFacts';
import { FACT_TABLES } from '../database/tables';
import type { FactRows } from './factRows';

/** What has to be written so that the tables say `wanted`; nothing for what they say already. */
export function factChanges(
  stored: StoredHashes,
  wanted: FactRows,
): FactChanges[] {
  return FACT_TABLES.flatMap(table => {
    const before = stored.get(table);
    const after = wanted.get(table);
    const upsert = [...(after?.values() ?? [])].filter(
      ({ key, hash }) => before?.get(key) !== hash,
    );
    const gone = [...(before?.keys() ?? [])].filter(key => !after?.has(key));
    return upsert.length || gone.length
      ? [{ table, upsert, delete: gone }]
      : [];
  });
}

/** The hashes that are stored once `wanted` is written. */
export function hashesOf(wanted: FactRows): StoredHashes {
  return new Map(
    [...wanted].map(([table, rows]) => [
      table,
      new Map([...rows.values()].map(({ key, hash }) => [key, hash])),
    ]),
  );
}
