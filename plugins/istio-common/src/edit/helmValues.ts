import { withAbsent } from './absentValues';
import { editDocument } from './editDocument';
import { headNote, withHeadNote } from './headNote';
import { isValues, mergeValues, type Values } from './mergeValues';
import { sameValue } from './sameValue';
import { compareNotes, firstNote } from './valuesNote';
import { withLineFeeds } from './withLineFeeds';
import { plainValue, readDocument } from './yamlDocuments';
import { assertReadable, UnreadableYamlError } from './yamlLimits';

function readValues(text: string): Values {
  assertReadable(text);
  const values = plainValue(readDocument(text)) ?? {};
  if (!isValues(values)) {
    throw new UnreadableYamlError('the Helm values are not a map');
  }
  return values;
}

/** What is there without what is wanted and is so; maps left empty go too. */
function unmerged(there: Values, gone: Values): Values {
  const kept = Object.entries(there).flatMap(([key, value]) => {
    if (!Object.hasOwn(gone, key)) return [[key, value] as const];
    const ours = gone[key];
    if (isValues(value) && isValues(ours)) {
      const rest = unmerged(value, ours);
      const emptied = Object.keys(rest).length === 0;
      return emptied && Object.keys(ours).length > 0
        ? []
        : [[key, rest] as const];
    }
    return sameValue(value, ours) ? [] : [[key, value] as const];
  });
  return Object.fromEntries(kept);
}

function editValues(text: string, wanted: Values): string {
  return sameValue(readValues(text), wanted)
    ? text
    : editDocument(text, wanted);
}

/** A file of values as it stands where there was none. */
function firstText(content: string): string {
  const note = headNote(content);
  return note === undefined ? content : withHeadNote(content, firstNote(note));
}

function merged(text: string, content: string): string {
  const there = readValues(text);
  const notes = compareNotes(there, headNote(text), headNote(content));
  const values = withAbsent(readValues(content), notes.gone);
  return withHeadNote(editValues(text, mergeValues(there, values)), notes.note);
}

/**
 * Brings values into a file of Helm values, by path: maps go together, what
 * else is there under a wanted path is replaced. Comments, order and every
 * line of others stay; a file that has the values comes back unchanged. What
 * an earlier content wrote goes where this one has it no more: a comment at
 * the head of both notes the paths ({@link VALUES_NOTE}).
 *
 * @public
 */
export function mergeHelmValues(text: string, content: string): string {
  return withLineFeeds(text, plain =>
    plain.trim() === '' ? firstText(content) : merged(plain, content),
  );
}

/**
 * Takes values out of a file of Helm values again: those that still are as
 * wanted, with maps that are left empty. Undefined when nothing is left.
 *
 * @public
 */
export function removeHelmValues(
  text: string,
  content: string,
): string | undefined {
  const values = readValues(content);
  return withLineFeeds(text, plain => {
    const rest = unmerged(readValues(plain), values);
    return Object.keys(rest).length === 0
      ? undefined
      : withHeadNote(editValues(plain, rest), undefined);
  });
}
