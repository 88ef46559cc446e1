import type { Knex } from 'knex';
import type { KeptIntent } from '../../intents/KeptIntent';
import type { IntentRow } from '../tables';

/** So many intents of one change are kept: the live one is among the newest. */
const OF_A_CHANGE = 5;

/**
 * Keeps an intent beside earlier ones of the same change: which of them the
 * cluster has is not known before their pull requests are merged.
 */
export async function keepIntent(knex: Knex, kept: KeptIntent): Promise<void> {
  const row: IntentRow = {
    change_id: kept.change,
    intent_hash: kept.intentHash,
    cluster: kept.cluster,
    kind: kept.kind,
    entity_ref: kept.entityRef ?? null,
    intent: JSON.stringify(kept.intent),
    proposed_at: kept.proposedAt,
  };
  await knex.transaction(async tx => {
    await tx<IntentRow>('intents')
      .insert(row)
      .onConflict(['change_id', 'intent_hash'])
      .merge();
    const ofChange = await tx<IntentRow>('intents')
      .where({ change_id: kept.change })
      .orderBy('proposed_at', 'desc')
      .select('intent_hash');
    const old = ofChange
      .map(({ intent_hash }) => intent_hash)
      .filter(hash => hash !== kept.intentHash)
      .slice(OF_A_CHANGE - 1);
    if (old.length === 0) return;
    await tx<IntentRow>('intents')
      .where({ change_id: kept.change })
      .whereIn('intent_hash', old)
      .delete();
  });
}
