/** A map of values. @internal */
export type Values = Record<string, unknown>;

/** @internal */
export function isValues(value: unknown): value is Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function onlyTakesAway(wanted: Values): boolean {
  const inside = Object.values(wanted);
  return (
    inside.length > 0 &&
    inside.every(
      value => value === null || (isValues(value) && onlyTakesAway(value)),
    )
  );
}

/**
 * What is there with what is wanted: maps go together, all else is replaced.
 * A wanted `null` takes the value away, with maps that are left empty by it;
 * what is no map stays under a wanted map that only takes away.
 *
 * @internal
 */
export function mergeValues(there: Values, wanted: Values): Values {
  const result = new Map(Object.entries(there));
  for (const [key, value] of Object.entries(wanted)) {
    const old = result.get(key);
    if (value === null) {
      result.delete(key);
    } else if (isValues(value)) {
      if (old !== undefined && !isValues(old) && onlyTakesAway(value)) continue;
      const merged = mergeValues(isValues(old) ? old : {}, value);
      const emptied =
        Object.keys(merged).length === 0 && Object.keys(value).length > 0;
      if (emptied) result.delete(key);
      else result.set(key, merged);
    } else {
      result.set(key, value);
    }
  }
  return Object.fromEntries(result);
}
