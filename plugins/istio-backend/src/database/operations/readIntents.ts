import type { Knex } from 'knex';
import type { KeptIntent } from '../../intents/KeptIntent';
import type { IntentRow } from '../tables';

/** As many as a form can offer: those before them are left out. */
const NEWEST = 1_000;

/** The intents that are kept for a cluster, newest first. */
export async function readIntents(
  knex: Knex,
  cluster: string,
): Promise<KeptIntent[]> {
  const rows = await knex<IntentRow>('intents')
    .where({ cluster })
    .orderBy('proposed_at', 'desc')
    .limit(NEWEST);
  return rows.map(row => ({
    change: row.change_id,
    intentHash: row.intent_hash,
    cluster: row.cluster,
    kind: row.kind,
    entityRef: row.entity_ref ?? undefined,
    intent: JSON.parse(row.intent),
    proposedAt: row.proposed_at,
  }));
}
