/** Names in a sentence: "a", "a and b", "a, b and c". */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/**
 * " in eu-2" when the entity runs in more clusters than those named, else
 * nothing: what holds everywhere needs no place.
 */
export function placeWords(
  affected: readonly string[],
  all: readonly string[],
): string {
  const where = [...new Set(affected)].sort();
  const everywhere = new Set(all).size;
  return where.length > 0 && where.length < everywhere
    ? ` in ${listWords(where)}`
    : '';
}
