import type { MeshObject } from '../model/meshObject';
import { fields, text } from '../trim/fields';
import { isSelected } from '../trim/isSelected';
import type { TrimTools } from '../trim/PemReader';
import { trimObject } from '../trim/trimObject';
import {
  SECRET_RESOURCES,
  WATCHED_RESOURCES,
  type WatchedResource,
} from '../trim/watchedResources';

const BY_KIND = new Map<string, WatchedResource[]>();
for (const resource of [...WATCHED_RESOURCES, ...SECRET_RESOURCES]) {
  const key = `${resource.group}/${resource.kind}`;
  const parts = BY_KIND.get(key);
  if (parts) parts.push(resource);
  else BY_KIND.set(key, [resource]);
}

/**
 * Trims an object by what it says of itself (`apiVersion` and `kind`), as in a
 * `kubectl get -o json` dump. The version does not matter; an unknown type is
 * left out. Secrets are read only with a reader of PEM.
 *
 * @public
 */
export function trimRaw(
  raw: unknown,
  tools: TrimTools = {},
): MeshObject | undefined {
  const { apiVersion, kind } = fields(raw);
  const parts = (text(apiVersion) ?? '').split('/');
  const group = parts.length > 1 ? parts[0] : '';
  for (const resource of BY_KIND.get(`${group}/${text(kind)}`) ?? []) {
    const trimmed = isSelected(resource, raw)
      ? trimObject(resource, raw, tools)
      : undefined;
    if (trimmed) return trimmed;
  }
  return undefined;
}
