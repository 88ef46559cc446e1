import { StepBudget } from '@meshwright/backstage-plugin-istio-node';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { CorrelatedValue } from './CorrelatedValue';
import { isToleratedError } from './isToleratedError';
import type { KindSchema } from './KindSchema';
import { linearEngine } from './linearPattern';
import type { SchemaProblem } from './SchemaSource';
import { toJsonSchema } from './toJsonSchema';

/** The check of the form of a kind's objects. @internal */
export interface SchemaCheck {
  /**
   * Fills the defaults in, as the API server does, and says what does not fit;
   * undefined where its patterns take more steps than an object is given.
   * `before` is what is there, of what is to be changed.
   */
  check(object: object, before?: ObjectBefore): SchemaProblem[] | undefined;
  /** What of the schema is not checked. */
  unread: readonly string[];
}

/** What is there before a change. @internal */
export interface ObjectBefore {
  /** With its defaults. */
  object: object;
  /** What comes, its defaults once they are filled in, beside it. */
  changed: CorrelatedValue;
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

/** Steps of all patterns over one object, some tenths of a second. */
const MOST_STEPS = 2_000_000;

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

const LIST_TYPE = 'x-kubernetes-list-type';

function addListTypes(ajv: Ajv): void {
  ajv.addKeyword({
    keyword: LIST_TYPE,
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

function errorsOf(validate: ValidateFunction, object: object): ErrorObject[] {
  return validate(object) ? [] : validate.errors ?? [];
}

/**
 * Which errors count although there was an object before. Of lists with an
 * entry twice an API server says nothing where one was there already.
 * Source: k8s.io/apiextensions-apiserver, pkg/registry/customresource/strategy.go.
 */
function notTolerated(
  validate: ValidateFunction,
  root: string,
  before: ObjectBefore,
): (error: ErrorObject) => boolean {
  const hadTwice = errorsOf(validate, structuredClone(before.object)).some(
    ({ keyword }) => keyword === LIST_TYPE,
  );
  return error =>
    error.keyword === LIST_TYPE
      ? !hadTwice
      : !isToleratedError(error, root, before.changed);
}

/** Compiles the schema of a kind. Throws when it is none. @internal */
export function compileSchema(kind: KindSchema): SchemaCheck {
  // What toJsonSchema leaves in is read already, in a budget of its own.
  let budget = new StepBudget(Infinity);
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    useDefaults: true,
    // RE2 has no such mode.
    unicodeRegExp: false,
    code: { regExp: linearEngine(() => budget) },
    formats: FORMATS,
    logger: false,
  });
  addListTypes(ajv);
  const { schema, unread } = toJsonSchema(kind);
  const validate = ajv.compile(schema);
  return {
    unread: unread.map(pattern => `pattern ${pattern.slice(0, 120)}`),
    check(object, before) {
      budget = new StepBudget(MOST_STEPS);
      try {
        const errors = errorsOf(validate, object);
        const left = before
          ? errors.filter(notTolerated(validate, kind.root, before))
          : errors;
        return left.slice(0, MOST_PROBLEMS).map(toProblem);
      } catch (error) {
        if (budget.isSpent) return undefined;
        throw error;
      }
    },
  };
}
