import { Document, isCollection, isScalar, Scalar } from 'yaml';
import { isValues } from '../mergeValues';
import type { YamlStyle } from '../yamlStyle';

/** A value as text: what follows the key or dash, and the lines below. @internal */
export interface ValueText {
  head: string;
  body: string[];
}

/** Whether a value is written over lines of its own. @internal */
export function isFilled(value: unknown): value is object {
  return Array.isArray(value)
    ? value.length > 0
    : isValues(value) && Object.keys(value).length > 0;
}

function linesOf(value: unknown, style: YamlStyle, quotes?: Scalar.Type) {
  const document = new Document(value, { aliasDuplicateObjects: false });
  const { contents } = document;
  if (quotes && isCollection(contents)) {
    const node = contents.get('k', true);
    if (isScalar(node)) node.type = quotes;
  }
  return document
    .toString({
      lineWidth: 0,
      indent: style.step,
      indentSeq: style.indentSeq,
      flowCollectionPadding: style.padding,
    })
    .replace(/\n$/, '')
    .split('\n');
}

/** Lines further to the right; empty ones stay empty. @internal */
export function indented(lines: readonly string[], column: number): string[] {
  const lead = ' '.repeat(column);
  return lines.map(line => (line === '' ? line : lead + line));
}

const QUOTES: readonly unknown[] = [Scalar.QUOTE_DOUBLE, Scalar.QUOTE_SINGLE];

/** A scalar or empty collection behind a key, quoted as it was. */
function plainText(value: unknown, style: YamlStyle, old: unknown): ValueText {
  const type = isScalar(old) ? old.type : undefined;
  const quotes =
    typeof value === 'string' && QUOTES.includes(type)
      ? (type as Scalar.Type)
      : undefined;
  const [first, ...body] = linesOf({ k: value }, style, quotes);
  return { head: first.slice(first.indexOf(':') + 1).trimStart(), body };
}

/**
 * A value as it stands below a key, or in a list (`inList`): lists and maps
 * begin on the line of the dash. The lines of the body are relative to the
 * column of the key or of what follows the dash.
 *
 * @internal
 */
export function valueText(
  value: unknown,
  { style, inList, old }: { style: YamlStyle; inList: boolean; old?: unknown },
): ValueText {
  if (!isFilled(value)) return plainText(value, style, old);
  const lines = linesOf(value, style);
  if (inList) {
    const [head, ...body] = lines;
    return { head, body };
  }
  const isList = Array.isArray(value);
  const column = isList && !style.indentSeq ? 0 : style.step;
  return { head: '', body: indented(lines, column) };
}

/** A value inside of brackets. @internal */
export function flowText(value: unknown, style: YamlStyle): string {
  const document = new Document([value], { aliasDuplicateObjects: false });
  if (isCollection(document.contents)) document.contents.flow = true;
  return withoutBrackets(
    document.toString({
      lineWidth: 0,
      flowCollectionPadding: style.padding,
    }),
  );
}

/** What stands between the first bracket and the last. @internal */
export function withoutBrackets(text: string): string {
  return text.trim().slice(1, -1).trim();
}

/** Entries of a map as lines. @internal */
export function entryLines(
  entries: Record<string, unknown>,
  style: YamlStyle,
): string[] {
  return linesOf(entries, style);
}
