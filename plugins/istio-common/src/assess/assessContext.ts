import type { DataState } from '../api/freshness';

/**
 * What an assessment needs to know beside the objects.
 *
 * @public
 */
export interface AssessContext {
  cluster: string;
  now: Date;
  /** State per resource type by `resourceKey`; an absent type counts as live. */
  dataStates: ReadonlyMap<string, DataState>;
  /** Registries that images of the mesh may come from, as prefixes of image names; absent when any may. */
  registries?: readonly string[];
}
