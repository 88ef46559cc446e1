import { sameValue } from './sameValue';

/** Rows of which some came and some went; `rows` are those that are there now. */
export interface RowChange<TRow> {
  rows: readonly TRow[];
  removed: TRow[];
  added: TRow[];
}

/** So few rows are compared one by one; making text of them takes longer. */
const FEW = 8;

/** Takes out of the rows the one that says the same. */
function takeFew<TRow>(rows: TRow[], row: TRow): TRow | undefined {
  const at = rows.findIndex(one => sameValue(one, row));
  return at === -1 ? undefined : rows.splice(at, 1)[0];
}

/** Old rows by what they say, so that each is found once. */
function byContent<TRow>(rows: readonly TRow[]): Map<string, TRow[]> {
  const found = new Map<string, TRow[]>();
  for (const row of rows) {
    const content = JSON.stringify(row);
    const same = found.get(content);
    if (same) same.push(row);
    else found.set(content, [row]);
  }
  return found;
}

/**
 * Compares rows with those before and keeps the old one wherever it says the
 * same, so that whoever compares by identity sees only what is different.
 */
export function keepSame<TRow>(
  before: readonly TRow[],
  after: readonly TRow[],
): RowChange<TRow> {
  if (before.length === 1 && after.length === 1) {
    return sameValue(before[0], after[0])
      ? { rows: before, removed: [], added: [] }
      : { rows: after, removed: [before[0]], added: [after[0]] };
  }
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && sameValue(before[head], after[head])) head += 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    sameValue(before.at(-1 - tail), after.at(-1 - tail))
  ) {
    tail += 1;
  }
  const gone = before.slice(head, before.length - tail);
  const old = gone.length > FEW ? byContent(gone) : undefined;
  const added: TRow[] = [];
  const middle = after.slice(head, after.length - tail).map(row => {
    const same = old ? old.get(JSON.stringify(row))?.pop() : takeFew(gone, row);
    if (same) return same;
    added.push(row);
    return row;
  });
  return {
    rows: [
      ...before.slice(0, head),
      ...middle,
      ...before.slice(before.length - tail),
    ],
    removed: old ? [...old.values()].flat() : gone,
    added,
  };
}
