type Fields = Record<string, unknown>;

/** Objects without values, by the names of their fields. */
const BLANKS = new Map<string, Fields>();

/** So many combinations of fields are remembered; trimmed objects have a few hundred. */
const LIMIT = 2_000;

function blankOf(names: readonly string[]): Fields {
  // Joined, no names and one that is empty would be the same.
  const key = JSON.stringify(names);
  const known = BLANKS.get(key);
  if (known) return known;
  // Parsed, because that makes room for exactly these fields.
  const blank: Fields = JSON.parse(
    `{${names.map(name => `${JSON.stringify(name)}:null`).join(',')}}`,
  );
  if (BLANKS.size >= LIMIT) BLANKS.clear();
  BLANKS.set(key, blank);
  return blank;
}

/**
 * A copy of an object that takes no more room than its fields need. What is
 * built up field by field keeps most of them in a second object with room to
 * grow; here V8 copies one that was made for these fields.
 */
export function packed<TObject extends object>(
  object: TObject,
  valueOf: (value: unknown, name: string) => unknown = value => value,
): TObject {
  const names = Object.keys(object);
  const copy: Fields = { ...blankOf(names) };
  // Fields of an object are named by texts.
  const fields = object as Readonly<Fields>;
  for (const name of names) copy[name] = valueOf(fields[name], name);
  // It has the fields of the object.
  return copy as TObject;
}
