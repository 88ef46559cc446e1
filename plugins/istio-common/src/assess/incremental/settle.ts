import { flat } from '../../model/flat';

const NO_FIELDS: Readonly<Record<string, unknown>> = {};

/**
 * Brings every text in a piece of plain data into one piece, where it stands.
 *
 * @param before - what stood there before: what it has in common with that is left out
 */
export function settle(value: unknown, before?: unknown): void {
  if (value === before) return;
  if (typeof value === 'string') flat(value);
  else if (Array.isArray(value)) {
    const others: readonly unknown[] = Array.isArray(before) ? before : [];
    for (let at = 0; at < value.length; at += 1) settle(value[at], others[at]);
  } else if (typeof value === 'object' && value !== null) {
    // Plain data is a record; a list of its values would be made at every step.
    const fields = value as Readonly<Record<string, unknown>>;
    const others =
      typeof before === 'object' && before !== null
        ? (before as Readonly<Record<string, unknown>>)
        : NO_FIELDS;
    for (const key in fields)
      if (Object.hasOwn(fields, key)) settle(fields[key], others[key]);
  }
}
