import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';

/** The way of a change, in order. */
export const CHANGE_STEPS = [
  'proposed',
  'merged',
  'synced',
  'effective',
] as const;

/** One of {@link CHANGE_STEPS}, with how it stands. */
export interface ChangeStep {
  id: (typeof CHANGE_STEPS)[number];
  state: 'done' | 'waits' | 'failed' | 'later' | 'stopped';
  time?: string;
}

/**
 * A step is done when its stage was reached. The one after it waits, or has
 * failed when the change asks for attention: synced and yet without effect.
 */
export function changeSteps(change: ChangeStatus): ChangeStep[] {
  const closed = change.stage === 'closed';
  const reached = CHANGE_STEPS.findIndex(
    id => id === (closed ? 'proposed' : change.stage),
  );
  const failed = change.tone === 'warning' || change.tone === 'error';
  const times = {
    proposed: change.proposedAt,
    merged: change.mergedAt,
    synced: change.syncedAt,
    effective: change.effectiveAt,
  };
  return CHANGE_STEPS.map((id, index) => ({
    id,
    time: times[id],
    state: stateOf(index - reached, closed, failed),
  }));
}

function stateOf(
  distance: number,
  closed: boolean,
  failed: boolean,
): ChangeStep['state'] {
  if (distance <= 0) return 'done';
  if (distance > 1) return 'later';
  if (closed) return 'stopped';
  return failed ? 'failed' : 'waits';
}
