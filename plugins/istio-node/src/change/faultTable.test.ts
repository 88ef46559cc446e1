import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');
const table = readFileSync(join(ROOT, 'docs/forge-faults.md'), 'utf8');
const rows = table.split('\n').filter(line => /^\| \d+ /.test(line));

/** `file` "title" pairs of a row. */
function testsOf(row: string): Array<[string, string]> {
  const pairs = [...row.matchAll(/`([^`]+\.ts)` "([^"]+)"/g)];
  return pairs.map(([, file, title]) => [file, title]);
}

it('names every fault and every abuse once', () => {
  const numbers = rows.map(row => Number(/\d+/.exec(row)?.[0]));
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i);
  expect(numbers).toEqual([...range(34, 45), ...range(18, 28)]);
});

it.each(rows.map(row => [row.split('|')[2].trim(), row]))(
  'names tests that exist: %s',
  (_, row) => {
    const tests = testsOf(row);
    expect(tests).not.toEqual([]);
    for (const [file, title] of tests) {
      // Long titles are on a line of their own; quotes are of either kind.
      expect([file, readFileSync(join(ROOT, file), 'utf8')]).toEqual([
        file,
        expect.stringContaining(title),
      ]);
    }
  },
);
