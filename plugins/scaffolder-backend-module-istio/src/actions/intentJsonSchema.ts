import type { IntentKind } from '@meshwright/backstage-plugin-istio-common';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod';

/** The fields of an action, as the scaffolder keeps them. */
type InputProperties = NonNullable<
  NonNullable<NonNullable<TemplateAction['schema']>['input']>['properties']
>;

/** The parts of a JSON Schema that are read or written here. */
type Schema = z.core.JSONSchema.JSONSchema;

/**
 * Keywords by which the scaffolder would judge a value before the action does.
 * It says of all of them at once that they do not fit; the intent says of each
 * field what to do, and must have its turn.
 */
const JUDGING: ReadonlySet<string> = new Set([
  ...['$schema', 'additionalProperties', 'propertyNames', 'required', 'enum'],
  ...['const', 'format', 'pattern', 'minLength', 'maxLength', 'minItems'],
  ...['maxItems', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...['exclusiveMaximum', 'type', 'anyOf', 'oneOf', 'allOf'],
]);

/** What the keywords that are left out said, in words. */
function describe({ description, enum: values = [] }: Schema, needed: boolean) {
  const unnamed = values.some(
    value => !(description ?? '').includes(String(value)),
  );
  return [
    description,
    unnamed && `One of ${values.join(', ')}`,
    needed && 'Required',
  ]
    .filter(Boolean)
    .join('. ');
}

/** A schema that explains a value and judges only its type. */
function explained(schema: Schema, needed: boolean): Schema {
  const { type, properties, items, required = [] } = schema;
  const rest = Object.entries(schema).filter(([key]) => !JUDGING.has(key));
  const description = describe(schema, needed);
  const fields = Object.entries(properties ?? {}).map(([key, field]) => [
    key,
    // z.toJSONSchema writes no boolean schemas of properties.
    explained(field as Schema, required.includes(key)),
  ]);
  return {
    ...Object.fromEntries(rest),
    ...(type && { type }),
    ...(description && { description }),
    ...(properties && { properties: Object.fromEntries(fields) }),
    ...(items && !Array.isArray(items) && typeof items === 'object'
      ? { items: explained(items, false) }
      : {}),
  };
}

/**
 * The fields of an intent as JSON Schema, for the page that lists actions: made
 * of the schema of the intent itself, so that they never differ.
 *
 * @internal
 */
export function intentJsonSchema({
  schema,
}: Pick<IntentKind, 'schema'>): InputProperties {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  });
  // Of draft 7, as asked for above; only the types of the two libraries differ.
  return (explained(json, false).properties ?? {}) as InputProperties;
}
