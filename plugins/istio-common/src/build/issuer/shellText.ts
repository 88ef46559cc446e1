/**
 * A text as one word of a POSIX shell, whatever is in it but NUL, which no
 * argument can have.
 *
 * @internal
 */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
