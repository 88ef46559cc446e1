import { readLooseYaml } from './readLooseYaml';
import { readYaml } from './readYaml';
import { YAML_LIMITS } from './yamlLimits';

const TOO_MANY = /too many lines, entries or quotes/;

/** As many pieces as a text of the longest length holds. */
function filled(piece: string, before = ''): string {
  const room = YAML_LIMITS.length - before.length;
  return before + piece.repeat(Math.floor(room / piece.length));
}

/**
 * Texts at which the parser works for seconds or minutes, by what they consist
 * of: parts of any kind, and errors, each of which it would tell.
 */
const SLOW: Array<[string, string]> = [
  ['keys', filled('k: 1\n')],
  ['keys without values', filled('? k\n')],
  ['keys in braces', filled('k:,', '{')],
  ['entries', filled('- 1\n')],
  ['entries in brackets', filled('1,', '[')],
  ['lists in one line', filled('- ')],
  ['empty lists', filled('[]', '[')],
  ['brackets that close', filled(']', 'a: ')],
  ['braces', filled('{}', 'a: ')],
  ['quotes', filled('""', 'a: ')],
  ['anchors', filled('&a ', 'a: ')],
  ['aliases', filled('*a ', 'a: ')],
  ['tags', filled('!a ', 'a: ')],
  ['maps in one line', filled(': ', 'a')],
  ['documents', filled('---\n')],
  ['comments', filled('#\n')],
  ['directives', filled('%A\n')],
  ['empty lines', filled('\n', 'a:\n')],
  ['old line ends', filled('\r', 'a:\n')],
];

describe('a text that the parser would be long at', () => {
  it.each(SLOW)('is refused before it is parsed: %s', (_, text) => {
    expect(() => readYaml(text)).toThrow(TOO_MANY);
    expect(() => readLooseYaml(text)).toThrow(TOO_MANY);
  });

  it('is read where it is long and simple', () => {
    const words = 'word '.repeat(YAML_LIMITS.length / 5 - 10);
    expect(readYaml(`a: ${words}`)).toEqual({ a: words.trim() });
    const lines = '  a line of a text\n'.repeat(20_000);
    expect(readYaml(`a: |\n${lines}`)).toHaveProperty('a');
  });

  it('is refused by the number of aliases, wherever they lead', () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => `- &x${i} 1\n- *x${i}\n`).join(
        '',
      );
    expect(readYaml(entries(100))).toHaveLength(200);
    for (const read of [readYaml, readLooseYaml]) {
      expect(() => read(entries(101))).toThrow(
        'the YAML has 101 aliases, at most 100 are read',
      );
    }
  });
});

describe('an error', () => {
  it.each([
    ['a: 1\nb: ]\n', 'at line 2, column 4'],
    [
      'a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n',
      'Map keys must be unique at line 5, column 3',
    ],
    ['{a: 1, a: 2}', 'Map keys must be unique at line 1, column 8'],
    [`${'- '.repeat(5000)}a`, 'the YAML is nested too deeply'],
  ])('of %j is told with its place', (text, words) => {
    expect(() => readYaml(text)).toThrow(words);
  });

  it('is none where a text of others has a key twice: the last one counts', () => {
    expect(readLooseYaml('a: 1\nb: 2\na: 3\n')).toEqual({ a: 3, b: 2 });
    expect(() => readLooseYaml('a: [')).toThrow(/at line 1/);
  });
});
