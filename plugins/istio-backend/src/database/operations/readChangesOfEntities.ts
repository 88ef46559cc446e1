import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import type { Knex } from 'knex';
import { BATCH, type ChangeRow } from '../tables';
import { fromChangeRow } from './changeRow';

/** Changes by entity, newest first. */
export async function readChangesOfEntities(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<Map<string, ChangeStatus[]>> {
  const changes = new Map<string, ChangeStatus[]>();
  for (let from = 0; from < entityRefs.length; from += BATCH) {
    const rows = await knex<ChangeRow>('changes')
      .whereIn('entity_ref', entityRefs.slice(from, from + BATCH))
      .orderBy('proposed_at', 'desc');
    for (const row of rows) {
      const list = changes.get(row.entity_ref) ?? [];
      list.push(fromChangeRow(row).status);
      changes.set(row.entity_ref, list);
    }
  }
  return changes;
}
