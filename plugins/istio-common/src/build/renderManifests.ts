import { Document } from 'yaml';
import type { ManifestObject } from './manifest';
import { withoutRemovals } from './withoutRemovals';

/** Prints a value as one YAML document. @internal */
export function renderDocument(value: object): string {
  // No alias for a value that stands twice: people read these files.
  return new Document(value, { aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
  });
}

/** Prints objects as a multi-document YAML text. @public */
export function renderManifests(objects: readonly ManifestObject[]): string {
  return objects
    .map(object => renderDocument(withoutRemovals(object)))
    .join('---\n');
}
