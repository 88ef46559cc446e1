import * as fc from 'fast-check';
import { fitBody } from './fitBody';

const MARKER = '\n\n<!-- meshwright:{"change":"a"} -->';

describe('fitBody', () => {
  it('leaves what fits', () => {
    expect(fitBody(`a${MARKER}`, 4000)).toBe(`a${MARKER}`);
  });

  it('leaves out the end, never half a fold or block, and keeps the marker', () => {
    const fold = `<details><summary>P</summary>\n\n\`\`\`json\n{\n\n}\n\`\`\`\n\n${'x'.repeat(
      200,
    )}\n\n</details>`;
    const body = `First.\n\nSecond.\n\n${fold}${MARKER}`;
    const fitted = fitBody(body, 240);
    expect(fitted).toMatch(
      /^First\.\n\nSecond\.\n\n_Shortened to .*_\n\n<!--/s,
    );
    expect(fitted.endsWith(MARKER)).toBe(true);
    expect(fitted).not.toContain('<details>');
  });

  it('gives up a marker that is too long', () => {
    const marker = `\n\n<!-- ${'m'.repeat(500)} -->`;
    const fitted = fitBody(`First.\n\n${'x'.repeat(300)}${marker}`, 300);
    expect(fitted).toMatch(/^First\.\n\n_Shortened/);
    expect(fitted).not.toContain('<!--');
  });

  it('always fits', () => {
    const word = fc.constantFrom('a', '\n\n', '```', '\n', '<details>', '-->');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 200 }),
        fc.boolean(),
        fc.integer({ min: 120, max: 400 }),
        (words, marked, limit) => {
          const body = words.join('') + (marked ? MARKER : '');
          expect(fitBody(body, limit).length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});
