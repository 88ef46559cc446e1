import { type ManifestObject, manifestRef } from '../build/manifest';
import { absentPaths, withAbsent } from './absentValues';
import { isValues, type Values } from './mergeValues';

/** Where the spec of an object has the values of its chart. */
const PLACES: Record<string, readonly string[]> = {
  'helm.toolkit.fluxcd.io/HelmRelease': ['values'],
  'argoproj.io/Application': ['source', 'helm', 'valuesObject'],
};

function placeOf(object: ManifestObject): readonly string[] | undefined {
  const { group, kind } = manifestRef(object);
  const key = `${group}/${kind}`;
  return Object.hasOwn(PLACES, key) ? PLACES[key] : undefined;
}

function at(
  value: unknown,
  path: readonly string[],
  edit: (values: Values) => Values,
): unknown {
  if (!isValues(value)) return value;
  const [key, ...rest] = path;
  if (key === undefined) return edit(value);
  return Object.hasOwn(value, key)
    ? { ...value, [key]: at(value[key], rest, edit) }
    : value;
}

/**
 * An object with other Helm values inside, for the kinds that have them there:
 * HelmRelease and Application. Any other comes back as it is.
 *
 * @internal
 */
export function editReleaseValues(
  object: ManifestObject,
  edit: (values: Values) => Values,
): ManifestObject {
  const place = placeOf(object);
  if (!place || !object.spec) return object;
  // JSON stays JSON: only values are exchanged for values.
  const spec = at(object.spec, place, edit) as ManifestObject['spec'];
  return { ...object, spec };
}

/**
 * Paths of keys of the Helm values that an object takes away (`null`). YAML for
 * people does not show them, so they are kept beside it.
 *
 * @public
 */
export function absentReleaseValues(object: ManifestObject): string[][] {
  const paths: string[][] = [];
  editReleaseValues(object, values => {
    paths.push(...absentPaths(values));
    return values;
  });
  return paths;
}

/**
 * An object that takes Helm values away, except those that it sets.
 *
 * @public
 */
export function withAbsentReleaseValues(
  object: ManifestObject,
  paths: readonly (readonly string[])[],
): ManifestObject {
  return editReleaseValues(object, values => withAbsent(values, paths));
}
