import type { Knex } from 'knex';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';
import { toChangeRow } from './changeRow';

/**
 * Stores how far a change has got since it was read as `from`. False, and
 * nothing is stored, when it is another proposal by now or was brought further
 * by somebody else: a task that ran again, another replica.
 */
export async function advanceChange(
  knex: Knex,
  from: StoredChange,
  to: StoredChange,
): Promise<boolean> {
  const known = toChangeRow(from);
  const next = toChangeRow(to);
  const updated = await knex<ChangeRow>('changes')
    .where({
      id: known.id,
      repo_url: known.repo_url,
      pull_request_number: known.pull_request_number,
      intent_hash: known.intent_hash,
      stage: known.stage,
      detail: known.detail,
    })
    .update({
      pull_request_url: next.pull_request_url,
      pull_request_state: next.pull_request_state,
      stage: next.stage,
      tone: next.tone,
      detail: next.detail,
      merged_at: next.merged_at,
      synced_at: next.synced_at,
      effective_at: next.effective_at,
    });
  return updated > 0;
}
