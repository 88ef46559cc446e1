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
  const rest = kept.map(part => part.text).join('');
  // A text without a line break at its end had none before the change either.
  const open = !text.endsWith('\n') && kept.at(-1) !== parts.at(-1);
  return open ? rest.replace(/\r?\n$/, '') : rest;
}
