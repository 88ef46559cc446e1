/** `has(a.b[0].c)`: the last field of something that is picked from a list by its place. */
const HAS_OF_ITEM = /\bhas\(((?:\w+\.)*\w+\[\d+\](?:\.\w+)*)\.(\w+)\)/g;

/**
 * A rule as the library takes it. `has()` of a field below an item of a list
 * it does not take (8.0.0); asked whether the object has the key, it does, and
 * objects are maps here.
 *
 * @internal
 */
export function celDialect(rule: string): string {
  return rule.replace(HAS_OF_ITEM, "('$2' in $1)");
}
