import { createHash } from 'node:crypto';

/** Tells a text from others, in as few characters as a description has room for. @internal */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
