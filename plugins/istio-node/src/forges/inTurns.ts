/**
 * Maps the items, some at a time, in their order: forges count requests, and
 * limit those that come at once.
 *
 * @internal
 */
export async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += width) {
    const turn = items.slice(at, at + width);
    results.push(...(await Promise.all(turn.map(work))));
  }
  return results;
}
