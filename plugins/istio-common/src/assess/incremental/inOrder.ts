type Compare<T> = (a: T, b: T) => number;

/** A total order: what compares as equal is ordered by what it says. */
export function totalOrder<T>(compare: Compare<T>): Compare<T> {
  return (a, b) => {
    const order = compare(a, b);
    if (order !== 0 || a === b) return order;
    return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
  };
}

/** So many rows are put in their places one by one; for more, all are sorted. */
export const FEW = 64;

/** The sorted rows without some of them and with others, still sorted. */
export function replaceInOrder<T>(
  sorted: readonly T[],
  removed: readonly T[],
  added: readonly T[],
  compare: Compare<T>,
): T[] {
  if (removed.length + added.length > FEW) {
    const gone = new Set(removed);
    const kept = sorted.filter(row => !gone.has(row));
    return kept.concat(added).sort(compare);
  }
  const rows = sorted.slice();
  for (const row of removed) rows.splice(rows.indexOf(row), 1);
  for (const row of added) rows.splice(placeOf(rows, row, compare), 0, row);
  return rows;
}

function isSorted<T>(rows: readonly T[], compare: Compare<T>): boolean {
  for (let at = 1; at < rows.length; at += 1) {
    if (compare(rows[at - 1], rows[at]) > 0) return false;
  }
  return true;
}

/**
 * Puts each of the added rows in the place of the removed one, which it mostly
 * belongs to; sorts them where it does not.
 */
export function replaceEach<T>(
  rows: T[],
  removed: readonly T[],
  added: readonly T[],
  compare: Compare<T> | undefined,
): void {
  let nth = 0;
  // Mostly they come in the order in which they stand.
  for (let at = 0; at < rows.length && nth < removed.length; at += 1) {
    if (rows[at] !== removed[nth]) continue;
    rows[at] = added[nth];
    nth += 1;
  }
  for (; nth < removed.length; nth += 1) {
    rows[rows.indexOf(removed[nth])] = added[nth];
  }
  if (compare && !isSorted(rows, compare)) rows.sort(compare);
}

function placeOf<T>(rows: readonly T[], row: T, compare: Compare<T>): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(rows[middle], row) <= 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
