import type { DataState } from '../api/freshness';
import type { MeshIndex } from '../index/MeshIndex';
import type { MeshObjectType } from '../model/meshObject';
import {
  SECRET_RESOURCES,
  WATCHED_RESOURCES,
  resourceKey,
} from '../trim/watchedResources';
import type { AssessContext } from './assessContext';

/** States in which a type was never read, or may not be any more. */
const NEVER_READ: ReadonlySet<DataState> = new Set<DataState>([
  'forbidden',
  'syncing',
]);

/** States in which what was read before still counts as last known. */
const LAST_KNOWN: ReadonlySet<DataState> = new Set<DataState>([
  'unreachable',
  'unauthenticated',
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

/** Whether anything is held of a type, be it that there was no object of it. */
function isHeld(
  index: MeshIndex,
  resource: string,
  type: MeshObjectType,
): boolean {
  const watched = [...WATCHED_RESOURCES, ...SECRET_RESOURCES].find(
    one => resourceKey(one) === resource,
  );
  if (!watched) return index.count(type) > 0;
  if (index.wasListed(watched)) return true;
  const { group, kind, part } = watched;
  // Deployments say nothing of DaemonSets, nor one part of Secrets of another.
  for (const one of index.all(type)) {
    const { ref } = one;
    if (ref.kind === kind && ref.group === group && one.part === part) {
      return true;
    }
  }
  return false;
}

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
    NEVER_READ.has(state) ||
    (LAST_KNOWN.has(state) && !isHeld(index, resource, type));
  return never ? WORDS[state] : undefined;
}
