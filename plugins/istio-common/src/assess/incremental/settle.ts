import { flat } from '../../model/flat';

/** Brings every text in a piece of plain data into one piece, where it stands. */
export function settle(value: unknown): void {
  if (typeof value === 'string') flat(value);
  else if (Array.isArray(value)) for (const one of value) settle(one);
  else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) settle(one);
  }
}
