const PRIME = 16_777_619;
const START = 2_166_136_261;

function mix(hash: number, word: number): number {
  return Math.imul(hash ^ word, PRIME);
}

function ofText(hash: number, text: string): number {
  let mixed = mix(hash, text.length);
  for (let at = 0; at < text.length; at += 1) {
    mixed = mix(mixed, text.charCodeAt(at));
  }
  return mixed;
}

function ofValue(hash: number, value: unknown): number {
  if (typeof value === 'string') return ofText(mix(hash, 1), value);
  if (typeof value === 'number') return mix(mix(hash, 2), Math.floor(value));
  if (typeof value !== 'object' || value === null) {
    return ofText(mix(hash, 3), String(value));
  }
  if (Array.isArray(value)) {
    let mixed = mix(hash, 4);
    for (const one of value) mixed = ofValue(mixed, one);
    return mix(mixed, value.length);
  }
  let mixed = mix(hash, 5);
  // Fields in the order in which they stand, which is that of the output. No
  // list of them is made, as this runs for every value that is shared.
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name in fields) {
    if (!Object.hasOwn(fields, name)) continue;
    mixed = ofValue(ofText(mixed, name), fields[name]);
  }
  return mixed;
}

/**
 * A number that values of the same content have in common (FNV-1a). Others may
 * have it too, so that whoever finds a value by it has to compare.
 */
export function contentHash(value: unknown): number {
  // As a signed 32-bit integer, which needs no room of its own as a key.
  return ofValue(START, value) | 0;
}
