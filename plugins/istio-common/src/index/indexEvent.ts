import type { ObjectRef } from '../model/identity';
import type { MeshObject } from '../model/meshObject';
import type { WatchedResource } from '../trim/watchedResources';

/**
 * A change to the index: one object, or everything of one type after a list.
 *
 * @public
 */
export type IndexEvent =
  | { type: 'upsert'; object: MeshObject }
  | { type: 'delete'; ref: ObjectRef }
  | {
      type: 'replace';
      resource: Pick<WatchedResource, 'group' | 'kind' | 'part'>;
      objects: readonly MeshObject[];
    };
