import * as fc from 'fast-check';
import { parse } from 'yaml';
import { renderDocument } from '../build/renderManifests';
import { headNote, withHeadNote } from './headNote';
import { mergeHelmValues, removeHelmValues } from './helmValues';
import { writeNote } from './valuesNote';

const text = `# ours
global:
    hub: harbor.example.com   # the mirror
    proxy: {logLevel: warning}

pilot:   # sized in May
    env:
        A: "1"
    resources:
        requests: { cpu: 2 }
tolerations:
- key: infra
`;

describe('mergeHelmValues', () => {
  it('adds by path, and touches no other line', () => {
    const after = mergeHelmValues(
      text,
      'pilot:\n  env:\n    B: "2"\n  autoscaleMin: 2\nrevision: 1-30-3\n',
    );
    expect(after).toBe(
      `${text
        .replace('        A: "1"\n', '        A: "1"\n        B: "2"\n')
        .replace(
          '        requests: { cpu: 2 }\n',
          '        requests: { cpu: 2 }\n    autoscaleMin: 2\n',
        )}revision: 1-30-3\n`,
    );
  });

  it('replaces what differs, and keeps what goes together', () => {
    const after = mergeHelmValues(
      text,
      'global:\n  hub: other\n  proxy:\n    image: p\n',
    );
    expect(parse(after).global).toEqual({
      hub: 'other',
      proxy: { logLevel: 'warning', image: 'p' },
    });
    expect(after).toContain('pilot:   # sized in May\n    env:\n');
  });

  const noted = (paths: string, values: string) =>
    `# meshwright.dev/values:${paths && ` ${paths}`}\n${values}`;

  it('takes away what an earlier run wrote, with its lines and no others', () => {
    expect(
      mergeHelmValues(
        noted('global.hub none.at.all pilot.env.A', text),
        noted('global.hub', 'global:\n  hub: other\n'),
      ),
    ).toBe(
      noted(
        'global.hub',
        text
          .replace('hub: harbor.example.com', 'hub: other')
          .replace('    env:\n        A: "1"\n', ''),
      ),
    );
  });

  it('leaves what people wrote: there is no note of it', () => {
    const wanted = noted('revision', 'revision: a\n');
    const first = mergeHelmValues(text, wanted);
    expect(first).toBe(noted('revision', `${text}revision: a\n`));
    expect(mergeHelmValues(first, noted('', '{}\n'))).toBe(noted('', text));
  });

  it.each([
    [
      'a key with dots',
      'a.b\\.c/d',
      'a:\n  b.c/d: 1\n  e: 2\n',
      'a:\n  e: 2\n',
    ],
    ['the last of a map', 'a.b', 'a:\n  b: 1\nc: 1\n', 'c: 1\n'],
    ['a list', 'a', 'a: [1]\nc: 1\n', 'c: 1\n'],
    ['a map of people in its place', 'a', 'a:\n  b: 1\n', 'a:\n  b: 1\n'],
    ['a list of people around it', 'a.b', 'a: [1]\n', 'a: [1]\n'],
    ['what no note says', '\\ . .. a\\ __proto__.b', 'b: 1\n', 'b: 1\n'],
  ])('takes away %s as noted', (_, paths, there, left) => {
    expect(mergeHelmValues(noted(paths, there), noted('', '{}\n'))).toBe(
      noted('', left),
    );
  });

  it('a change in part takes nothing away, and notes what it adds', () => {
    const part = noted('+ b.c', 'b:\n  c: 2\n');
    expect(mergeHelmValues('', part)).toBe(noted('b.c', 'b:\n  c: 2\n'));
    const had = noted('a', 'a: 1\n');
    const both = mergeHelmValues(had, part);
    expect(both).toBe(noted('a b.c', 'a: 1\nb:\n  c: 2\n'));
    expect(mergeHelmValues(both, part)).toBe(both);
    // Of the rest of an older file nobody knows: it stays without a note.
    expect(mergeHelmValues('a: 1\n', part)).toBe('a: 1\nb:\n  c: 2\n');
  });

  it('finds the note below what people wrote above it', () => {
    const head = '\uFEFF# yaml-language-server: x\n---\n';
    expect(
      mergeHelmValues(
        `${head}# meshwright.dev/values: a\r\na: 1\r\nb: 2\r\n`.replace(
          /\r?\n/g,
          '\r\n',
        ),
        noted('b', 'b: 2\n'),
      ),
    ).toBe(`${head}# meshwright.dev/values: b\nb: 2\n`.replace(/\n/g, '\r\n'));
    // Inside of values it is a text.
    const inside = 'b: |\n  # meshwright.dev/values: c\nc: 1\n';
    expect(mergeHelmValues(inside, noted('d', 'd: 1\n'))).toBe(
      noted('d', `${inside}d: 1\n`),
    );
  });

  it('changes nothing where the values are', () => {
    expect(mergeHelmValues(text, 'global:\n  hub: harbor.example.com\n')).toBe(
      text,
    );
  });

  it('keeps the line breaks of the file', () => {
    expect(mergeHelmValues('a: 1\r\n', 'b: 2\n')).toBe('a: 1\r\nb: 2\r\n');
  });

  it.each(['- a\n', 'text\n'])('refuses %j, which is no map', broken => {
    expect(() => mergeHelmValues(broken, 'a: 1\n')).toThrow('not a map');
  });

  it('fills an empty file', () => {
    expect(mergeHelmValues('', 'a: 1\n')).toBe('a: 1\n');
  });
});

describe('removeHelmValues', () => {
  it('takes out what is as it was written, and maps left empty', () => {
    const ours = 'global:\n  a: 1\nmine:\n  b:\n    c: 2\n';
    const both = mergeHelmValues(text, ours);
    expect(removeHelmValues(both, ours)).toBe(text);
  });

  it('leaves what people changed', () => {
    expect(removeHelmValues('a: 2\nb: 3\n', 'a: 1\nb: 3\n')).toBe('a: 2\n');
  });

  it('leaves nothing of a file that was all ours', () => {
    expect(removeHelmValues('a:\n  b: 1\n', 'a:\n  b: 1\n')).toBeUndefined();
  });
});

// Keys of the one and of the other are never the same at the top, or both maps.
const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('x', 'a: b', '# no', '', 'yes', '1.0', 'two\nlines\n'),
);
const leaf = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const tree = (prefix: string) =>
  fc.dictionary(
    fc.constantFrom(...['a', 'b', 'c'].map(key => `${prefix}${key}`)),
    fc.oneof(
      leaf,
      fc.dictionary(
        fc.constantFrom('d', 'e').map(key => `${prefix}${key}`),
        leaf,
        { minKeys: 1, maxKeys: 2 },
      ),
    ),
    { minKeys: 1, maxKeys: 3 },
  );

/** A file of people: comments, empty lines, values beside ours in shared maps. */
const repository = fc
  .tuple(
    tree('o'),
    fc.dictionary(fc.constant('oz'), leaf, { minKeys: 1 }),
    fc.constantFrom('', '# head\n', '---\n', '\n# one\n\n'),
    fc.constantFrom('', '# tail\n', '\n'),
    fc.boolean(),
  )
  .map(([own, shared, head, tail, open]) => {
    const body = renderDocument({ ...own, shared }).replace(
      /^(\w+): /gm,
      '$1:  ',
    );
    const whole = `${head}${body}${tail}`;
    return open && tail === '' ? whole.replace(/\n$/, '') : whole;
  });

const ours = fc
  .tuple(tree('w'), tree('w'), fc.boolean())
  .map(([own, shared, isNoted]) => {
    const values = { ...own, shared };
    const printed = renderDocument(values);
    return isNoted ? withHeadNote(printed, writeNote(values)) : printed;
  });

describe('values of random files', () => {
  it('apply twice as once, and are gone without a trace', () => {
    fc.assert(
      fc.property(repository, ours, (before, wanted) => {
        const once = mergeHelmValues(before, wanted);
        expect(parse(once)).toEqual({
          ...parse(before),
          ...parse(wanted),
          shared: { ...parse(before).shared, ...parse(wanted).shared },
        });
        expect(mergeHelmValues(once, wanted)).toBe(once);
        expect(removeHelmValues(once, wanted)).toBe(before);
        if (!headNote(wanted)) return;
        const none = withHeadNote('{}\n', '');
        const without = mergeHelmValues(once, none);
        expect(withHeadNote(without, undefined)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});
