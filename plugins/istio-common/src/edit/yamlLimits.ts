/** What one YAML file may cost to read. @internal */
export const YAML_LIMITS = {
  /** Characters of a file: definitions of people are far below. */
  length: 512 * 1024,
  /**
   * Characters that may begin or end something: parsing cannot be interrupted,
   * and takes 5 to 9 µs for each.
   */
  marks: 50_000,
  /** Aliases, each of which is looked for, and how often one may be expanded, against "billion laughs". */
  aliases: 100,
  /** Nesting of maps and lists. */
  depth: 64,
} as const;

/** Keys that would reach the prototype of an object, and YAML 1.1's merge key. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '<<',
]);

/** A file that is not read, with the reason. @public */
export class UnreadableYamlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableYamlError';
  }
}

/** @internal */
export function assertKey(key: unknown): asserts key is string {
  if (typeof key !== 'string') {
    throw new UnreadableYamlError('a key of the YAML is not a text');
  }
  if (FORBIDDEN_KEYS.has(key)) {
    throw new UnreadableYamlError(`the YAML has the key "${key}"`);
  }
}

/** `-`, `?` and `:` are marks before a blank only: names and times are full of them. */
const MARKS = /[\n\r,[\]{}"'&*!]|[-?:](?=\s)/g;

function hasTooManyMarks(text: string): boolean {
  let left: number = YAML_LIMITS.marks;
  for (const _ of text.matchAll(MARKS)) {
    left -= 1;
    if (left < 0) return true;
  }
  return false;
}

/**
 * Refuses a text before the parser sees it: too long, too many parts, or
 * brackets nested deeper than any definition, which would exhaust the parser's
 * stack. What is inside quoted text counts too; that errs on the safe side.
 *
 * @internal
 */
export function assertReadable(text: string): void {
  if (text.length > YAML_LIMITS.length) {
    throw new UnreadableYamlError(
      `the YAML has ${text.length} characters, at most ${YAML_LIMITS.length} are read`,
    );
  }
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > YAML_LIMITS.depth * 4) {
      throw new UnreadableYamlError('the YAML is nested too deeply');
    }
  }
  if (hasTooManyMarks(text)) {
    throw new UnreadableYamlError(
      `the YAML has too many lines, entries or quotes (more than ${YAML_LIMITS.marks} in all): split the file`,
    );
  }
}
