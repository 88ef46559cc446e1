import { isNode, type YAMLSeq } from 'yaml';
import { aboveComments, lineEnd, lineStart } from '../textLines';
import type { InPlaceEditor } from './InPlaceEditor';
import { isInOrder, type MatchedItem, matchItems } from './matchItems';
import { contentEnd, dashesOf, type ValuePlace } from './valuePlace';
import { indented, valueText } from './valueText';

/** Entries of a list with the places of their lines. */
interface ListLines {
  column: number;
  dashes: readonly number[];
  starts: readonly number[];
  /** Before the line break of the last line of each. */
  ends: readonly number[];
}

function linesOf(
  { text }: InPlaceEditor,
  list: YAMLSeq,
): ListLines | undefined {
  const dashes = dashesOf(text, list);
  if (!dashes) return undefined;
  const starts = dashes.map(dash => lineStart(text, dash));
  const ends = list.items.map((item, at) =>
    lineEnd(text, contentEnd(text, item) ?? dashes[at]),
  );
  return { column: dashes[0] - starts[0], dashes, starts, ends };
}

function newLines({ style }: InPlaceEditor, value: unknown, column: number) {
  const { head, body } = valueText(value, { style, inList: true });
  const isText = typeof value === 'string';
  const lines = [`- ${head}`, ...indented(body, isText ? 0 : 2)];
  return indented(lines, column).join('\n');
}

/**
 * The lines of a list in another order, each with the comments above it; those
 * of entries that go stand at its end.
 */
function reorder(
  editor: InPlaceEditor,
  { starts, ends, column }: ListLines,
  items: readonly MatchedItem[],
): boolean {
  const { text } = editor;
  const above = (at: number) =>
    at === 0 ? '' : text.slice(ends[at - 1] + 1, starts[at]);
  const kept = items.map(({ from, isSame, wanted }) => {
    if (from === undefined || !isSame) return newLines(editor, wanted, column);
    return above(from) + text.slice(starts[from], ends[from]);
  });
  const moved = new Set(items.map(({ from, isSame }) => (isSame ? from : -1)));
  const left = [...starts.keys()]
    .filter(at => !moved.has(at))
    .map(at => above(at).trimEnd())
    .filter(comments => comments !== '');
  const [start, end] = [starts[0], ends[ends.length - 1]];
  return editor.put(start, end, [...kept, ...left].join('\n'));
}

/** Changes entries where they are, with new ones behind those before them. */
function inOrder(
  editor: InPlaceEditor,
  list: YAMLSeq,
  lines: ListLines,
  items: readonly MatchedItem[],
): boolean {
  const { text } = editor;
  const { column, dashes, starts, ends } = lines;
  const stays = new Set(items.map(({ from }) => from));
  for (const at of starts.keys()) {
    if (!stays.has(at)) editor.putAwayLines(starts[at], ends[at]);
  }
  const top = items.find(({ from }) => from !== undefined)?.from ?? 0;
  let before: number | undefined;
  for (const { from, isSame, wanted } of items) {
    if (from === undefined) {
      const line = newLines(editor, wanted, column);
      const start = aboveComments(text, starts[top]);
      if (before === undefined) editor.put(start, start, `${line}\n`);
      else editor.put(ends[before], ends[before], `\n${line}`);
      continue;
    }
    before = from;
    const node = list.items[from];
    if (isSame) continue;
    const place = { after: dashes[from] + 1, column, inList: true };
    const isDone = editor.edit(
      { ...place, node: isNode(node) ? node : undefined, inBrackets: false },
      wanted,
    );
    if (!isDone) return false;
  }
  return true;
}

/** Brings a list of a line an entry to what is wanted. @internal */
export function editBlockSeq(
  editor: InPlaceEditor,
  list: YAMLSeq,
  place: ValuePlace,
  wanted: readonly unknown[],
): boolean {
  const lines = linesOf(editor, list);
  if (!lines) return false;
  const before = list.items.map(item =>
    editor.plain(isNode(item) ? item : undefined),
  );
  const items = matchItems(before, wanted);
  if (items.every(({ from }) => from === undefined)) {
    return editor.replace(place, wanted);
  }
  // A list within a list begins behind a dash.
  const isApart = lines.starts.every(
    (start, at) => editor.text.slice(start, lines.dashes[at]).trim() === '',
  );
  const isPlain = before.every((_, at) => items[at]?.from === at);
  if (!isApart && !isPlain) return editor.replace(place, wanted);
  return isInOrder(items)
    ? inOrder(editor, list, lines, items)
    : reorder(editor, lines, items);
}
