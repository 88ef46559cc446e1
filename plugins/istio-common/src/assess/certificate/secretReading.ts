import { SECRET_RESOURCES, resourceKey } from '../../trim/watchedResources';
import type { AssessScope } from '../AssessScope';

const KEYS = SECRET_RESOURCES.map(resourceKey);

/**
 * How far Secrets of the cluster were read: `off` where the operator did not
 * allow it, why not where it did and it failed, `read` when they all were.
 * Types that nobody names count as live elsewhere; here silence means `off`,
 * unless Secrets are there, as in a dump.
 */
export function secretReading(
  scope: AssessScope,
): { state: 'off' | 'read' } | { state: 'unread'; why: string } {
  const { dataStates } = scope.context;
  if (!KEYS.some(key => dataStates.has(key))) {
    return { state: scope.index.count('secret') > 0 ? 'read' : 'off' };
  }
  for (const key of KEYS) {
    const why = scope.unread(key, 'secret');
    if (why) return { state: 'unread', why };
  }
  return { state: 'read' };
}
