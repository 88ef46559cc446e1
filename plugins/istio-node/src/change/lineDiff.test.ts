import { previewedFiles, previewId } from './changePreview';
import { hunksOf, lineCount, patchOf } from './lineDiff';

function lines(count: number, word: string): string {
  return Array.from({ length: count }, (_, at) => `${word} ${at}\n`).join('');
}

const NAMES = ['a/x', 'b/x'] as const;

describe('what differs between texts', () => {
  const before = lines(5000, 'a');

  it('is told by lines where few differ', () => {
    const after = before.replace('a 2500\n', 'b\nc\n');
    expect(hunksOf(before, after, 0)?.flatMap(hunk => hunk.lines)).toEqual([
      '-a 2500',
      '+b',
      '+c',
    ]);
    expect(patchOf(NAMES, before, after)).toMatch(
      /^--- a\/x\n\+\+\+ b\/x\n@@ -24/,
    );
  });

  it('is told by lines where a text comes or goes', () => {
    expect(hunksOf('', before, 0)?.[0].lines).toHaveLength(5000);
    expect(hunksOf(before, '', 0)?.[0].lines).toHaveLength(5000);
    expect(patchOf(NAMES, '', before)?.match(/^\+a /gm)).toHaveLength(5000);
  });

  it('is not looked for beyond a thousand lines', () => {
    expect(hunksOf(before, lines(400, 'b') + before, 0)).toBeDefined();
    const after = lines(300_000, 'b');
    expect(hunksOf(before, after, 0)).toBeUndefined();
    expect(patchOf(NAMES, before, after)).toBeUndefined();
  });

  it('makes two rewritten files two changes, and is said', () => {
    const [one, other] = ['b', 'c'].map(word => ({
      texts: [{ path: 'x', before, after: lines(2000, word) }],
    }));
    expect(previewId(one)).not.toBe(previewId(other));
    expect(previewId(one)).toBe(previewId({ texts: [...one.texts] }));
    const file = { path: 'x', change: 'update', added: 1, removed: 1 } as const;
    const [shown] = previewedFiles({ files: [file], ...one });
    expect(shown.note).toBe('The file is rewritten.');
    const texts = [{ path: 'x', before: 'a\n', after: 'b\n' }];
    expect(previewedFiles({ files: [file], texts })[0].note).toBeUndefined();
  });
});

describe('lineCount', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['a\n\n', 2],
  ])('%j', (text, count) => {
    expect(lineCount(text)).toBe(count);
  });
});
