import type { Chance } from './chance';

/** How a value of an AuthorizationPolicy compares texts. */
export type TextPattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'suffix' | 'prefix' | 'exact'; readonly text: string };

/** Any text that is not empty. */
export const ANY: TextPattern = { kind: 'any' };

/**
 * `*` stands for any text that is not empty, `*x` for an ending, `x*` for a
 * beginning, the rest for itself. A star elsewhere is an ordinary character,
 * also the second one of `*x*`.
 * Source: pilot/pkg/security/authz/matcher/string.go, StringMatcherWithPrefix.
 */
export function textPattern(value: string): TextPattern {
  if (value === '*') return ANY;
  if (value.startsWith('*')) return { kind: 'suffix', text: value.slice(1) };
  return value.endsWith('*')
    ? { kind: 'prefix', text: value.slice(0, -1) }
    : { kind: 'exact', text: value };
}

/** Whether a text matches. */
export function patternMatches(pattern: TextPattern, text: string): boolean {
  switch (pattern.kind) {
    case 'any':
      return text !== '';
    case 'suffix':
      return text.endsWith(pattern.text);
    case 'prefix':
      return text.startsWith(pattern.text);
    default:
      return text === pattern.text;
  }
}

/** Whether a text that may not be known matches. */
export function patternChance(
  pattern: TextPattern,
  text: string | undefined,
): Chance {
  if (text !== undefined) {
    return patternMatches(pattern, text) ? 'always' : 'never';
  }
  return pattern.kind === 'any' ? 'always' : 'sometimes';
}
