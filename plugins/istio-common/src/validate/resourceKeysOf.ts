import type { ObjectRef } from '../model/identity';
import { resourceKey, WATCHED_RESOURCES } from '../trim/watchedResources';

/** The keys under which the state of a kind is kept; none where it is not read. @internal */
export function resourceKeysOf({
  group,
  kind,
}: Pick<ObjectRef, 'group' | 'kind'>): string[] {
  return WATCHED_RESOURCES.filter(
    one => !one.part && one.group === group && one.kind === kind,
  ).map(resourceKey);
}
