import * as fc from 'fast-check';
import { hclText } from './hclText';

/**
 * Reads a quoted template as HCL's specification has it, and fails on what
 * would not be a plain text: an end, a line break, an interpolation.
 */
function readHcl(literal: string): string {
  const body = /^"(.*)"$/su.exec(literal)?.[1];
  if (body === undefined) throw new Error(`not quoted: ${literal}`);
  const plain = body.replace(/\\(?:u([0-9a-f]{4})|(.))/gsu, (_, hex, one) => {
    if (hex) return `<${hex}>`;
    if (!'nrt"\\'.includes(one)) throw new Error(`no escape: \\${one}`);
    return `<${(
      { n: 10, r: 13, t: 9 }[one as 'n'] ?? one.charCodeAt(0)
    ).toString(16)}>`;
  });
  if (/["\n\r\\]|[$%]\{/u.test(plain.replace(/<[0-9a-f]+>/g, '.'))) {
    throw new Error(`more than a text: ${literal}`);
  }
  return body.replace(/\\(?:u([0-9a-f]{4})|(.))/gsu, (_, hex, one) =>
    hex
      ? String.fromCharCode(parseInt(hex, 16))
      : { n: '\n', r: '\r', t: '\t' }[one as 'n'] ?? one,
  );
}

describe('hclText', () => {
  it.each([
    ['pki', '"pki"'],
    ['${file("/etc/passwd")}', '"\\u0024{file(\\"/etc/passwd\\")}"'],
    ['%{ if true }', '"\\u0025{ if true }"'],
    // Doubled, as "$${", the last two would join with the first.
    ['$${x}', '"$\\u0024{x}"'],
    ['a\\', '"a\\\\"'],
    ['a"\nb = "c', '"a\\"\\nb = \\"c"'],
    ['$5 and 5%', '"$5 and 5%"'],
  ])('writes %j', (text, expected) => {
    expect(hclText(text)).toBe(expected);
    expect(readHcl(expected)).toBe(text);
  });

  it('stands for any text, and for nothing but it', () => {
    const tricky = fc
      .array(fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', 'u0024', 'x'))
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: 'binary' })), text => {
        expect(readHcl(hclText(text))).toBe(text);
      }),
    );
  });
});
