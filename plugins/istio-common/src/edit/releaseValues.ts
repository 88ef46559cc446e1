import { type ManifestObject, manifestRef } from '../build/manifest';
import { absentPaths, withAbsent } from './absentValues';
import { isValues, type Values } from './mergeValues';
import { firstNote, isNoteOfPart, noteOfPart, VALUES_NOTE } from './valuesNote';

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

/** The Helm values that a document has where the object has its own. @internal */
export function releaseValues(
  object: ManifestObject,
  current: unknown,
): Values {
  const place = ['spec', ...(placeOf(object) ?? [])];
  const value = place.reduce<unknown>(
    (some, key) => (isValues(some) ? some[key] : undefined),
    current,
  );
  return isValues(value) ? value : {};
}

/**
 * Paths of keys of the Helm values that an object leaves empty (`null`). YAML
 * for people does not show them, so they are kept beside it.
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
 * An object that leaves Helm values empty, except those that it sets.
 *
 * @public
 */
export function withAbsentReleaseValues(
  object: ManifestObject,
  paths: readonly (readonly string[])[],
): ManifestObject {
  return editReleaseValues(object, values => withAbsent(values, paths));
}

function editNote(
  object: ManifestObject,
  edit: (note: string) => string,
): ManifestObject {
  const { annotations } = object.metadata;
  const note = annotations?.[VALUES_NOTE];
  if (typeof note !== 'string' || edit(note) === note) return object;
  const edited = { ...annotations, [VALUES_NOTE]: edit(note) };
  return { ...object, metadata: { ...object.metadata, annotations: edited } };
}

/**
 * Whether an object says nothing of Helm values that it does not have, as a
 * step of an upgrade does: those that an earlier run wrote stay.
 *
 * @public
 */
export function isPartOfValues({ metadata }: ManifestObject): boolean {
  return isNoteOfPart(metadata.annotations?.[VALUES_NOTE] ?? '');
}

/** The object as one that {@link isPartOfValues}. @public */
export function asPartOfValues(object: ManifestObject): ManifestObject {
  return editNote(object, noteOfPart);
}

/** The object with the note of its values as it stands where there was none. @internal */
export function withFirstNote(object: ManifestObject): ManifestObject {
  return editNote(object, firstNote);
}
