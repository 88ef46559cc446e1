const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0');
  return ESCAPES[character] ?? `\\u${code}`;
}

/**
 * A text as a quoted template of HCL 2 that stands for itself. A sign that
 * would open an interpolation or a directive is written as its code point:
 * doubled, it would join with one before it.
 * Source: hashicorp/hcl, hclsyntax/spec.md, "Template Expressions".
 *
 * @internal
 */
export function hclText(text: string): string {
  const quoted = text.replace(/["\\\p{Cc}\u2028\u2029]|[$%](?=\{)/gu, escaped);
  return `"${quoted}"`;
}
