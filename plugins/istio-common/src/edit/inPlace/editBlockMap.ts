import type { YAMLMap } from 'yaml';
import type { Values } from '../mergeValues';
import { lineEnd, lineStart } from '../textLines';
import type { InPlaceEditor } from './InPlaceEditor';
import { colonOf, contentEnd, spanOf, type ValuePlace } from './valuePlace';
import { entryLines, indented } from './valueText';

/** Takes an entry out, with its lines and no others. */
function putAway(editor: InPlaceEditor, map: YAMLMap, at: number): boolean {
  const { text } = editor;
  const start = spanOf(map.items[at].key)?.[0];
  const end = contentEnd(text, map.items[at]);
  if (start === undefined || end === undefined) return false;
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() === '') {
    return editor.putAwayLines(line, lineEnd(text, end));
  }
  // Behind a dash: the next one takes its place.
  const next = spanOf(map.items[at + 1]?.key)?.[0];
  if (next === undefined || text.slice(end, next).includes('#')) return false;
  return editor.put(start, next, '');
}

/** Brings a map of a line an entry to what is wanted. @internal */
export function editBlockMap(
  editor: InPlaceEditor,
  map: YAMLMap,
  place: ValuePlace,
  wanted: Values,
): boolean {
  const { text, style } = editor;
  const entries = editor.entriesOf(map);
  const first = spanOf(map.items[0].key)?.[0];
  const last = entries.findLastIndex(({ key }) => Object.hasOwn(wanted, key));
  if (first === undefined) return false;
  if (last < 0) return editor.replace(place, wanted);
  const column = first - lineStart(text, first);
  for (const [at, { key, value }] of entries.entries()) {
    const after = colonOf(text, map.items[at]);
    if (after === undefined) return false;
    const one = { node: value, after, column };
    const isDone = Object.hasOwn(wanted, key)
      ? editor.edit({ ...one, inList: false, inBrackets: false }, wanted[key])
      : putAway(editor, map, at);
    if (!isDone) return false;
  }
  const had = new Set(entries.map(({ key }) => key));
  const added = Object.entries(wanted).filter(([key]) => !had.has(key));
  if (added.length === 0) return true;
  const end = contentEnd(text, map.items[last]);
  if (end === undefined) return false;
  const lines = entryLines(Object.fromEntries(added), style);
  const at = lineEnd(text, end);
  return editor.put(at, at, `\n${indented(lines, column).join('\n')}`);
}
