/**
 * By what an entry of a list of type `map` is known: the values of its keys,
 * undefined where one is missing or is no scalar.
 * Source: k8s.io/apiserver, pkg/cel/common/maplist.go.
 *
 * @internal
 */
export function mapEntryKey(
  item: unknown,
  keys: readonly string[],
): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  // Of an object any key may be asked for.
  const named = item as Record<string, unknown>;
  const values = keys.map(key =>
    Object.hasOwn(named, key) ? named[key] : undefined,
  );
  return values.every(value => /^(string|number|boolean)$/.test(typeof value))
    ? JSON.stringify(values)
    : undefined;
}

/** Entries of a list by their keys; of two with the same the first one counts. @internal */
export function entriesByKey(
  items: readonly unknown[],
  keys: readonly string[],
): Map<string, unknown> {
  const byKey = new Map<string, unknown>();
  for (const item of items) {
    const key = mapEntryKey(item, keys);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, item);
  }
  return byKey;
}
