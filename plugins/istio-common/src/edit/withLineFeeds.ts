/**
 * Runs an edit on a text with plain line feeds and gives the result the line
 * breaks of the text; a text that is not changed stays as it is, also one in
 * which they are mixed.
 *
 * @internal
 */
export function withLineFeeds<T extends string | undefined>(
  text: string,
  edit: (plain: string) => T,
): T {
  if (!text.includes('\r\n')) return edit(text);
  const plain = text.replace(/\r\n/g, '\n');
  const result = edit(plain);
  // A text stays a text, and nothing stays nothing.
  return (result === plain ? text : result?.replace(/\n/g, '\r\n')) as T;
}
