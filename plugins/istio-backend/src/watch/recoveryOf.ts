import type { DataState } from '@meshwright/backstage-plugin-istio-common';
import type { KubeFailure } from './KubeFailure';

/** What a loop does after a failure. */
export interface Recovery {
  /** State that the type shows from now on; absent: as before. */
  state?: DataState;
  /** List anew rather than watch on from the last version. */
  relist: boolean;
  /** Forget the objects: they are not there, or we may no longer know them. */
  purge: boolean;
  /** Whose turn it is to say when to go on. */
  wait: 'not' | 'backoff' | 'slow' | 'gate' | { ms: number };
}

/** How often the same version may garble before it is given up for a fresh list. */
const GARBLED_LIMIT = 3;

/** `repeats` counts the failures of the same kind just before this one. */
export function recoveryOf(failure: KubeFailure, repeats: number): Recovery {
  const resume = { relist: false, purge: false };
  switch (failure.kind) {
    case 'gone':
      return { relist: true, purge: false, wait: repeats ? 'backoff' : 'not' };
    case 'garbled':
      return {
        ...resume,
        relist: repeats >= GARBLED_LIMIT,
        wait: repeats ? 'backoff' : 'not',
        ...(repeats && { state: 'degraded' }),
      };
    case 'throttled':
      return {
        ...resume,
        wait:
          failure.retryAfterMs === undefined
            ? 'backoff'
            : { ms: failure.retryAfterMs },
      };
    case 'forbidden':
      return { state: 'forbidden', relist: true, purge: true, wait: 'slow' };
    case 'absent':
      return {
        state: 'not-installed',
        relist: true,
        purge: true,
        wait: 'slow',
      };
    case 'unauthenticated':
      // The gate renews the credential once; a type that is refused again
      // although the cluster accepts it waits on its own account.
      return repeats
        ? { ...resume, state: 'unauthenticated', wait: 'backoff' }
        : { ...resume, wait: 'gate' };
    case 'unreachable':
      return repeats > 1
        ? { ...resume, state: 'degraded', wait: 'backoff' }
        : { ...resume, wait: 'gate' };
    default:
      return { ...resume, state: 'degraded', wait: 'backoff' };
  }
}
