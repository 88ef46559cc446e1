import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import { readParts } from './upsertDocuments';

/**
 * Takes objects out of a YAML file; undefined when no object is left, so that
 * the file can go. Everything else stays as it is.
 *
 * @public
 */
export function removeDocuments(
  text: string,
  refs: readonly ObjectRef[],
): string | undefined {
  const gone = new Set(refs.map(stringifyObjectRef));
  const parts = readParts(text);
  const kept = parts.filter(
    ({ identity }) => identity === undefined || !gone.has(identity),
  );
  if (!kept.some(({ value }) => value !== undefined)) return undefined;
  return kept.map(part => part.text).join('');
}
