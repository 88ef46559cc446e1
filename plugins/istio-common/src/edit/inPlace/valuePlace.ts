import {
  isCollection,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Pair,
  Scalar,
  type YAMLSeq,
} from 'yaml';
import { lineEnd, lineStart } from '../textLines';

/** Where a value stands, or would. @internal */
export interface ValuePlace {
  node: Node | undefined;
  /** Behind the colon or the dash; 0 inside of brackets, -1 for a whole document. */
  after: number;
  /** Of the key or the dash. */
  column: number;
  inList: boolean;
  inBrackets: boolean;
}

type Range = [start: number, end: number];

/** Start and end of a node in the text. @internal */
export function spanOf(node: unknown): Range | undefined {
  if (!isNode(node) || !node.range) return undefined;
  return [node.range[0], node.range[1]];
}

const BLOCK_SCALARS: readonly unknown[] = [
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
];

function isBlockScalar(node: unknown): node is Scalar {
  return isScalar(node) && BLOCK_SCALARS.includes(node.type);
}

/** The last character of a value that is no comment, space or line break. @internal */
export function contentEnd(text: string, value: unknown): number | undefined {
  if (isPair(value)) {
    return contentEnd(text, value.value) ?? contentEnd(text, value.key);
  }
  if (isCollection(value) && !value.flow && value.items.length > 0) {
    return contentEnd(text, value.items.at(-1));
  }
  const span = spanOf(value);
  if (!span) return undefined;
  return isBlockScalar(value) && text[span[1] - 1] === '\n'
    ? span[1] - 1
    : span[1];
}

/** Behind the colon of an entry; undefined for keys that are not plain ones. @internal */
export function colonOf(text: string, { key }: Pair): number | undefined {
  const span = spanOf(key);
  if (!span) return undefined;
  const colon = text.indexOf(':', span[1]);
  if (colon < 0 || text.slice(span[1], colon).trim() !== '') return undefined;
  // A key that spans lines, or stands behind a question mark.
  return text.slice(span[1], colon).includes('\n') ? undefined : colon + 1;
}

/** The dashes of a block list; undefined where they are not found. @internal */
export function dashesOf(text: string, list: YAMLSeq): number[] | undefined {
  const first = spanOf(list)?.[0];
  if (first === undefined) return undefined;
  const column = first - lineStart(text, first);
  const dashes: number[] = [];
  let from = first;
  for (const item of list.items) {
    const span = spanOf(item);
    if (!span) return undefined;
    let line = lineStart(text, span[0]);
    while (line + column > from && text[line + column] !== '-') {
      line = lineStart(text, line - 1);
    }
    const dash = line + column;
    if (dash < from || text[dash] !== '-') return undefined;
    dashes.push(dash);
    from = lineEnd(text, contentEnd(text, item) ?? dash);
  }
  return dashes;
}

/** What of a value stands on the line of its key or dash, and which lines below. @internal */
export interface ValueExtent {
  head: Range;
  body?: Range;
}

/** @internal */
export function extentOf(
  text: string,
  { node, after }: ValuePlace,
): ValueExtent | undefined {
  const span = spanOf(node);
  const end = contentEnd(text, node);
  if (!span || end === undefined || span[0] === span[1]) {
    return { head: [after, after] };
  }
  const [start] = span;
  if (isBlockScalar(node)) {
    const header = /^[|>][^\s#]*/.exec(text.slice(start, start + 8))?.[0] ?? '';
    const line = lineEnd(text, start);
    return {
      head: [start, start + header.length],
      ...(line < end && { body: [line + 1, end] }),
    };
  }
  const isBelow =
    isCollection(node) && !node.flow && text.slice(after, start).includes('\n');
  return isBelow
    ? {
        head: [after, after],
        body: [lineStart(text, start), lineEnd(text, end)],
      }
    : { head: [start, end] };
}
