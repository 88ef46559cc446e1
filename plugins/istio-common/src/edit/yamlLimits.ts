/** What one YAML file may cost to read. @internal */
export const YAML_LIMITS = {
  /** Characters of a file: definitions of people are far below. */
  length: 512 * 1024,
  /** How often aliases may be expanded, against "billion laughs". */
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

/**
 * Refuses a text before the parser sees it: too long, or brackets nested
 * deeper than any definition, which would exhaust the parser's stack. Brackets
 * inside quoted text count too; that errs on the safe side.
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
}
