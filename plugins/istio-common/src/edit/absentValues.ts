import { isValues, mergeValues, type Values } from './mergeValues';

/** Values as they stand where there are none yet: what is to go is not in them. @internal */
export function presentValues(values: Values): Values {
  return mergeValues({}, values);
}

/** Where values are to go (`null`), as paths of keys. @internal */
export function absentPaths(values: Values): string[][] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [[key]];
    return isValues(value)
      ? absentPaths(value).map(path => [key, ...path])
      : [];
  });
}

/** Values with `null` at paths; what one of them has there stays. @internal */
export function withAbsent(
  values: Values,
  paths: readonly (readonly string[])[],
): Values {
  return paths.reduce(markAbsent, values);
}

function markAbsent(values: Values, [key, ...rest]: readonly string[]): Values {
  const old = Object.hasOwn(values, key) ? values[key] : undefined;
  if (rest.length === 0) {
    return old === undefined ? { ...values, [key]: null } : values;
  }
  if (old !== undefined && !isValues(old)) return values;
  return { ...values, [key]: markAbsent(old ?? {}, rest) };
}
