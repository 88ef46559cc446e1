import {
  linearRegExp,
  StepBudget,
} from '@meshwright/backstage-plugin-istio-node';
import { isBuiltIn, type KindSchema, type OpenApiSchema } from './KindSchema';

/** A schema for ajv, and what of the original it leaves out. @internal */
export interface StrictSchema {
  schema: object;
  /** Patterns that are not read here. */
  unread: string[];
}

/** Keywords whose schemas judge a value and do not say which fields it has. */
const JUNCTORS = ['allOf', 'anyOf', 'oneOf'] as const;

const EMBEDDED = { apiVersion: {}, kind: {}, metadata: {} };

/** Steps of reading all patterns of a kind, some tenths of a second. */
const MOST_STEPS = 2_000_000;

interface Pass {
  unread: string[];
  budget: StepBudget;
  /** Inside a type of Kubernetes itself, where an object without fields is any. */
  lenient: boolean;
}

function escaped(ref: string): string {
  return ref.replace('#/components/schemas/', '#/definitions/');
}

/** Draft 4 and OpenAPI 3.0 have a flag where later drafts have a number. */
function bounds(schema: OpenApiSchema): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ]) {
    if (typeof schema[flag] !== 'boolean') continue;
    changed[flag] = schema[flag] ? schema[bound] : undefined;
    if (schema[flag]) changed[bound] = undefined;
  }
  return changed;
}

/** Which fields an object may have beside those that are named. */
function others(schema: OpenApiSchema, pass: Pass): unknown {
  const { additionalProperties, properties } = schema;
  if (schema['x-kubernetes-preserve-unknown-fields']) return true;
  if (typeof additionalProperties === 'object') {
    return strict(additionalProperties, pass);
  }
  if (additionalProperties !== undefined) return additionalProperties;
  return !properties && pass.lenient;
}

function objectPart(
  schema: OpenApiSchema,
  pass: Pass,
): Record<string, unknown> {
  const isObject = schema.type === 'object' || schema.properties !== undefined;
  if (!isObject) return {};
  const named = Object.entries(schema.properties ?? {}).map(
    ([name, inner]) => [name, strict(inner, pass)] as const,
  );
  return {
    properties: {
      ...(schema['x-kubernetes-embedded-resource'] && EMBEDDED),
      ...Object.fromEntries(named),
    },
    additionalProperties: others(schema, pass),
  };
}

function canRead(pattern: string, budget: StepBudget): boolean {
  if (budget.isSpent) return false;
  try {
    return linearRegExp(pattern, budget) !== undefined;
  } catch (error) {
    if (budget.isSpent) return false;
    throw error;
  }
}

/** Removes patterns that cannot be read, and takes note of them. */
function readable(
  schema: OpenApiSchema,
  { unread, budget }: Pass,
): OpenApiSchema {
  const { pattern, ...rest } = schema;
  if (typeof pattern !== 'string' || canRead(pattern, budget)) return schema;
  unread.push(pattern);
  return rest;
}

/** A schema inside `allOf` and the like: it forbids no fields. */
function judging(schema: unknown, pass: Pass): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(one => judging(one, pass));
  // What is left of the cases is a JSON object.
  const known = readable(schema as OpenApiSchema, pass);
  return Object.fromEntries(
    Object.entries(known).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? escaped(value)
        : judging(value, pass),
    ]),
  );
}

/**
 * What a field may be. Types of Kubernetes itself have no absent texts: an
 * empty one is given its default, as `SetDefaults_Service` does for a protocol
 * (k8s.io/kubernetes, pkg/apis/core/v1/defaults.go).
 */
function choices(schema: OpenApiSchema, { lenient }: Pass): object {
  const { enum: values, default: fallback } = schema;
  return lenient && Array.isArray(values) && typeof fallback === 'string'
    ? { enum: [...values, ''] }
    : {};
}

function strict(original: OpenApiSchema, pass: Pass): object {
  const schema = readable(original, pass);
  if (schema.$ref) return { $ref: escaped(schema.$ref) };
  const { items, type, ...rest } = schema;
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const types = isIntOrString ? ['integer', 'string'] : type && [type];
  const junctors = JUNCTORS.flatMap(key =>
    rest[key] === undefined ? [] : [[key, judging(rest[key], pass)] as const],
  );
  return {
    ...rest,
    ...choices(schema, pass),
    ...bounds(schema),
    ...(types && { type: schema.nullable ? [...types, 'null'] : types }),
    nullable: undefined,
    ...Object.fromEntries(junctors),
    ...(rest.not !== undefined && { not: judging(rest.not, pass) }),
    ...(items && { items: strict(items, pass) }),
    ...objectPart(schema, pass),
  };
}

/** JSON has no undefined: keys that were taken away go. */
function plain(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

/**
 * The schema of a kind as JSON Schema, in which a field that is not named is
 * an error, as strict field validation has it, unless it says
 * `x-kubernetes-preserve-unknown-fields`. Source: k8s.io/apiextensions-apiserver,
 * pkg/apiserver/schema/structural.go and kubeopenapi.go.
 *
 * @internal
 */
export function toJsonSchema({ root, schemas }: KindSchema): StrictSchema {
  const unread: string[] = [];
  const budget = new StepBudget(MOST_STEPS);
  const definitions = Object.entries(schemas).map(
    ([name, schema]) =>
      [
        name,
        strict(schema, { unread, budget, lenient: isBuiltIn(name) }),
      ] as const,
  );
  return {
    schema: plain({
      $ref: `#/definitions/${root}`,
      definitions: Object.fromEntries(definitions),
    }),
    unread: [...new Set(unread)],
  };
}
