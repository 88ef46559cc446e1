import type { DataState } from '../api/freshness';
import type { MeshIndex } from '../index/MeshIndex';
import type { MeshObjectType } from '../model/meshObject';
import type { AssessContext } from './assessContext';

/** States in which a type was never read, or may not be any more. */
const NEVER_READ: ReadonlySet<DataState> = new Set<DataState>([
  'forbidden',
  'unauthenticated',
  'syncing',
]);

/** States in which what was read before still counts as last known. */
const LAST_KNOWN: ReadonlySet<DataState> = new Set<DataState>([
  'unreachable',
  'degraded',
]);

const WORDS: Readonly<Record<DataState, string>> = {
  live: 'live',
  stale: 'stale',
  syncing: 'still being listed',
  forbidden: 'forbidden',
  unauthenticated: 'refused, the credential is not accepted',
  'not-installed': 'not installed',
  unreachable: 'unreachable',
  degraded: 'answered with errors',
};

/**
 * Why a type could not be read: `forbidden`, `unreachable`, … Undefined when
 * its objects (or their absence) can be relied on, last known values included.
 */
export function unread(
  index: MeshIndex,
  context: AssessContext,
  resource: string,
  type: MeshObjectType,
): string | undefined {
  const state = context.dataStates.get(resource) ?? 'live';
  const never =
    NEVER_READ.has(state) || (LAST_KNOWN.has(state) && index.count(type) === 0);
  return never ? WORDS[state] : undefined;
}
