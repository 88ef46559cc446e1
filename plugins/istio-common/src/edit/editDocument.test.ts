import * as fc from 'fast-check';
import { parse } from 'yaml';
import { editDocument } from './editDocument';

const CASES: Array<[string, string, object, string]> = [
  [
    'a scalar with a comment',
    'a:   1-29   # pinned\nb: 1\n',
    { a: '1-30', b: 1 },
    'a:   1-30   # pinned\nb: 1\n',
  ],
  [
    'a scalar in quotes',
    `a: 'x' # c\nb: "y"\n`,
    { a: "z'", b: 'yes' },
    `a: 'z''' # c\nb: "yes"\n`,
  ],
  [
    'a value that was missing',
    'a: # c\n  # below\nb:\n',
    { a: 1, b: { c: 1 } },
    'a: 1 # c\n  # below\nb:\n  c: 1\n',
  ],
  [
    'a scalar that becomes a map, and back',
    'a: 1 # c\nb: # d\n    # inside\n    e: 1\n    f: 2\nc: &x {} # y\n',
    { a: { b: { c: [1] } }, b: 2, c: [1] },
    'a: # c\n    b:\n        c:\n            - 1\nb: 2 # d\n    # inside\nc: &x # y\n    - 1\n',
  ],
  [
    'texts of many lines',
    'a: one # c\nb: |- # d\n  x\n  y\n\nc: >\n  folded\n  text\n',
    { a: 'l1\nl2', b: 'x\nz\n', c: 'short' },
    'a: |- # c\n  l1\n  l2\nb: | # d\n  x\n  z\n\nc: short\n',
  ],
  [
    'entries that go and come',
    '# head\na: 1 # x\n\n# about b\nb: 2\nc:\n    d: 1\n    # tail\n\n# end\n',
    { b: 2, c: { d: 1, e: 2 }, f: [1, { g: 1 }] },
    '# head\n\n# about b\nb: 2\nc:\n    d: 1\n    e: 2\nf:\n    - 1\n    - g: 1\n    # tail\n\n# end\n',
  ],
  [
    'brackets',
    'a: {b: c, d: [1, 2, 3]} # x\ne: { f: 1, g: 2 }\n',
    { a: { b: 'x, y', d: [0, 1, 3, 4], h: {} }, e: { g: 2, h: { i: 1 } } },
    'a: {b: "x, y", d: [0, 1, 3, 4], h: {}} # x\ne: { g: 2, h: {i: 1} }\n',
  ],
  [
    'lists, indented or not',
    'a:\n- x # first\n# about y\n- y\n- n: 1\n  m: 2 # two\n- - 1\n  - 2\n',
    { a: ['w', 'x', 'y', { n: 1, m: 3, o: 4 }, [1, 2, 3], 'z'] },
    'a:\n- w\n- x # first\n# about y\n- y\n- n: 1\n  m: 3 # two\n  o: 4\n- - 1\n  - 2\n  - 3\n- z\n',
  ],
  [
    'a list in another order',
    'a:\n  # ours\n  - x # 1\n  - y # 2\n  # gone\n  - z\n  - w\nb: 1\n',
    { a: ['w', 'y', 'x', { k: 1 }], b: 1 },
    'a:\n  # ours\n  - w\n  - y # 2\n  - x # 1\n  - k: 1\n  # gone\nb: 1\n',
  ],
  [
    'entries of lists that go, and one behind a dash',
    'a:\n  - k: 1\n    l: 2 # c\n  - m\n  - n # d\nb: [] # e\n',
    { a: [{ l: 2 }, 'n'], b: [{ x: 1, y: [2] }] },
    'a:\n  - l: 2 # c\n  - n # d\nb: # e\n  - x: 1\n    y:\n      - 2\n',
  ],
  [
    'what has no line break at its end',
    'a: 1\nb: 2',
    { a: 1, c: 3 },
    'a: 1\nc: 3',
  ],
  [
    'what has markers',
    '\uFEFF--- # one\na: 1\n...\n# end\n',
    { a: 2, b: 1 },
    '\uFEFF--- # one\na: 2\nb: 1\n...\n# end\n',
  ],
  [
    'anchors and aliases',
    'a: &x 1 # c\nb: *x # d\nc: *x\n',
    { a: 1, b: 2, c: 1 },
    'a: &x 1 # c\nb: 2 # d\nc: *x\n',
  ],
  [
    // The alias would be left without its anchor.
    'an anchor that goes',
    '--- # one\na: &x\n  b: 1\nc: *x\n',
    { c: { b: 2 } },
    '--- # one\nc:\n  b: 2\n',
  ],
  [
    'an anchor that goes, in a document of people',
    '\uFEFFa: &x 1\nc: *x\n',
    { c: 1 },
    '\uFEFFc: 1\n',
  ],
];

describe('editDocument', () => {
  it.each(CASES)('%s', (_, before, wanted, after) => {
    const text = editDocument(before, wanted);
    expect(parse(text)).toEqual(wanted);
    expect(text).toBe(after);
  });
});

/** A tree of people, with what they wrote beside and above each entry. */
interface Entry {
  key: string;
  node: Tree;
  above: boolean;
  tail: boolean;
  blank: boolean;
}
type Tree = string | number | null | Entry[] | string[];

const isMap = (node: Tree): node is Entry[] =>
  Array.isArray(node) && typeof node[0] === 'object';

const scalar = fc.constantFrom<Tree>(
  ...['x', 'y', 'a: b', '# no', 'l1\nl2', 'yes', '', 1, 2, null],
);
const names = fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's', 't'), {
  minLength: 1,
  maxLength: 5,
});

function treeOf(depth: number): fc.Arbitrary<Tree> {
  if (depth === 0) return scalar;
  const entry = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    node: fc.oneof(scalar, names, treeOf(depth - 1)),
    ...{ above: fc.boolean(), tail: fc.boolean(), blank: fc.boolean() },
  });
  return fc.uniqueArray(entry, {
    ...{ minLength: 1, maxLength: 5, selector: ({ key }: Entry) => key },
  });
}

function valueOf(node: Tree): unknown {
  if (!isMap(node)) return node;
  return Object.fromEntries(node.map(one => [one.key, valueOf(one.node)]));
}

/** Prints a tree with numbered comments, `path` in each. */
class Printer {
  readonly lines: string[] = [];
  constructor(readonly step: number, readonly seqStep: number) {}

  map(entries: Entry[], column: number, path: string): void {
    const lead = ' '.repeat(column);
    for (const { key, node, above, tail, blank } of entries) {
      const here = `${path}/${key}`;
      if (blank) this.lines.push('');
      if (above) this.lines.push(`${lead}# above ${here};`);
      const comment = tail ? ` # beside ${here};` : '';
      if (isMap(node)) {
        this.lines.push(`${lead}${key}:${comment}`);
        this.map(node, column + this.step, here);
      } else if (Array.isArray(node)) {
        this.lines.push(`${lead}${key}:${comment}`);
        const dash = ' '.repeat(column + this.seqStep);
        for (const name of node) {
          this.lines.push(`${dash}- ${name} # beside ${here}/${name};`);
        }
      } else {
        const text = node === null ? '' : ` ${JSON.stringify(node)}`;
        this.lines.push(`${lead}${key}:${text}${comment}`);
      }
    }
  }
}

/** Comments of entries that are wanted, whatever their value is. */
function keptComments(node: Tree, wanted: unknown, path = ''): string[] {
  if (!isMap(node) || wanted === null || typeof wanted !== 'object') return [];
  return node.flatMap(one => {
    const here = `${path}/${one.key}`;
    const value = Object.entries(wanted).find(([key]) => key === one.key);
    if (!value) return [];
    const inside =
      Array.isArray(one.node) && !isMap(one.node) && Array.isArray(value[1])
        ? one.node.flatMap(name =>
            value[1].includes(name) ? [`# beside ${here}/${name};`] : [],
          )
        : keptComments(one.node, value[1], here);
    return [
      ...(one.above ? [`# above ${here};`] : []),
      ...(one.tail ? [`# beside ${here};`] : []),
      ...inside,
    ];
  });
}

describe('a random document of people', () => {
  it('has every comment of what stays, once, and its order', () => {
    fc.assert(
      fc.property(
        treeOf(3).filter(isMap),
        treeOf(3).filter(isMap),
        fc.constantFrom(2, 3, 4),
        fc.boolean(),
        (tree, other, step, indentSeq) => {
          const printer = new Printer(step, indentSeq ? step : 0);
          printer.map(tree, 0, '');
          const text = `# head\n${printer.lines.join('\n')}\n# end\n`;
          expect(parse(text)).toEqual(valueOf(tree));
          const wanted = valueOf(other) as Record<string, unknown>;
          const after = editDocument(text, wanted);
          expect(parse(after)).toEqual(wanted);
          const stays = tree.filter(({ key }) => Object.hasOwn(wanted, key));
          // Nothing stays where no entry does.
          fc.pre(stays.length > 0);
          for (const comment of [
            '# head',
            '# end',
            ...keptComments(tree, wanted),
          ]) {
            expect(after.split(comment)).toHaveLength(2);
          }
          expect(Object.keys(parse(after)).slice(0, stays.length)).toEqual(
            stays.map(({ key }) => key),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
