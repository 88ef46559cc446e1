import type { MeshObject } from '../model/meshObject';
import { fields, text } from '../trim/fields';
import { trimObject } from '../trim/trimObject';
import { WATCHED_RESOURCES } from '../trim/watchedResources';

/**
 * Trims an object by what it says of itself (`apiVersion` and `kind`), as in a
 * `kubectl get -o json` dump. The version does not matter; an unknown type is
 * left out.
 *
 * @public
 */
export function trimRaw(raw: unknown): MeshObject | undefined {
  const { apiVersion, kind } = fields(raw);
  const parts = (text(apiVersion) ?? '').split('/');
  const group = parts.length > 1 ? parts[0] : '';
  const resource = WATCHED_RESOURCES.find(
    one => one.group === group && one.kind === kind,
  );
  return resource && trimObject(resource, raw);
}
