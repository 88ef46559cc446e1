import type { ManifestObject } from './manifest';

/**
 * Annotations of every object that Meshwright proposes. The backend reads them
 * to tell proposed from synced, and to know drift.
 *
 * @public
 */
export const ANNOTATIONS = {
  change: 'meshwright.dev/change',
  template: 'meshwright.dev/template',
  entity: 'meshwright.dev/entity',
  intentHash: 'meshwright.dev/intent-hash',
} as const;

/** Where an object comes from. @public */
export interface ChangeOrigin {
  change: string;
  template: string;
  /** Absent where the change is for a whole cluster or mesh. */
  entityRef?: string;
  intentHash: string;
}

/** The objects with the annotations of a change; the given ones stay as they are. @public */
export function annotateChange(
  objects: readonly ManifestObject[],
  origin: ChangeOrigin,
): ManifestObject[] {
  return objects.map(object => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        [ANNOTATIONS.change]: origin.change,
        [ANNOTATIONS.template]: origin.template,
        ...(origin.entityRef && { [ANNOTATIONS.entity]: origin.entityRef }),
        [ANNOTATIONS.intentHash]: origin.intentHash,
      },
    },
  }));
}
