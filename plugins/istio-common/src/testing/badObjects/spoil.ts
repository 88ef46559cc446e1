/** What no field expects, yet a broken writer or an old schema may leave there. */
export const BAD_VALUES: readonly unknown[] = [
  undefined,
  null,
  '',
  '*',
  '/',
  ':',
  'a/b/c/d',
  '\u0000',
  'x\ny\r\n\tz',
  '\u001b[31mred\u001b[0m',
  '\ud83d\ude00 é \u202e',
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  'yesterday',
  '99999999999999h',
  '-1h',
  '1h1h1h',
  '{"revision":',
  '[]',
  'SOMETHING_NEW',
  0,
  -1,
  65_536,
  1e308,
  -1e308,
  0.5,
  Number.MAX_SAFE_INTEGER,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  [{}],
  [1, 'a', null, {}],
  { a: null },
  { a: { a: { a: [] } } },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  JSON.parse('{"matchLabels": {"__proto__": "x", "toString": "y"}}'),
];

/** A place in a JSON value. */
export type Path = ReadonlyArray<string | number>;

/** Every place of a JSON value, the whole excepted. */
function paths(value: unknown, base: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const path = [...base, Array.isArray(value) ? Number(key) : key];
    return [path, ...paths(child, path)];
  });
}

/** The value with what is at a place replaced. */
export function replaced(value: unknown, path: Path, bad: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return bad;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((child, at) =>
      at === key ? replaced(child, rest, bad) : child,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      name === String(key) ? replaced(child, rest, bad) : child,
    ]),
  );
}

const KEPT: ReadonlySet<string> = new Set(['apiVersion', 'kind']);

/** The places that may be spoilt. */
export function spoilable(object: unknown): Path[] {
  // Without its type an object is not looked at.
  return paths(object).filter(
    ([first, ...rest]) => rest.length > 0 || !KEPT.has(String(first)),
  );
}

/** The object with one field after another replaced by one bad value. */
export function* everyPlace(object: unknown, bad: unknown): Iterable<unknown> {
  for (const path of spoilable(object)) yield replaced(object, path, bad);
}
