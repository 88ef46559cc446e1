import {
  type CelRule,
  type KindSchema,
  type OpenApiSchema,
  resolveSchema,
} from '../KindSchema';
import { entriesByKey, mapEntryKey } from '../mapEntryKey';

/** A rule and the value that it judges. @internal */
export interface PlacedRule {
  rule: CelRule;
  /** JSON pointer of the value. */
  path: string;
  value: unknown;
  /** The same value before; undefined where there was none that it comes from. */
  old: unknown;
  schema: OpenApiSchema;
}

/** More than any object of ours has. */
const MOST_RULES = 20_000;

function pointer(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

type OldValue = (value: unknown, key: string | number) => unknown;

/**
 * Which value before an entry comes from: fields and keys by their names,
 * entries of lists of type `map` by their keys, those of other lists from none.
 * Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/cel/validation.go
 * (validateArray, MapIsCorrelatable) and k8s.io/apiserver, pkg/cel/common/maplist.go.
 */
function oldValuesOf(old: unknown, schema: OpenApiSchema): OldValue {
  const none = () => undefined;
  if (typeof old !== 'object' || old === null) return none;
  if (!Array.isArray(old)) {
    // Of an object any key may be asked for.
    const named = old as Record<string, unknown>;
    return (_, key) =>
      Object.hasOwn(named, key) ? named[String(key)] : undefined;
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (schema['x-kubernetes-list-type'] !== 'map' || keys.length === 0) {
    return none;
  }
  const byKey = entriesByKey(old, keys);
  return item => byKey.get(mapEntryKey(item, keys) ?? '');
}

function* rulesBelow(
  value: unknown,
  before: unknown,
  declared: OpenApiSchema,
  path: string,
  kind: KindSchema,
): Iterable<PlacedRule> {
  // A value that is not there is not judged.
  if (value === undefined || value === null) return;
  const schema = resolveSchema(declared, kind);
  const old = before ?? undefined;
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    yield { rule, path, value, old, schema };
  }
  const oldOf = oldValuesOf(old, schema);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items) return;
    for (const [index, item] of value.entries()) {
      yield* rulesBelow(
        item,
        Array.isArray(old) ? oldOf(item, index) : undefined,
        items,
        pointer(path, index),
        kind,
      );
    }
    return;
  }
  if (typeof value !== 'object') return;
  const { properties = {}, additionalProperties } = schema;
  for (const [key, inner] of Object.entries(value)) {
    const named = Object.hasOwn(properties, key)
      ? properties[key]
      : additionalProperties;
    if (typeof named !== 'object') continue;
    yield* rulesBelow(
      inner,
      Array.isArray(old) ? undefined : oldOf(inner, key),
      named,
      pointer(path, key),
      kind,
    );
  }
}

/** The rules that judge an object, with the values that they judge and those before. @internal */
export function collectRules(
  object: unknown,
  old: unknown,
  kind: KindSchema,
): { rules: PlacedRule[]; more: boolean } {
  const rules: PlacedRule[] = [];
  for (const one of rulesBelow(
    object,
    old,
    kind.schemas[kind.root],
    '',
    kind,
  )) {
    if (rules.length === MOST_RULES) return { rules, more: true };
    rules.push(one);
  }
  return { rules, more: false };
}
