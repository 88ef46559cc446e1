import { flat } from '../../model/flat';

/** Brings every text in a piece of plain data into one piece, where it stands. */
export function settle(value: unknown): void {
  if (typeof value === 'string') flat(value);
  else if (Array.isArray(value)) for (const one of value) settle(one);
  else if (typeof value === 'object' && value !== null) {
    // Plain data is a record; a list of its values would be made at every step.
    const fields = value as Readonly<Record<string, unknown>>;
    for (const key in fields)
      if (Object.hasOwn(fields, key)) settle(fields[key]);
  }
}
