import { isScalar, type YAMLSeq } from 'yaml';

/** Start and end of a scalar in the text. */
function spanOf(item: unknown): [number, number] | undefined {
  if (!isScalar(item) || !item.range) return undefined;
  return [item.range[0], item.range[1]];
}

const lineStart = (text: string, at: number) =>
  text.lastIndexOf('\n', at - 1) + 1;

/** The end of a line, before its line break. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** What stands before an entry in its line, `  - `; undefined for other lists. */
function bullet(text: string, start: number): string | undefined {
  const before = text.slice(lineStart(text, start), start);
  return /^ *- +$/.test(before) ? before : undefined;
}

/** Above the comments and empty lines that lead to a line. */
function aboveComments(text: string, start: number): number {
  if (start === 0) return start;
  const before = lineStart(text, start - 1);
  return /^[ \t]*(#[^\n]*)?$/.test(text.slice(before, start - 1))
    ? aboveComments(text, before)
    : start;
}

/**
 * Puts a line for a new entry into a block list, at `index`, and changes no
 * other byte; undefined where the list is not written a line an entry.
 *
 * @internal
 */
export function insertListLine(
  text: string,
  { items }: YAMLSeq,
  { index, value }: { index: number; value: string },
): string | undefined {
  const near = spanOf(items[Math.max(0, index - 1)]);
  const lead = near && bullet(text, near[0]);
  if (!near || lead === undefined) return undefined;
  const line = `${lead}${value}`;
  if (index > 0) {
    const end = lineEnd(text, near[1]);
    return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
  }
  const start = aboveComments(text, lineStart(text, near[0]));
  return `${text.slice(0, start)}${line}\n${text.slice(start)}`;
}

/** Takes the line of an entry out; undefined where it has none of its own. @internal */
export function removeListLine(
  text: string,
  item: unknown,
): string | undefined {
  const span = spanOf(item);
  if (!span || bullet(text, span[0]) === undefined) return undefined;
  const [start, end] = [lineStart(text, span[0]), lineEnd(text, span[1])];
  // The last line of a text may have no line break of its own.
  return end === text.length
    ? text.slice(0, Math.max(0, start - 1))
    : text.slice(0, start) + text.slice(end + 1);
}
