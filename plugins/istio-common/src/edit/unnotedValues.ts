import type { BuiltFile } from '../build/BuiltDefinitions';
import { type ManifestObject, manifestRef } from '../build/manifest';
import { stringifyObjectRef } from '../model/identity';
import { documentIdentity } from './documentIdentity';
import { headNote } from './headNote';
import { isValues, type Values } from './mergeValues';
import { readYaml } from './readYaml';
import { readYamlDocuments } from './readYamlDocuments';
import { absentReleaseValues, releaseValues } from './releaseValues';
import { hasValue, isNoteOfPart, pathOfValue, VALUES_NOTE } from './valuesNote';

type Paths = readonly (readonly string[])[];

function found(values: Values, absent: Paths): string[] {
  return absent.filter(path => hasValue(values, path)).map(pathOfValue);
}

/**
 * Values in a file that the change leaves empty, and that stay nevertheless:
 * the file has no note of who wrote them. `global.hub`, a path each.
 *
 * @public
 */
export function unnotedHelmValues(
  text: string,
  { content, absent = [] }: Pick<BuiltFile, 'content' | 'absent'>,
): string[] {
  const note = headNote(content);
  if (absent.length === 0 || note === undefined || isNoteOfPart(note)) {
    return [];
  }
  if (headNote(text) !== undefined) return [];
  const values = readYaml(text);
  return isValues(values) ? found(values, absent) : [];
}

/**
 * The same for the values inside of an object (HelmRelease, Application), where
 * a file of definitions has it.
 *
 * @public
 */
export function unnotedReleaseValues(
  text: string,
  object: ManifestObject,
): string[] {
  const absent = absentReleaseValues(object);
  const note = object.metadata.annotations?.[VALUES_NOTE];
  if (absent.length === 0 || !note || isNoteOfPart(note)) return [];
  const identity = stringifyObjectRef(manifestRef(object));
  const current = readYamlDocuments(text).find(
    document => documentIdentity(document) === identity,
  );
  if (!current) return [];
  const { metadata } = current as ManifestObject;
  if (typeof metadata.annotations?.[VALUES_NOTE] === 'string') return [];
  return found(releaseValues(object, current), absent);
}
