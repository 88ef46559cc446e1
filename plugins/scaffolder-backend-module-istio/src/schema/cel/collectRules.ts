import {
  type CelRule,
  type KindSchema,
  type OpenApiSchema,
  resolveSchema,
} from '../KindSchema';

/** A rule and the value that it judges. @internal */
export interface PlacedRule {
  rule: CelRule;
  /** JSON pointer of the value. */
  path: string;
  value: unknown;
  schema: OpenApiSchema;
}

/** More than any object of ours has. */
const MOST_RULES = 20_000;

function pointer(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function* rulesBelow(
  value: unknown,
  declared: OpenApiSchema,
  path: string,
  kind: KindSchema,
): Iterable<PlacedRule> {
  // A value that is not there is not judged.
  if (value === undefined || value === null) return;
  const schema = resolveSchema(declared, kind);
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    yield { rule, path, value, schema };
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items) return;
    for (const [index, item] of value.entries()) {
      yield* rulesBelow(item, items, pointer(path, index), kind);
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
    yield* rulesBelow(inner, named, pointer(path, key), kind);
  }
}

/** The rules that judge an object, with the values that they judge. @internal */
export function collectRules(
  object: unknown,
  kind: KindSchema,
): { rules: PlacedRule[]; more: boolean } {
  const rules: PlacedRule[] = [];
  for (const one of rulesBelow(object, kind.schemas[kind.root], '', kind)) {
    if (rules.length === MOST_RULES) return { rules, more: true };
    rules.push(one);
  }
  return { rules, more: false };
}
