import { isRecord } from './KubeObject';

/** What the object looks like once it has been sent over the wire: nothing undefined. @internal */
export function wireForm<T>(value: T): T {
  if (Array.isArray(value)) {
    // an array of T's items stays one
    return value.map(wireForm) as T;
  }
  if (!isRecord(value)) return value;
  // the same fields, less those that JSON would leave out
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, wireForm(part)]),
  ) as T;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length === 0
    : value === undefined || value === null || value === '';
}

/** Fields that Go leaves out when they are empty, outside and inside metadata. */
const OMITTED = new Set(['data', 'binaryData', 'immutable']);

function withoutEmpty(
  fields: Record<string, unknown>,
  omitted: (field: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => !(omitted(field) && isEmpty(value)),
    ),
  );
}

/**
 * Leaves out what an API server's typed objects leave out when it is empty:
 * every field of metadata, and the content of ConfigMaps and Secrets.
 *
 * @internal
 */
export function withoutEmptyFields<
  T extends { metadata?: unknown; [field: string]: unknown },
>(object: T): T {
  const { metadata } = object;
  // only empty fields go, none of which is required
  return withoutEmpty(
    {
      ...object,
      ...(isRecord(metadata) && {
        metadata: withoutEmpty(metadata, () => true),
      }),
    },
    field => OMITTED.has(field),
  ) as T;
}
