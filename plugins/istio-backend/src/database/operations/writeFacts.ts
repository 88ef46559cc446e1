import type { Knex } from 'knex';
import {
  BATCH,
  type ClusterRow,
  type FactRow,
  type FactTable,
} from '../tables';

/** A fact as it is to be stored. */
export type NewFact = Omit<FactRow, 'cluster' | 'generation'>;

/** What is to change in one fact table. */
export interface FactChanges {
  table: FactTable;
  upsert: NewFact[];
  delete: string[];
}

/**
 * Writes changed facts of a cluster in one transaction, so that no reader sees
 * half of an assessment. Returns false when the cluster is gone.
 */
export async function writeFacts(
  knex: Knex,
  cluster: string,
  changes: readonly FactChanges[],
): Promise<boolean> {
  return knex.transaction(async tx => {
    // The first write of the transaction locks the cluster's row: a second
    // writer waits here, and generations never go back.
    const known = await tx<ClusterRow>('clusters')
      .where({ cluster })
      .increment('generation', 1);
    if (!known) return false;
    const row = await tx<ClusterRow>('clusters')
      .where({ cluster })
      .first('generation');
    const generation = row?.generation ?? 0;
    for (const change of changes) {
      await deleteRows(tx, cluster, change);
      await upsertRows(tx, cluster, generation, change);
    }
    return true;
  });
}

async function deleteRows(
  tx: Knex.Transaction,
  cluster: string,
  change: FactChanges,
): Promise<void> {
  for (const keys of batches(change.delete)) {
    await tx<FactRow>(change.table)
      .where({ cluster })
      .whereIn('key', keys)
      .delete();
  }
}

async function upsertRows(
  tx: Knex.Transaction,
  cluster: string,
  generation: number,
  change: FactChanges,
): Promise<void> {
  for (const facts of batches(change.upsert)) {
    await tx<FactRow>(change.table)
      .insert(facts.map(fact => ({ ...fact, cluster, generation })))
      .onConflict(['cluster', 'key'])
      .merge();
  }
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += BATCH) {
    yield items.slice(from, from + BATCH);
  }
}
