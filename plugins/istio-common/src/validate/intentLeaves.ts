import type { JsonObject, JsonValue } from '@backstage/types';

/** One value of an intent and where it stands, `client.issuer.name`. @internal */
export interface IntentLeaf {
  path: string;
  value: JsonValue;
}

/** Deeper than any intent. */
const DEEPEST = 12;

function* leavesBelow(
  value: JsonValue | undefined,
  path: string,
  depth: number,
): Iterable<IntentLeaf> {
  if (value === undefined || depth > DEEPEST) return;
  if (typeof value !== 'object' || value === null) {
    yield { path, value };
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    yield* leavesBelow(inner, path ? `${path}.${key}` : key, depth + 1);
  }
}

/** The values of an intent, the shallow ones first. @internal */
export function intentLeaves(intent: JsonObject): IntentLeaf[] {
  const depth = ({ path }: IntentLeaf) => path.split('.').length;
  return [...leavesBelow(intent, '', 0)].sort((a, b) => depth(a) - depth(b));
}

/**
 * The field of an intent that holds the value, under a path that ends in one
 * of the given ways: what people should change. Undefined when it is not of
 * the intent's own words.
 *
 * @internal
 */
export function fieldHolding(
  intent: JsonObject,
  value: JsonValue | undefined,
  ending: RegExp,
): string | undefined {
  return intentLeaves(intent).find(
    leaf => leaf.value === value && ending.test(leaf.path),
  )?.path;
}
