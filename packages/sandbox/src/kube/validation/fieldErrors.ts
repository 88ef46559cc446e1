import type { FieldError } from '../apiErrors';
import { isRecord } from '../KubeObject';

/** One error as ajv reports it. @internal */
export interface SchemaError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function child(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isRecord(value) ? value[step] : undefined;
}

/** `/spec/servers/0/port` as `spec.servers[0].port`; a key of a map stays a field. */
function fieldPath(object: unknown, pointer: string): string {
  let path = '';
  let value = object;
  for (const step of steps(pointer)) {
    if (Array.isArray(value)) path += `[${step}]`;
    else path += path ? `.${step}` : step;
    value = child(value, step);
  }
  return path;
}

function valueAt(object: unknown, pointer: string): unknown {
  return steps(pointer).reduce(child, object);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

/** The sentence of k8s.io/kube-openapi/pkg/validation/errors for one keyword. */
function bodyOf(field: string, value: unknown, error: SchemaError): FieldError {
  const { keyword, params } = error;
  const shown = JSON.stringify(value);
  const wrong = (text: string, subject: string = shown): FieldError => ({
    type: 'FieldValueInvalid',
    field,
    body: `Invalid value: ${subject}: ${field} in body ${text}`,
  });
  switch (keyword) {
    case 'type': {
      const found = JSON.stringify(typeName(value));
      return {
        type: 'FieldValueTypeInvalid',
        field,
        body: `Invalid value: ${found}: ${field} in body must be of type ${params.type}: ${found}`,
      };
    }
    case 'enum': {
      const allowed = Array.isArray(params.allowedValues)
        ? params.allowedValues
        : [];
      return {
        type: 'FieldValueNotSupported',
        field,
        body: `Unsupported value: ${shown}: supported values: ${allowed
          .map(item => JSON.stringify(item))
          .join(', ')}`,
      };
    }
    case 'pattern':
      return wrong(`should match '${params.pattern}'`);
    case 'maximum':
      return wrong(`should be less than or equal to ${params.limit}`);
    case 'minimum':
      return wrong(`should be greater than or equal to ${params.limit}`);
    case 'minLength':
      return wrong(`should be at least ${params.limit} chars long`);
    case 'maxLength':
      return {
        type: 'FieldValueTooLong',
        field,
        body: `Too long: may not be more than ${params.limit} bytes`,
      };
    case 'minItems':
      return wrong(
        `should have at least ${params.limit} items`,
        String(Array.isArray(value) ? value.length : 0),
      );
    case 'maxItems':
      return {
        type: 'FieldValueTooMany',
        field,
        body: `Too many: ${
          Array.isArray(value) ? value.length : 0
        }: must have at most ${params.limit} items`,
      };
    case 'format':
      return wrong(`must be of type ${params.format}: ${shown}`);
    default:
      return wrong(`does not match the schema (${keyword})`);
  }
}

/** Brings ajv's errors into the API server's form, in the order of the fields. @internal */
export function fieldErrors(
  object: object,
  errors: readonly SchemaError[],
): FieldError[] {
  const found = errors.map((error): FieldError => {
    const path = fieldPath(object, error.instancePath);
    if (error.keyword === 'required') {
      const name = String(error.params.missingProperty);
      return {
        type: 'FieldValueRequired',
        field: path ? `${path}.${name}` : name,
        body: 'Required value',
      };
    }
    return bodyOf(path, valueAt(object, error.instancePath), error);
  });
  return found.sort((a, b) =>
    a.field < b.field ? -1 : Number(a.field > b.field),
  );
}
