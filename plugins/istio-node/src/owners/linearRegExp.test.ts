import * as fc from 'fast-check';
import { linearRegExp } from './linearRegExp';

const texts = ['', 'a', 'b', 'ab', 'aab', 'abc', 'docs/aws.md', 'x\ny', 'ß'];

describe('linearRegExp', () => {
  // JavaScript's own reads these in the same way.
  it.each([
    ...['', 'a', '^a$', 'a|b', '^a|b$', '(a|b)*c', '^(?:ab)+$', 'a?b'],
    ...['^a{2}b$', '^a{1,}b$', '^a{0,2}$', 'a{2,3}?', '.', '^.$', '[ab]c'],
    ...['[^a]', '^[a-c]+$', '^docs/(aws|gcp)\\.md$', '\\.', '\\d', '\\w+'],
    ...['^[\\x60-\\x62]+$', '\\x61', '[\\.-a]', '[a-\\x7a]$', 'a\\n|\\ny'],
    ...['a{64}', '^[^\\x61]*$', '[\\w-]b', '[+\\-.]', 'a{0,1000}b'],
    ...['^$', '[]a]', '[\\d-]', '^(a*)*$', '(|a)b', 'a{,2}', '^\\S+$'],
  ])('%s', pattern => {
    const test = linearRegExp(pattern);
    const known = pattern === '[]a]' ? /[\]a]/ : new RegExp(pattern);
    for (const text of texts) {
      expect([text, test?.(text)]).toEqual([text, known.test(text)]);
    }
  });

  it('takes either case where the whole pattern asks for it', () => {
    const test = linearRegExp('^(?i)(abort|warn)?$');
    const taken = ['', 'abort', 'WARN', 'Warn', 'warning', 'x'].filter(text =>
      test?.(text),
    );
    expect(taken).toEqual(['', 'abort', 'WARN', 'Warn']);
    expect(linearRegExp('(?i)[a-c]x')?.('say BX')).toBe(true);
  });

  it.each([
    ...[
      '(',
      ')',
      '[',
      '[a',
      'a**',
      '*',
      'a(?i)b',
      '(?i)[^a]',
      '(?=a)',
      '\\b',
      '\\',
    ],
    ...['a{1001}', 'a{99999}', 'a{3,2}', 'a{2}{3}', '{2}', '[b-a]', '[a-\\d]'],
    ...['\\x6', '\\x{110000}', '(a)\\1', '\\p{L}', '[[:alpha:]]', '\\é'],
  ])('does not read %s', pattern => {
    expect(linearRegExp(pattern)).toBeUndefined();
  });

  // Go differs here from JavaScript.
  it.each<[string, string, boolean]>([
    ['\\Aa\\z', 'a', true],
    ['\\Aa\\z', 'ba', false],
    ['^\\x{1F600}$', '😀', true],
    ['^[😀-😂]$', '😁', true],
    ['[a-\uffff]', '😁', false],
    ['^.$', '\r', true],
    ['\\s', '\v', false],
  ])('%s of %j is %s', (pattern, text, expected) => {
    expect(linearRegExp(pattern)?.(text)).toBe(expected);
  });

  it('is as JavaScript for random patterns', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'ab');
    const { pattern } = fc.letrec<{ pattern: string }>(tie => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(both => both.join('')),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,2}'))
          .map(([a, count]) => `(${a})${count}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (one, said) => {
        const whole = `^(${one})$`;
        expect(linearRegExp(whole)?.(said)).toBe(new RegExp(whole).test(said));
      }),
      { numRuns: 500 },
    );
  });

  it('is not held up by what would hold up JavaScript', () => {
    const test = linearRegExp('^(a+)+(a|a)*(.*)*x$');
    const began = process.cpuUsage();
    expect(test?.('a'.repeat(5000))).toBe(false);
    expect(process.cpuUsage(began).user).toBeLessThan(20_000_000);
    expect(linearRegExp(`${'('.repeat(400)}a${'){50}'.repeat(400)}`)).toBe(
      undefined,
    );
    // Nothing, more often than anybody could wait for.
    expect(linearRegExp(`${'('.repeat(9)}${'){1000}'.repeat(9)}`)).toBe(
      undefined,
    );
  });
});
