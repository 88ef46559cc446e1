import { isValues } from '../mergeValues';
import { sameValue } from '../sameValue';

/** For each wanted entry the one of before that it is, or is made of. @internal */
export interface MatchedItem {
  wanted: unknown;
  /** Its place before; undefined for a new one. */
  from: number | undefined;
  isSame: boolean;
}

/** The same for values that are the same, whatever the order of keys. */
function keyOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, some: unknown) =>
      some !== null && typeof some === 'object' && !Array.isArray(some)
        ? Object.entries(some).sort(([a], [b]) => (a < b ? -1 : 1))
        : some,
    ) ?? ''
  );
}

/** What an entry is known by among its like; undefined for texts and numbers. */
function nameOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'list';
  if (!isValues(value)) return undefined;
  const { name } = value;
  return typeof name === 'string' ? `map ${name}` : 'map';
}

/** Takes the first place of each kind, in order. */
class Places {
  readonly #places = new Map<string, number[]>();

  constructor(
    values: readonly unknown[],
    readonly keyOfValue: (value: unknown) => string | undefined,
    isSpare: (at: number) => boolean = () => true,
  ) {
    for (const [at, value] of [...values.entries()].reverse()) {
      const key = keyOfValue(value);
      if (key === undefined || !isSpare(at)) continue;
      const same = this.#places.get(key);
      if (same) same.push(at);
      else this.#places.set(key, [at]);
    }
  }

  take(value: unknown): number | undefined {
    const key = this.keyOfValue(value);
    return key === undefined ? undefined : this.#places.get(key)?.pop();
  }
}

/**
 * Finds the entries of a list that stay, so that each keeps its comment when it
 * moves. A map or list that changes is made of one of its name, or kind; what
 * people wrote beside a text is of that text, and goes with it.
 *
 * @internal
 */
export function matchItems(
  before: readonly unknown[],
  wanted: readonly unknown[],
): MatchedItem[] {
  const all = new Places(before, keyOf);
  const same = wanted.map(value => {
    const at = all.take(value);
    return at !== undefined && sameValue(before[at], value) ? at : undefined;
  });
  const taken = new Set(same);
  const alike = new Places(before, nameOf, at => !taken.has(at));
  return wanted.map((value, at) => {
    const isSame = same[at] !== undefined;
    return { wanted: value, from: same[at] ?? alike.take(value), isSame };
  });
}

/** Whether what stays, stays in its order. @internal */
export function isInOrder(items: readonly MatchedItem[]): boolean {
  const places = items.flatMap(({ from }) => from ?? []);
  return places.every((place, at) => at === 0 || places[at - 1] < place);
}
