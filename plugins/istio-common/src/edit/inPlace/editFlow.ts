import {
  isMap,
  isNode,
  isPair,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isValues } from '../mergeValues';
import type { InPlaceEditor } from './InPlaceEditor';
import { isInOrder, matchItems } from './matchItems';
import { spanOf, type ValuePlace } from './valuePlace';
import { flowText, withoutBrackets } from './valueText';

/** What is to be inside of brackets: of old entries, and new ones. */
interface FlowItem {
  from?: number;
  /** Of an old one; undefined where it stays as it is. */
  change?: { node: Node | undefined; wanted: unknown };
  /** Of a new one. */
  text: string;
}

function spanOfItem(item: unknown): [number, number] | undefined {
  if (!isPair(item)) return spanOf(item);
  const [key, value] = [spanOf(item.key), spanOf(item.value)];
  return key && [key[0], Math.max(key[1], value?.[1] ?? 0)];
}

function flowItems(
  editor: InPlaceEditor,
  node: YAMLMap | YAMLSeq,
  wanted: object,
): FlowItem[] | undefined {
  const { style } = editor;
  if (isMap(node) && isValues(wanted)) {
    const entries = editor.entriesOf(node);
    const keys = entries.map(({ key }) => key);
    const kept = entries.flatMap(({ key, value }, from) =>
      Object.hasOwn(wanted, key)
        ? [{ from, change: { node: value, wanted: wanted[key] }, text: '' }]
        : [],
    );
    const added = Object.entries(wanted)
      .filter(([key]) => !keys.includes(key))
      .map(([key, value]) => ({
        text: withoutBrackets(flowText({ [key]: value }, style)),
      }));
    return [...kept, ...added];
  }
  if (isMap(node) || !Array.isArray(wanted)) return undefined;
  const nodes = node.items.map(item => (isNode(item) ? item : undefined));
  const matched = matchItems(
    nodes.map(item => editor.plain(item)),
    wanted,
  );
  if (!isInOrder(matched)) return undefined;
  return matched.map(({ from, isSame, wanted: value }) => ({
    from,
    text: flowText(value, style),
    ...(from !== undefined &&
      !isSame && { change: { node: nodes[from], wanted: value } }),
  }));
}

/** Takes the entries out that do not stay. */
function putAwayOthers(
  editor: InPlaceEditor,
  spans: ReadonlyArray<[number, number]>,
  stays: ReadonlySet<number | undefined>,
): boolean {
  const last = [...spans.keys()].findLast(at => stays.has(at)) ?? -1;
  const gone = spans.flatMap((span, at): Array<[number, number]> => {
    if (stays.has(at)) return [];
    if (at < last) return [[span[0], spans[at + 1][0]]];
    return at === last + 1
      ? [[spans[last][1], spans[spans.length - 1][1]]]
      : [];
  });
  if (
    gone.some(([start, end]) => editor.text.slice(start, end).includes('#'))
  ) {
    return false;
  }
  for (const [start, end] of gone) editor.put(start, end, '');
  return true;
}

/** Brings a map or list in brackets to what is wanted. @internal */
export function editFlow(
  editor: InPlaceEditor,
  node: YAMLMap | YAMLSeq,
  place: ValuePlace,
  wanted: object,
): boolean {
  const items = flowItems(editor, node, wanted);
  const spans = node.items.flatMap(item => {
    const span = spanOfItem(item);
    return span ? [span] : [];
  });
  const stays = new Set(items?.map(({ from }) => from));
  stays.delete(undefined);
  if (spans.length < node.items.length) return false;
  if (!items || stays.size === 0) return editor.replace(place, wanted);
  if (!putAwayOthers(editor, spans, stays)) return false;
  let before: number | undefined;
  for (const { from, change, text } of items) {
    if (from === undefined) {
      const first = Math.min(...[...stays].flatMap(at => at ?? []));
      const at = before === undefined ? spans[first][0] : spans[before][1];
      editor.put(at, at, before === undefined ? `${text}, ` : `, ${text}`);
      continue;
    }
    before = from;
    const one = { ...place, node: change?.node, after: 0, inList: false };
    if (change && !editor.edit({ ...one, inBrackets: true }, change.wanted)) {
      return false;
    }
  }
  return true;
}
