import type { JsonValue } from '@backstage/types';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/**
 * Hashes a text to 16 hexadecimal digits (FNV-1a, 64 bit). It tells one intent
 * from another; it is no protection against someone who wants a collision.
 *
 * @internal
 */
export function hashText(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  }
  return hash.toString(16).padStart(16, '0');
}

function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/**
 * The hash of an intent: the same for the same values in any key order.
 *
 * @public
 */
export function intentHash(intent: object): string {
  // Intents are what zod schemas of this package return: plain JSON.
  return hashText(canonical(intent as JsonValue));
}
