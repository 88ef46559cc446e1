/**
 * Runs an edit on a text with plain line feeds and gives the result the line
 * breaks of the text.
 *
 * @internal
 */
export function withLineFeeds<T extends string | undefined>(
  text: string,
  edit: (plain: string) => T,
): T {
  if (!text.includes('\r\n')) return edit(text);
  const result = edit(text.replace(/\r\n/g, '\n'));
  // A text stays a text, and nothing stays nothing.
  return result?.replace(/\n/g, '\r\n') as T;
}
