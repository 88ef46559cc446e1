/** Joins names as the reader's language does: "eu-1 and us-1". */
export function listText(names: readonly string[]): string {
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(names);
}
