import {
  type Document,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { renderDocument } from '../build/renderManifests';
import { withAbsent } from './absentValues';
import { headNote, withHeadNote } from './headNote';
import { isValues, mergeValues, type Values } from './mergeValues';
import { reconcileNode } from './reconcileNode';
import { sameValue } from './sameValue';
import { compareNotes, firstNote } from './valuesNote';
import { withLineFeeds } from './withLineFeeds';
import { plainValue, printDocument, readDocument } from './yamlDocuments';
import { assertReadable, UnreadableYamlError } from './yamlLimits';

function readValues(text: string): {
  document: Document.Parsed;
  values: Values;
} {
  assertReadable(text);
  const document = readDocument(text);
  const values = plainValue(document) ?? {};
  if (!isValues(values)) {
    throw new UnreadableYamlError('the Helm values are not a map');
  }
  return { document, values };
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

const lineStart = (text: string, at: number) =>
  text.lastIndexOf('\n', at - 1) + 1;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Where the lines of an entry begin and end; undefined for one in brackets. */
function linesOf(
  text: string,
  { key, value }: Pair,
): { start: number; end: number; indent: string } | undefined {
  // The key of a parsed pair is a node with its place in the text.
  const first = (key as Node).range?.[0];
  const last = isNode(value) ? value.range?.[1] : (key as Node).range?.[1];
  if (first === undefined || !last) return undefined;
  const start = lineStart(text, first);
  const indent = text.slice(start, first);
  if (!/^ *$/.test(indent)) return undefined;
  // A block ends behind its last line break, a scalar within its line.
  const end = text[last - 1] === '\n' ? last - 1 : lineEnd(text, last);
  return { start, end, indent };
}

function indented(value: object, indent: string): string {
  return renderDocument(value)
    .trimEnd()
    .replace(/^(?=.)/gm, indent);
}

/** The text with other values, by the fewest lines; undefined where that cannot be. */
function editLines(
  text: string,
  map: YAMLMap,
  [there, wanted]: [Values, Values],
): string | undefined {
  if (map.flow || map.items.length === 0) return undefined;
  let result = text;
  // From the end of the text, so that places before stay what they are.
  const added = Object.keys(wanted).filter(key => !Object.hasOwn(there, key));
  if (added.length > 0) {
    const lines = linesOf(result, map.items[map.items.length - 1]);
    if (!lines) return undefined;
    const entries = Object.fromEntries(added.map(key => [key, wanted[key]]));
    const block = indented(entries, lines.indent);
    result = `${result.slice(0, lines.end)}\n${block}${result.slice(
      lines.end,
    )}`;
  }
  for (const pair of [...map.items].reverse()) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const next = editEntry(result, pair, key, [there, wanted]);
    if (next === undefined) return undefined;
    result = next;
  }
  return result;
}

function editEntry(
  text: string,
  pair: Pair,
  key: string,
  [there, wanted]: [Values, Values],
): string | undefined {
  if (Object.hasOwn(wanted, key) && sameValue(there[key], wanted[key]))
    return text;
  const lines = linesOf(text, pair);
  if (!lines) return undefined;
  const { start, end, indent } = lines;
  if (!Object.hasOwn(wanted, key)) {
    return end === text.length
      ? text.slice(0, Math.max(0, start - 1))
      : text.slice(0, start) + text.slice(end + 1);
  }
  const [old, value] = [there[key], wanted[key]];
  if (isMap(pair.value) && isValues(old) && isValues(value)) {
    const inner = editLines(text, pair.value, [old, value]);
    if (inner !== undefined) return inner;
  }
  return (
    text.slice(0, start) + indented({ [key]: value }, indent) + text.slice(end)
  );
}

function withValues(text: string, wanted: Values): string {
  const { document, values } = readValues(text);
  if (sameValue(values, wanted)) return text;
  if (isMap(document.contents)) {
    const lines = editLines(text, document.contents, [values, wanted]);
    if (lines !== undefined && readsAs(lines, wanted)) return lines;
  }
  const target: Document = document;
  target.contents = reconcileNode(
    document.contents ?? undefined,
    wanted,
    target,
  ) as Document['contents'];
  const printed = printDocument(target, text);
  return readsAs(printed, wanted) ? printed : renderDocument(wanted);
}

function readsAs(text: string, wanted: Values): boolean {
  try {
    return sameValue(readValues(text).values, wanted);
  } catch (error) {
    if (error instanceof UnreadableYamlError) return false;
    throw error;
  }
}

/** A file of values as it stands where there was none. */
function firstText(content: string): string {
  const note = headNote(content);
  return note === undefined ? content : withHeadNote(content, firstNote(note));
}

function merged(text: string, content: string): string {
  const there = readValues(text).values;
  const notes = compareNotes(there, headNote(text), headNote(content));
  const values = withAbsent(readValues(content).values, notes.gone);
  return withHeadNote(withValues(text, mergeValues(there, values)), notes.note);
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
  const { values } = readValues(content);
  return withLineFeeds(text, plain => {
    const rest = unmerged(readValues(plain).values, values);
    return Object.keys(rest).length === 0
      ? undefined
      : withHeadNote(withValues(plain, rest), undefined);
  });
}
