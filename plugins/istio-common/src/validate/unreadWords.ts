import type { DataState } from '../api/freshness';

const UNREAD = {
  syncing: 'the first list is still under way',
  forbidden: 'Meshwright may not read them',
  unauthenticated: 'the cluster refuses the credential',
  unreachable: 'the cluster does not answer',
  degraded: 'the cluster answers with errors',
  'not-installed': 'the cluster does not serve them',
} as const;

/** Why nothing can be said in a state; undefined where something can. @internal */
export function unreadWords(state: DataState | undefined): string | undefined {
  return !state || state === 'live' || state === 'stale'
    ? undefined
    : UNREAD[state];
}
