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
const FEW = 64;

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

/** Where the rows stand. */
function placesOf<T>(rows: readonly T[], some: readonly T[]): number[] {
  if (some.length < FEW / 8) return some.map(row => rows.indexOf(row));
  const places: number[] = [];
  const nths = new Map<T, number>();
  for (let nth = 0; nth < some.length; nth += 1) nths.set(some[nth], nth);
  for (let at = 0; at < rows.length; at += 1) {
    const nth = nths.get(rows[at]);
    if (nth !== undefined) places[nth] = at;
  }
  return places;
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
  const places = placesOf(rows, removed);
  for (const [nth, at] of places.entries()) rows[at] = added[nth];
  if (!compare) return;
  const ordered = places.every(
    at =>
      (at === 0 || compare(rows[at - 1], rows[at]) <= 0) &&
      (at === rows.length - 1 || compare(rows[at], rows[at + 1]) <= 0),
  );
  if (!ordered) rows.sort(compare);
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
