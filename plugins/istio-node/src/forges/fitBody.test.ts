import * as fc from 'fast-check';
import { readMarker, writeMarker } from '../change/changeMarker';
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

  // What the change engine writes for very many objects.
  const HEADINGS = [
    '## Objects',
    '## Checks',
    '## What happens',
    '## Rollback',
  ];
  function large(count: number): string {
    const rows = Array.from(
      { length: count },
      (_, i) =>
        `| AuthorizationPolicy allow-from-a-gateway-${i} | \`a.yaml\` | create |`,
    );
    const table = `| Object | File | Change |\n| --- | --- | --- |\n${rows.join(
      '\n',
    )}`;
    const [objects, checks, happens, rollback] = HEADINGS;
    const files = Object.fromEntries(
      rows.map((_, i) => [
        `clusters/eu-1/shop/allow-from-a-gateway-${i}.yaml`,
        { change: 'create' as const, added: 1, removed: 0 },
      ]),
    );
    const state = 'f'.repeat(64);
    return [
      '**Sum.** For shop.',
      ...[objects, table],
      ...[checks, 'Not verified:\n- one\n- two'],
      ...[happens, rows.map((_, i) => `${i + 1}. It happens.`).join('\n')],
      ...[rollback, 'Revert it.'],
      `<details><summary>Parameters</summary>\n\n\`\`\`json\n{}\n\`\`\`\n\n</details>`,
      `<details><summary>Files</summary>\n\n${table}\n\n</details>`,
      ...['---', 'Footer.'],
      writeMarker({ change: 'c', state, objects: {}, files }),
    ].join('\n\n');
  }

  it.each([10, 20, 40, 400])(
    'has checks, rollback and a marker of %d objects in 4000 characters',
    count => {
      const body = large(count);
      const fitted = fitBody(body, 4000);
      expect(fitted.length).toBeLessThanOrEqual(4000);
      for (const heading of [...HEADINGS, 'Revert it.', 'Footer.']) {
        expect(fitted).toContain(heading);
      }
      // Equal state: a re-run writes nothing.
      const { change, state } = readMarker(fitted) ?? {};
      expect({ change, state }).toEqual({ change: 'c', state: 'f'.repeat(64) });
    },
  );

  it('says how many rows are left out, in the form of each', () => {
    const fitted = fitBody(large(120), 2000);
    const [, left] = /\n\| _(\d+) more_ \| {2}\| {2}\|\n/.exec(fitted) ?? [];
    const shown = fitted.match(/allow-from-a-gateway/g) ?? [];
    expect(shown.length + Number(left)).toBe(120);
    const [, number, more] = /\n(\d+)\. _(\d+) more_\n/.exec(fitted) ?? [];
    expect(Number(number) - 1 + Number(more)).toBe(120);
  });

  it('leaves out other sections before the checks and the rollback', () => {
    const body = [
      ...['First.', '## Objects', 'x'.repeat(600)],
      ...['## Checks', 'None ran.', '## Rollback', 'Revert it.'],
    ].join('\n\n');
    expect(fitBody(`${body}${MARKER}`, 300)).toMatch(
      /^First\.\n\n## Checks\n\nNone ran\.\n\n## Rollback\n\nRevert it\.\n\n_Short/,
    );
  });

  it('always fits', () => {
    const word = fc.constantFrom(
      ...['a', '\n\n', '```', '\n', '<details>', '</details>', '-->'],
      ...['## Checks', '- ', '| a | b |\n'],
    );
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
