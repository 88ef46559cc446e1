type Fields = Record<string, unknown>;

/**
 * A JSON merge patch (RFC 7386) that sets what is wanted now, and takes away
 * what was wanted last time and is not any more. What somebody else set stays.
 *
 * @internal
 */
export function mergePatchFrom(last: Fields, wanted: Fields): Fields {
  const patch: Fields = {};
  for (const key of Object.keys(last)) {
    if (!(key in wanted)) patch[key] = null;
  }
  for (const [key, value] of Object.entries(wanted)) {
    const before = last[key];
    if (isFields(value)) {
      patch[key] = mergePatchFrom(isFields(before) ? before : {}, value);
    } else if (value !== undefined) {
      patch[key] = value;
    }
  }
  return patch;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
