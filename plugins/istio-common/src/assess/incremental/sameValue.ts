function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) {
    if (!sameValue(a[at], b[at])) return false;
  }
  return true;
}

function sameFields(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
): boolean {
  // A list of the keys would be made at every step. Plain objects inherit none.
  let left = 0;
  for (const key in a) {
    if (isSameField(a[key], b, key)) left += 1;
    else return false;
  }
  // eslint-disable-next-line guard-for-in -- it only counts them
  for (const _ in b) left -= 1;
  return left === 0;
}

function isSameField(
  value: unknown,
  fields: Record<string, unknown>,
  key: string,
): boolean {
  const other = fields[key];
  // What may be inherited, or absent; asking of every field takes too long.
  if (other === undefined || key === '__proto__') {
    return Object.hasOwn(fields, key) && sameValue(value, other);
  }
  return sameValue(value, other);
}

/**
 * Whether two results are the same: plain data by content, in order; instances
 * of classes by identity, because what they say is not theirs alone.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null
  ) {
    return false;
  }
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (a instanceof Map) {
    return b instanceof Map && sameList([...a].flat(), [...b].flat());
  }
  if (a instanceof Set) return b instanceof Set && sameList([...a], [...b]);
  return (
    isPlain(a) &&
    isPlain(b) &&
    // Plain objects are records.
    sameFields(a as Record<string, unknown>, b as Record<string, unknown>)
  );
}
