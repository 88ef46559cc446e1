import type { MeshObject } from '../model/meshObject';
import type { WatchedResource } from '../trim/watchedResources';

/**
 * What an event did to an index: an object came (no `before`), went (no
 * `after`) or is another now; or a type was listed for the first time. `place`
 * says that it was the first or the last object of its type in its namespace.
 *
 * @public
 */
export type ObjectChange =
  | {
      readonly before?: MeshObject;
      readonly after: MeshObject;
      readonly place?: true;
    }
  | {
      readonly before: MeshObject;
      readonly after?: undefined;
      readonly place?: true;
    }
  | { readonly listed: Pick<WatchedResource, 'group' | 'kind' | 'part'> };
