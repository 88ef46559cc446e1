function sameFields(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length !== others.length) return false;
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    if (name !== others[at] || !sameWritten(a[name], b[name])) return false;
  }
  return true;
}

function sameRows(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) {
    if (!sameWritten(a[at], b[at])) return false;
  }
  return true;
}

/** Whether two pieces of plain data are written alike: by content, fields in the same order. */
export function sameWritten(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null
  ) {
    return false;
  }
  if (Array.isArray(a)) return Array.isArray(b) && sameRows(a, b);
  if (Array.isArray(b)) return false;
  // Plain objects are records.
  return sameFields(
    a as Readonly<Record<string, unknown>>,
    b as Readonly<Record<string, unknown>>,
  );
}
