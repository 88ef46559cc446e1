import { randomInt } from 'node:crypto';

// No vowels and no look-alikes, so that no words come out: the API server's alphabet.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** The name for a generateName: five random characters after it, within 63. @internal */
export function generateName(base: string): string {
  const suffix = Array.from(
    { length: 5 },
    () => ALPHABET[randomInt(ALPHABET.length)],
  );
  return base.slice(0, 58) + suffix.join('');
}
