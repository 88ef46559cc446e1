import { fields, text } from './fields';
import type { WatchedResource } from './watchedResources';

/** What the API server takes for the type of a Secret that names none. */
const DEFAULT_TYPE = 'Opaque';

function valueAt(raw: unknown, path: string): string {
  if (path === 'type') return text(fields(raw).type) || DEFAULT_TYPE;
  if (path === 'metadata.name') {
    return text(fields(fields(raw).metadata).name) ?? '';
  }
  return '';
}

/**
 * Whether the server would list an object under the field selector of a
 * resource. Only the fields that our resources select by are known.
 */
export function isSelected(
  { fieldSelector }: Pick<WatchedResource, 'fieldSelector'>,
  raw: unknown,
): boolean {
  return (fieldSelector ?? '')
    .split(',')
    .filter(Boolean)
    .every(term => {
      const [path, value] = term.split(/!?=/);
      return (valueAt(raw, path) === value) === !term.includes('!=');
    });
}
