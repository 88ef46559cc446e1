import type { MeshObject } from '../model/meshObject';
import type { WatchedResource } from '../trim/watchedResources';

/**
 * What an event did to an index: an object came (no `before`), went (no
 * `after`) or is another now; or a type was listed for the first time.
 *
 * @public
 */
export type ObjectChange =
  | { readonly before?: MeshObject; readonly after: MeshObject }
  | { readonly before: MeshObject; readonly after?: undefined }
  | { readonly listed: Pick<WatchedResource, 'group' | 'kind' | 'part'> };
