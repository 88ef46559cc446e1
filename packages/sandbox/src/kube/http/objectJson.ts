import type { KubeObject } from '../KubeObject';
import { apiVersionOf, type ResourceType } from '../ResourceType';

const cache = new WeakMap<KubeObject, string>();

/**
 * The JSON of a stored object, made once: stored objects are frozen, and the
 * same one goes to many lists and watches.
 *
 * @internal
 */
export function objectJson(
  type: ResourceType,
  object: KubeObject,
  version?: string,
): string {
  const apiVersion = version && apiVersionOf(type, version);
  if (apiVersion && apiVersion !== object.apiVersion) {
    return JSON.stringify({ ...object, apiVersion });
  }
  let json = cache.get(object);
  if (!json) {
    json = JSON.stringify(object);
    cache.set(object, json);
  }
  return json;
}

/**
 * The JSON of an item of a list: lists of built-in types leave kind and
 * apiVersion out, lists of custom resources carry them.
 *
 * @internal
 */
export function itemJson(
  type: ResourceType,
  object: KubeObject,
  version: string,
): string {
  const json = objectJson(type, object, version);
  if (type.custom) return json;
  const head = `{"kind":${JSON.stringify(
    object.kind,
  )},"apiVersion":${JSON.stringify(object.apiVersion)},`;
  return json.startsWith(head) ? `{${json.slice(head.length)}` : json;
}
