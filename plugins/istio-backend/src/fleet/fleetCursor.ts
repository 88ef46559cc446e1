import { InputError } from '@backstage/errors';
import type {
  FleetKind,
  FleetSort,
} from '@meshwright/backstage-plugin-istio-common';

/**
 * Where the next page begins: after a position and not at a number, so that
 * rows that come and go in between shift nothing.
 */
export function writeCursor(
  kind: FleetKind,
  sort: FleetSort,
  position: string,
): string {
  return Buffer.from(JSON.stringify([kind, sort, position])).toString(
    'base64url',
  );
}

/** The position in a cursor; an error that names the field unless it is of this list and order. */
export function readCursor(
  kind: FleetKind,
  sort: FleetSort,
  cursor: string,
): string {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(parts) && parts[0] === kind && parts[1] === sort) {
    const [, , position] = parts;
    if (typeof position === 'string') return position;
  }
  throw new InputError(
    `cursor: not one that this list in this order gave; leave it out to begin again`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
