function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        next[j - 1] + 1,
        row[j] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length];
}

/**
 * The candidate that someone who typed `text` most likely meant: one that
 * contains it or is a third of its letters away; undefined when none is near.
 *
 * @internal
 */
export function nearest(
  text: string,
  candidates: Iterable<string>,
): string | undefined {
  let best: { name: string; score: number } | undefined;
  for (const name of candidates) {
    const score =
      name.includes(text) || text.includes(name) ? 1 : distance(text, name);
    const closer = !best || score < best.score;
    const tie = best?.score === score && name < best.name;
    if (closer || tie) best = { name, score };
  }
  return best && best.score <= Math.ceil(text.length / 3)
    ? best.name
    : undefined;
}
