import fc from 'fast-check';
import { replaceEach, replaceInOrder, totalOrder } from './inOrder';
import { keepSame } from './keepSame';
import { sameValue } from './sameValue';

interface Row {
  at: number;
  says: string;
}

const byPlace = (a: Row, b: Row) => a.at - b.at;
const compare = totalOrder(byPlace);
const anyRow = fc.record({
  at: fc.integer({ min: 0, max: 5 }),
  says: fc.constantFrom('a', 'b', 'c'),
});
const some = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ at: at % 7, says: `${at}` }));

describe('rows in order', () => {
  it('of one place are ordered by what they say', () => {
    const [a, b] = [
      { at: 1, says: 'a' },
      { at: 1, says: 'b' },
    ];
    expect(compare(a, b)).toBe(-1);
    expect(compare(b, a)).toBe(1);
    expect(compare(a, a)).toBe(0);
    expect(compare(b, { at: 2, says: 'a' })).toBeLessThan(0);
  });

  // Beyond 64 changes all are sorted anew.
  it.each([0, 1, 2, 63, 64, 65, 100])(
    'are the sorted ones after %d come and go',
    count => {
      fc.assert(
        fc.property(fc.array(anyRow, { maxLength: 20 }), rest => {
          const gone = some(count);
          const come = some(count).reverse();
          const before = [...rest, ...gone].sort(compare);
          const given = before.slice();
          const after = replaceInOrder(before, gone, come, compare);
          expect(after).toEqual([...rest, ...come].sort(compare));
          expect(before).toEqual(given);
        }),
        { numRuns: 20 },
      );
    },
  );

  it.each([1, 2, 7, 8, 9, 40])(
    '%d of them that are replaced take the places they belong to',
    count => {
      fc.assert(
        fc.property(
          fc.array(anyRow, { maxLength: 30 }),
          fc.array(anyRow, { minLength: count, maxLength: count }),
          fc.boolean(),
          (rest, come, sorted) => {
            const gone = some(count);
            const order = sorted ? compare : undefined;
            const rows: Row[] = [...rest, ...gone];
            if (sorted) rows.sort(compare);
            const places = gone.map(row => rows.indexOf(row));
            const expected = rows.slice();
            places.forEach((at, nth) => {
              expected[at] = come[nth];
            });
            if (sorted) expected.sort(compare);
            replaceEach(rows, gone, come, order);
            expect(rows).toEqual(expected);
          },
        ),
        { numRuns: 30 },
      );
    },
  );
});

describe('rows that say the same', () => {
  it.each([0, 1, 2, 8, 9, 10, 30])(
    'are kept as they were among %d that differ',
    count => {
      fc.assert(
        fc.property(
          fc.array(anyRow, { maxLength: 12 }),
          fc.array(anyRow, { maxLength: 12 }),
          (one, other) => {
            const before = [...one, ...some(count)];
            // Copies, of the realm of the test as those of the code are.
            const after = [...other, ...some(count).reverse()].map(row => ({
              ...row,
            }));
            const { rows, removed, added } = keepSame(before, after);
            expect(rows).toEqual(after);
            // What is there now is what was, without what went and with what came.
            const left = before.filter(row => !removed.includes(row));
            expect(new Set(rows)).toEqual(new Set([...left, ...added]));
            expect(removed.every(row => before.includes(row))).toBe(true);
            expect(added.every(row => after.includes(row))).toBe(true);
            expect(rows).toHaveLength(
              before.length - removed.length + added.length,
            );
            // Nothing goes that comes again.
            const words = new Set(added.map(row => JSON.stringify(row)));
            expect(removed.some(row => words.has(JSON.stringify(row)))).toBe(
              false,
            );
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it('one for one', () => {
    const [row, same, other] = [{ a: 1 }, { a: 1 }, { a: 2 }];
    const kept = keepSame([row], [same]);
    expect(kept.rows[0]).toBe(row);
    expect([kept.removed, kept.added]).toEqual([[], []]);
    const moved = keepSame([row], [other]);
    expect(moved.rows[0]).toBe(other);
    expect([moved.removed, moved.added]).toEqual([[row], [other]]);
  });
});

describe('results that are the same', () => {
  class Own {
    constructor(readonly a: number) {}
  }
  const own = new Own(1);
  const bare = (fields: object) => Object.assign(Object.create(null), fields);

  it.each<[string, unknown, unknown, boolean]>([
    ['numbers', 1, 1, true],
    ['other numbers', 1, 2, false],
    ['not a number', NaN, NaN, true],
    ['nothing', null, null, true],
    ['nothing and a record', null, {}, false],
    ['absent and a record', undefined, {}, false],
    ['text and a list', 'a', ['a'], false],
    ['records', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ['records of other values', { a: 1 }, { a: 2 }, false],
    ['records of other fields', { a: 1 }, { b: 1 }, false],
    ['records of more fields', { a: 1 }, { a: 1, b: 2 }, false],
    [
      'a field that is undefined, and none',
      { a: 1, b: undefined },
      { a: 1 },
      false,
    ],
    ['two fields that are undefined', { a: undefined }, { a: undefined }, true],
    ['undefined by another name', { a: undefined }, { b: undefined }, false],
    ['records without a prototype', bare({ a: 1 }), { a: 1 }, true],
    ['a field that every record inherits', { toString: undefined }, {}, false],
    ['the prototype as a field', JSON.parse('{"__proto__": {}}'), {}, false],
    ['lists', [1, [2]], [1, [2]], true],
    ['lists of another order', [1, 2], [2, 1], false],
    ['lists of more', [1], [1, 2], false],
    ['a list and a record', [], {}, false],
    ['sets', new Set([1, 2]), new Set([1, 2]), true],
    ['sets of another order', new Set([1, 2]), new Set([2, 1]), false],
    ['a set and a list', new Set([1]), [1], false],
    ['a set and a map', new Set(), new Map(), false],
    ['maps', new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]]), true],
    ['maps of other values', new Map([[1, 2]]), new Map([[1, 3]]), false],
    ['maps of more', new Map([[1, 2]]), new Map(), false],
    ['an instance and itself', [own], [own], true],
    ['two instances', new Own(1), new Own(1), false],
    ['an instance and a record', new Own(1), { a: 1 }, false],
  ])('%s', (_, one, other, same) => {
    expect(sameValue(one, other)).toBe(same);
    expect(sameValue(other, one)).toBe(same);
  });
});
