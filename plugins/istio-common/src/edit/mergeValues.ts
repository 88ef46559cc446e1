/** A map of values. @internal */
export type Values = Record<string, unknown>;

/** @internal */
export function isValues(value: unknown): value is Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** What is there with what is wanted: maps go together, all else is replaced. @internal */
export function mergeValues(there: Values, wanted: Values): Values {
  return Object.entries(wanted).reduce<Values>((result, [key, value]) => {
    const old = Object.hasOwn(there, key) ? there[key] : undefined;
    return {
      ...result,
      [key]: isValues(old) && isValues(value) ? mergeValues(old, value) : value,
    };
  }, there);
}
