/**
 * A text as a CEL literal. JSON's escapes are CEL's too.
 * Source: cel-spec, doc/langdef.md, "String and Bytes Values".
 *
 * @internal
 */
export function celText(text: string): string {
  return JSON.stringify(text);
}

/** A list of texts as a CEL literal. @internal */
export function celList(texts: readonly string[]): string {
  return `[${texts.map(celText).join(', ')}]`;
}
