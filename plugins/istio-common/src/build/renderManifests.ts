import { Document } from 'yaml';
import type { ManifestObject } from './manifest';

/** Prints objects as a multi-document YAML text. @public */
export function renderManifests(objects: readonly ManifestObject[]): string {
  return objects
    .map(object =>
      // No alias for a value that stands twice: people read these files.
      new Document(object, { aliasDuplicateObjects: false }).toString({
        lineWidth: 0,
      }),
    )
    .join('---\n');
}
