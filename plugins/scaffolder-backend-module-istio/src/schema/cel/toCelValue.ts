import {
  type KindSchema,
  type OpenApiSchema,
  resolveSchema,
} from '../KindSchema';

/** Words that CEL keeps for itself. Source: cel-spec, langdef.md. */
const RESERVED: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

/**
 * A field's name as rules write it.
 * Source: k8s.io/apiserver, pkg/cel/escaping.go.
 *
 * @internal
 */
export function celFieldName(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}

function numberValue(value: number, schema: OpenApiSchema): number | bigint {
  const isInteger =
    schema.type === 'integer' || schema['x-kubernetes-int-or-string'];
  return isInteger && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function textValue(value: string, { format }: OpenApiSchema): unknown {
  if (format === 'date-time' || format === 'date') return new Date(value);
  return format === 'byte'
    ? new Uint8Array(Buffer.from(value, 'base64'))
    : value;
}

function objectValue(
  value: object,
  schema: OpenApiSchema,
  kind: KindSchema,
): object {
  const { properties, additionalProperties } = schema;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (properties && Object.hasOwn(properties, key)) {
      return [[celFieldName(key), toCelValue(inner, properties[key], kind)]];
    }
    if (typeof additionalProperties === 'object') {
      return [[key, toCelValue(inner, additionalProperties, kind)]];
    }
    // What the schema does not name, rules do not see.
    return [];
  });
  return Object.fromEntries(entries);
}

/**
 * A value as CEL has it: integers are `int` by their schema and not by their
 * look, names of fields are escaped, fields without a schema are not there.
 * Source: k8s.io/apiserver, pkg/cel/common/values.go.
 *
 * @internal
 */
export function toCelValue(
  value: unknown,
  declared: OpenApiSchema,
  kind: KindSchema,
): unknown {
  const schema = resolveSchema(declared, kind);
  if (typeof value === 'number') return numberValue(value, schema);
  if (typeof value === 'string') return textValue(value, schema);
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return value.map(item => toCelValue(item, items, kind));
  }
  return typeof value === 'object' && value !== null
    ? objectValue(value, schema, kind)
    : value;
}
