import Ajv, { type ErrorObject } from 'ajv';
import type { KindSchema } from './KindSchema';
import { linearEngine } from './linearPattern';
import type { SchemaProblem } from './SchemaSource';
import { toJsonSchema } from './toJsonSchema';

/** The check of the form of a kind's objects. @internal */
export interface SchemaCheck {
  /** Fills the defaults in, as the API server does, and says what does not fit. */
  check(object: object): SchemaProblem[];
  /** What of the schema is not checked. */
  unread: readonly string[];
}

const INT32 = 2 ** 31;

/** The formats that the API server checks and that definitions here have. */
const FORMATS = {
  int32: {
    type: 'number' as const,
    validate: (value: number) => value >= -INT32 && value < INT32,
  },
  int64: { type: 'number' as const, validate: Number.isSafeInteger },
  'date-time': (text: string) =>
    /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(
      text,
    ) && !Number.isNaN(Date.parse(text)),
};

/** So many places are named; a hundred more help nobody. */
const MOST_PROBLEMS = 20;

function keyOf(item: unknown, keys: readonly string[] | undefined): string {
  if (!keys || typeof item !== 'object' || item === null) {
    return JSON.stringify(item);
  }
  // Of an object any key may be asked for.
  const named = item as Record<string, unknown>;
  return JSON.stringify(keys.map(key => named[key]));
}

function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string')
    : [];
}

function addListTypes(ajv: Ajv): void {
  ajv.addKeyword({
    keyword: 'x-kubernetes-list-type',
    type: 'array',
    error: { message: 'has an entry twice' },
    validate: (
      listType: unknown,
      items: unknown,
      parent?: Record<string, unknown>,
    ) => {
      const isUnique = listType === 'set' || listType === 'map';
      if (!isUnique || !Array.isArray(items)) return true;
      const keys =
        listType === 'map'
          ? texts(parent?.['x-kubernetes-list-map-keys'])
          : undefined;
      return (
        new Set(items.map(item => keyOf(item, keys))).size === items.length
      );
    },
  });
}

function toProblem({
  instancePath,
  message = 'does not fit',
  params,
}: ErrorObject): SchemaProblem {
  const { allowedValues, additionalProperty } = params;
  if (typeof additionalProperty === 'string') {
    return {
      path: instancePath,
      message: `has the unknown field ${JSON.stringify(
        additionalProperty.slice(0, 128),
      )}`,
    };
  }
  return {
    path: instancePath,
    message: Array.isArray(allowedValues)
      ? `${message} (${allowedValues.join(', ')})`
      : message,
  };
}

/** Compiles the schema of a kind. Throws when it is none. @internal */
export function compileSchema(kind: KindSchema): SchemaCheck {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    useDefaults: true,
    // RE2 has no such mode.
    unicodeRegExp: false,
    code: { regExp: linearEngine },
    formats: FORMATS,
    logger: false,
  });
  addListTypes(ajv);
  const { schema, unread } = toJsonSchema(kind);
  const validate = ajv.compile(schema);
  return {
    unread: unread.map(pattern => `pattern ${pattern.slice(0, 120)}`),
    check: object =>
      validate(object)
        ? []
        : (validate.errors ?? []).slice(0, MOST_PROBLEMS).map(toProblem),
  };
}
