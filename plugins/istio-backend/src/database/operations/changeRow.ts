import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import type { StoredChange } from '../StoredChange';
import type { ChangeRow } from '../tables';

/** A stored change as a row. */
export function toChangeRow(change: StoredChange): ChangeRow {
  const { status } = change;
  return {
    id: status.id,
    entity_ref: status.entityRef,
    cluster: status.cluster ?? null,
    template: status.template ?? null,
    title: status.title,
    repo_url: change.repoUrl,
    pull_request_number: status.pullRequest.number,
    pull_request_url: status.pullRequest.url,
    pull_request_state: status.pullRequest.state,
    intent_hash: change.intentHash ?? null,
    host: change.host ?? null,
    objects: JSON.stringify(status.objects),
    stage: status.stage,
    tone: status.tone,
    detail: status.detail,
    proposed_at: status.proposedAt,
    merged_at: status.mergedAt ?? null,
    synced_at: status.syncedAt ?? null,
    effective_at: status.effectiveAt ?? null,
  };
}

/** A row as a stored change. */
export function fromChangeRow(row: ChangeRow): StoredChange {
  const status: ChangeStatus = {
    id: row.id,
    entityRef: row.entity_ref,
    template: row.template ?? undefined,
    title: row.title,
    cluster: row.cluster ?? undefined,
    pullRequest: {
      number: row.pull_request_number,
      url: row.pull_request_url,
      // The three casts: only toChangeRow writes these columns.
      state: row.pull_request_state as ChangeStatus['pullRequest']['state'],
    },
    proposedAt: row.proposed_at,
    mergedAt: row.merged_at ?? undefined,
    syncedAt: row.synced_at ?? undefined,
    effectiveAt: row.effective_at ?? undefined,
    stage: row.stage as ChangeStatus['stage'],
    tone: row.tone as ChangeStatus['tone'],
    detail: row.detail,
    objects: JSON.parse(row.objects),
  };
  return {
    status,
    repoUrl: row.repo_url,
    intentHash: row.intent_hash ?? undefined,
    host: row.host ?? undefined,
  };
}
