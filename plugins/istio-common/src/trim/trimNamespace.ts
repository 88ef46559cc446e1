import type { NamespaceObject } from '../model/workloadObjects';
import { objectBase } from './objectBase';
import type { WatchedResource } from './watchedResources';

/** Keys that only work as labels; kept to tell who wrote them as annotations. */
const MISPLACED_KEYS: ReadonlySet<string> = new Set([
  'istio.io/rev',
  'istio-injection',
]);

export function trimNamespace(
  resource: WatchedResource,
  raw: unknown,
): NamespaceObject | undefined {
  return objectBase('namespace', resource, raw, {
    labels: true,
    annotations: MISPLACED_KEYS,
  });
}
